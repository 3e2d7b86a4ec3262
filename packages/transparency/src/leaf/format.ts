import { TransparencyError } from '../error.ts';
import type { Leaf, LeafKind } from './leaf.ts';
import { fieldsOf, isCoherent, LEAF_KINDS, type LeafField } from './layout.ts';
import { readLines } from './lines.ts';

/** Bounds a leaf, in bytes. */
export const LEAF_LIMIT = 8192;

const FIRST_LINE = /^nforge-leaf\/(?<version>[1-9][0-9]{0,8}) (?<kind>[a-z]{1,32}(?:-[a-z]{1,32}){0,3})$/;

/**
 * Formats a leaf.
 *
 * ```text
 * nforge-leaf/1 yank
 * time 1790000000
 * name sante/triage
 * version 1.0.0
 * actor Kx3_f0
 * detail sha256:…
 * ```
 *
 * UTF-8, one line feed after every line, one space between field and value, all fields of the kind in the order of
 * docs/spec/leaf.md, §1, `none` for a value that is absent.
 * @throws TransparencyError `leaf-malformed`: a value that its field cannot hold, or more than 8192 bytes
 */
export function formatLeaf(leaf: Leaf): Uint8Array {
  if (!LEAF_KINDS.includes(leaf.kind)) throw new TransparencyError('leaf-unsupported');
  const values = leaf as unknown as Readonly<Record<string, unknown>>;
  const lines = fieldsOf(leaf.kind).map((field) => `${field.line} ${formatField(field, values[field.member])}\n`);
  const bytes = new TextEncoder().encode(`nforge-leaf/1 ${leaf.kind}\n${lines.join('')}`);
  if (bytes.length > LEAF_LIMIT) throw new TransparencyError('leaf-malformed', { bytes: bytes.length });
  if (!isCoherent(leaf)) throw new TransparencyError('leaf-malformed', { kind: leaf.kind });
  return bytes;
}

/**
 * Parses a leaf; only the bytes that {@link formatLeaf} makes are taken.
 * @throws TransparencyError `leaf-unsupported` for a later version or a kind that is not known here: whoever meets one
 * stops, for the leaf may say what changes the meaning of the others; `leaf-malformed` for all else
 */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const lines = readLines(bytes, LEAF_LIMIT);
  if (lines === undefined) throw new TransparencyError('leaf-malformed', { bytes: bytes.length });
  const kind = parseKind(lines[0] ?? '');
  const fields = fieldsOf(kind);
  if (lines.length !== fields.length + 1) throw new TransparencyError('leaf-malformed', { kind });
  const members = fields.map((field, at) => [field.member, parseField(field, lines[at + 1] ?? '')] as const);
  const leaf = Object.fromEntries([['kind', kind], ...members]) as unknown as Leaf;
  if (!isCoherent(leaf)) throw new TransparencyError('leaf-malformed', { kind });
  return leaf;
}

function parseKind(line: string): LeafKind {
  const groups = FIRST_LINE.exec(line)?.groups;
  if (!groups) throw new TransparencyError('leaf-malformed');
  const { version = '', kind = '' } = groups;
  const known = LEAF_KINDS.find((one) => one === kind);
  if (version !== '1' || known === undefined) throw new TransparencyError('leaf-unsupported', { version, kind });
  return known;
}

function formatField(field: LeafField, value: unknown): string {
  const text = value === undefined ? '' : field.codec.format(value);
  // The value itself must come back: a list that holds only `none` would be written like no list at all.
  if (JSON.stringify(field.codec.parse(text)) !== JSON.stringify(value)) throw malformed(field);
  return text;
}

function parseField(field: LeafField, line: string): unknown {
  const prefix = `${field.line} `;
  const text = line.startsWith(prefix) ? line.slice(prefix.length) : '';
  const value = field.codec.parse(text);
  // Formatting again catches every second spelling that a codec might let through.
  if (value === undefined || field.codec.format(value) !== text) throw malformed(field);
  return value;
}

const malformed = (field: LeafField): TransparencyError =>
  new TransparencyError('leaf-malformed', { field: field.line });
