import { TransparencyError } from '../error.ts';
import { decodeBase64, encodeBase64 } from '../keys/base64.ts';
import { EMPTY_ROOT, HASH_LENGTH, isSameHash } from '../merkle/hash.ts';
import type { NoteSigner } from '../notes/log-key.ts';
import { MAX_NOTE_BYTES } from '../notes/note.ts';
import { openNote, signNote } from '../notes/sign-note.ts';
import type { NoteVerifier } from '../notes/verifier-key.ts';
import { isPlainText, parseDecimal } from '../strict-text.ts';

/** Is what a log says of itself: the root of its tree at a size. */
export interface Checkpoint {
  /** The name of the log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Further lines, without meaning here. Our logs write none: nobody could audit them. */
  readonly extensions: readonly string[];
}

/**
 * Formats the text of a checkpoint (C2SP tlog-checkpoint, "Note text"): origin, size in decimal, root in base64, any
 * extension lines, each line ended by LF.
 *
 * @throws TransparencyError `checkpoint-malformed` when the parts make no checkpoint.
 */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  assertCheckpoint(checkpoint);
  const { origin, size, root, extensions } = checkpoint;
  return [origin, String(size), encodeBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

/**
 * Parses the text of a checkpoint. It is the text of a note that was opened: one that no key was asked about is worth
 * nothing.
 *
 * @throws TransparencyError `checkpoint-malformed`, with the `reason`.
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (text.length > MAX_NOTE_BYTES) throw malformed('size');
  if (!text.endsWith('\n')) throw malformed('last-line-feed');
  const [origin, decimal, base64, ...extensions] = text.slice(0, -1).split('\n');
  const size = parseDecimal(decimal ?? '');
  const root = decodeBase64(base64 ?? '');
  if (origin === undefined || size === undefined) throw malformed('tree-size');
  if (root === undefined) throw malformed('root');
  const checkpoint = { origin, size, root, extensions };
  assertCheckpoint(checkpoint);
  return checkpoint;
}

/** Signs a checkpoint as the log, and gives the note. The name of the signer must be the origin. */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  assertOrigin(checkpoint, signer.name);
  return signNote(formatCheckpoint(checkpoint), [signer]);
}

/**
 * Opens a signed checkpoint with the pinned key of its log.
 *
 * @throws TransparencyError `checkpoint-origin` when the key signed for another log than that of its name; the codes of
 * `openNote` and {@link parseCheckpoint}.
 * @example
 * const checkpoint = openCheckpoint(note, parseVerifierKey(pinned));
 */
export function openCheckpoint(note: string | Uint8Array, verifier: NoteVerifier): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, [verifier]).text);
  assertOrigin(checkpoint, verifier.name);
  return checkpoint;
}

function assertOrigin({ origin }: Checkpoint, name: string): void {
  if (origin !== name) throw new TransparencyError('checkpoint-origin', { origin, expected: name });
}

function assertCheckpoint({ origin, size, root, extensions }: Checkpoint): void {
  for (const line of [origin, ...extensions]) {
    if (line === '' || line.includes('\n') || !isPlainText(line)) throw malformed('line');
  }
  if (!Number.isSafeInteger(size) || size < 0) throw malformed('tree-size');
  if (root.length !== HASH_LENGTH) throw malformed('root');
  if (size === 0 && !isSameHash(root, EMPTY_ROOT)) throw malformed('empty-root');
}

function malformed(reason: string): TransparencyError {
  return new TransparencyError('checkpoint-malformed', { reason });
}
