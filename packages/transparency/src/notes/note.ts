import { TransparencyError } from '../error.ts';
import { decodeBase64, encodeBase64 } from '../keys/base64.ts';
import { decodeText, isPlainText } from '../strict-text.ts';
import { isKeyName } from './key-name.ts';

/** Gives the size in bytes above which nothing is read as a note: a bound against memory and signature floods. */
export const MAX_NOTE_BYTES = 1_000_000;

/** Gives how many signatures a note may carry. C2SP signed-note asks verifiers to take at least 16. */
const MAX_NOTE_SIGNATURES = 100;

/** Is one signature line of a note: who signed, by name and key id, and the bytes of the signature. */
export interface NoteSignature {
  readonly name: string;
  /** The key id, an unsigned number of 32 bits. It identifies, it does not authenticate. */
  readonly id: number;
  readonly signature: Uint8Array;
}

/** Is a text (ends with a line feed) and the signatures under it. Nothing in it is verified yet. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const LINE = /^— (?<name>[^ ]+) (?<value>[^ ]+)$/u;

/**
 * Formats a signed note (C2SP signed-note, "Format"):
 *
 * ```text
 * TEXT, one or more lines, each ended by LF
 *                                               an empty line
 * — NAME BASE64(uint32 big-endian key id ‖ signature)      one line a signature
 * ```
 *
 * @throws TransparencyError `note-malformed` when the parts make no note.
 */
export function formatNote(note: SignedNote): string {
  assertNote(note);
  const text = `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
  if (Buffer.byteLength(text) > MAX_NOTE_BYTES) throw malformed('size');
  return text;
}

/**
 * Parses a signed note; says nothing about who signed it (see `openNote`).
 *
 * The text ends at the last empty line, so it may hold empty lines itself. A line that is not exactly in its form is an
 * error, never skipped: two readers must not see two texts in the same bytes.
 *
 * @throws TransparencyError `note-malformed`, with the `reason`.
 */
export function parseNote(input: string | Uint8Array): SignedNote {
  const note = decodeText(input, MAX_NOTE_BYTES);
  if (note === undefined) throw malformed('encoding-or-size');
  const border = note.lastIndexOf('\n\n');
  if (border === -1) throw malformed('no-empty-line');
  if (!note.endsWith('\n')) throw malformed('last-line-feed');
  const lines = note.slice(border + 2, -1).split('\n', MAX_NOTE_SIGNATURES + 1);
  const parsed = { text: note.slice(0, border + 1), signatures: lines.map(parseSignature) };
  assertNote(parsed);
  return parsed;
}

function formatSignature({ name, id, signature }: NoteSignature): string {
  const bytes = Buffer.alloc(4 + signature.length);
  bytes.writeUInt32BE(id, 0);
  bytes.set(signature, 4);
  return `— ${name} ${encodeBase64(bytes)}\n`;
}

function parseSignature(line: string): NoteSignature {
  const { name, value } = LINE.exec(line)?.groups ?? {};
  const bytes = decodeBase64(value ?? '');
  if (name === undefined || bytes === undefined || bytes.length < 5) throw malformed('signature-line');
  return { name, id: Buffer.from(bytes).readUInt32BE(0), signature: bytes.subarray(4) };
}

function assertNote({ text, signatures }: SignedNote): void {
  if (!text.endsWith('\n')) throw malformed('text-line-feed');
  if (!isPlainText(text)) throw malformed('control-character');
  if (signatures.length === 0) throw malformed('no-signature');
  if (signatures.length > MAX_NOTE_SIGNATURES) throw malformed('too-many-signatures');
  for (const { name, id, signature } of signatures) {
    if (!isKeyName(name)) throw malformed('key-name');
    if (!Number.isInteger(id) || id < 0 || id > 0xffffffff) throw malformed('key-id');
    if (signature.length === 0) throw malformed('signature-line');
  }
}

function malformed(reason: string): TransparencyError {
  return new TransparencyError('note-malformed', { reason });
}
