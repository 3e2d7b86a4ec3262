import { TransparencyError } from '../error.ts';
import { decodeBase64, encodeBase64 } from '../keys/base64.ts';
import { HASH_LENGTH } from '../merkle/hash.ts';
import { assertInclusion } from '../merkle/inclusion.ts';
import { parseNote } from '../notes/note.ts';
import type { NoteVerifier } from '../notes/verifier-key.ts';
import { decodeText, parseDecimal } from '../strict-text.ts';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Gives the size in bytes above which nothing is read as a proof file. */
export const MAX_PROOF_BYTES = 4_000_000;

// A path is as long as the tree is high, and sizes are below 2^53.
const MAX_HASHES = 53;
const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/** Is a self-contained proof that a leaf is in a log. Nothing in it is verified yet. */
export interface TlogProof {
  /** Bytes for the application. Nobody signed them: only what the leaf names by its digest may be believed. */
  readonly extra?: Uint8Array;
  readonly index: number;
  /** The inclusion path in the tree of the checkpoint, from the sibling of the leaf to the child of the root. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note of the checkpoint, byte for byte. */
  readonly checkpoint: string;
}

/**
 * Formats a proof file (C2SP tlog-proof, "Format"), usual extension `.tlog-proof`:
 *
 * ```text
 * c2sp.org/tlog-proof@v1
 * extra BASE64                  left out when there is none
 * index DECIMAL
 * BASE64                        one line a hash
 *                               an empty line
 * the signed checkpoint
 * ```
 *
 * @throws TransparencyError `proof-malformed`; `note-malformed` and `checkpoint-malformed` for the checkpoint.
 */
export function formatTlogProof(proof: TlogProof): string {
  assertProof(proof);
  const { extra, index, hashes, checkpoint } = proof;
  const lines = [
    FIRST_LINE,
    ...(extra === undefined ? [] : [`extra ${encodeBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(encodeBase64),
  ];
  const text = `${lines.join('\n')}\n\n${checkpoint}`;
  if (Buffer.byteLength(text) > MAX_PROOF_BYTES) throw malformed('size');
  return text;
}

/**
 * Parses a proof file. Its checkpoint is read as one, its signatures are not verified (see {@link openTlogProof}).
 *
 * @throws TransparencyError as {@link formatTlogProof}.
 */
export function parseTlogProof(input: string | Uint8Array): TlogProof {
  const text = decodeText(input, MAX_PROOF_BYTES);
  if (text === undefined) throw malformed('encoding-or-size');
  const border = text.indexOf('\n\n');
  if (border === -1) throw malformed('no-empty-line');
  const [first, ...lines] = text.slice(0, border).split('\n', MAX_HASHES + 4);
  if (first !== FIRST_LINE) throw malformed('first-line');
  const extra = lines[0]?.startsWith('extra ') === true ? bytesAfter('extra ', lines.shift()) : undefined;
  const index = indexIn(lines.shift());
  const proof = {
    ...(extra === undefined ? {} : { extra }),
    index,
    hashes: lines.map((line) => bytesAfter('', line)),
    checkpoint: text.slice(border + 2),
  };
  assertProof(proof);
  return proof;
}

/**
 * Verifies a proof file: the checkpoint is signed by the log, and the leaf is in its tree at the index of the proof.
 *
 * @returns the checkpoint, as of which the leaf is proved.
 * @throws TransparencyError the codes of `openCheckpoint` and `assertInclusion`.
 * @example
 * openTlogProof(parseTlogProof(file), { leafHash: hashLeaf(leaf), verifier: parseVerifierKey(pinned) });
 */
export function openTlogProof(
  proof: TlogProof,
  expected: { readonly leafHash: Uint8Array; readonly verifier: NoteVerifier },
): Checkpoint {
  const checkpoint = openCheckpoint(proof.checkpoint, expected.verifier);
  const { size, root } = checkpoint;
  assertInclusion({ index: proof.index, hashes: proof.hashes, size, root, leafHash: expected.leafHash });
  return checkpoint;
}

function bytesAfter(prefix: string, line = ''): Uint8Array {
  const bytes = decodeBase64(line.slice(prefix.length));
  if (bytes === undefined) throw malformed('base64');
  return bytes;
}

function indexIn(line = ''): number {
  const index = line.startsWith('index ') ? parseDecimal(line.slice('index '.length)) : undefined;
  if (index === undefined) throw malformed('index');
  return index;
}

function assertProof({ extra, index, hashes, checkpoint }: TlogProof): void {
  if (extra?.length === 0) throw malformed('extra');
  if (!Number.isSafeInteger(index) || index < 0) throw malformed('index');
  if (hashes.length > MAX_HASHES) throw malformed('too-many-hashes');
  if (hashes.some((hash) => hash.length !== HASH_LENGTH)) throw malformed('hash-length');
  parseCheckpoint(parseNote(checkpoint).text);
}

function malformed(reason: string): TransparencyError {
  return new TransparencyError('proof-malformed', { reason });
}
