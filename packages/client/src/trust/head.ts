import { assertConsistency, openCheckpoint, parseNote, type NoteVerifier } from '@national-forge/transparency';

import { ClientError, isClientError } from '../client-error.ts';
import { checked, untrusted } from './step.ts';

/** Is a checkpoint whose signature was verified. */
export interface Head {
  /** The signed note, byte for byte. */
  readonly note: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Opens a checkpoint with the key of its log.
 * @throws ClientError `untrusted`: `checkpoint`, or `origin` when it is of another log or by another key
 */
export function openHead(note: string, verifier: NoteVerifier): Head {
  const shown = note.slice(0, Math.max(0, note.indexOf('\n')));
  if (shown !== verifier.name) {
    throw untrusted('origin', { what: verifier.name, expected: verifier.name, actual: shown, reason: 'fork' });
  }
  const params = { what: verifier.name, expected: verifier.key };
  const { origin, size, root } = checked(params, () => openCheckpoint(note, verifier));
  if (size === 0) throw untrusted('checkpoint', { ...params, reason: 'empty' });
  return { note, origin, size, root };
}

/**
 * Opens the checkpoint that a lock file pins.
 * @throws ClientError `untrusted` like {@link openHead}, with the `source` lock: no registry has a part in it
 */
export function openPinned({ checkpoint }: { readonly checkpoint: string }, verifier: NoteVerifier): Head {
  return blaming('lock', () => openHead(checkpoint, verifier));
}

/** Runs a check of what is kept on this computer; where it fails, that is named as the place to look at. */
export function blaming<T>(source: 'lock' | 'cache', check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!isClientError(error) || error.code !== 'untrusted') throw error;
    throw new ClientError('untrusted', { params: { ...error.params, source }, cause: error });
  }
}

/**
 * Decides what a newly shown tree owes to those that were seen before: the earlier trees whose consistency with it is to
 * be proved. A tree of the same size and root owes nothing.
 * @throws ClientError `untrusted`: `rollback` when it is smaller than one seen, `consistency` when it has the same size and
 * another root: the log shows different people different histories
 */
export function assembleDebts(seen: readonly Head[], shown: Head): readonly Head[] {
  for (const head of seen) {
    const params = { what: shown.origin, expected: head.size, actual: shown.size };
    if (shown.size < head.size) throw untrusted('rollback', { ...params, reason: 'smaller' });
    if (shown.size === head.size && !isSameRoot(shown, head)) {
      throw untrusted('consistency', { ...params, reason: 'other-root' });
    }
  }
  const bySize = new Map(seen.filter(({ size }) => size < shown.size).map((head) => [head.size, head]));
  return [...bySize.values()];
}

/**
 * Proves that an earlier tree is a prefix of a later one.
 * @param hashes the proof as the registry gave it, base64
 * @throws ClientError `untrusted` at `consistency`
 */
export function assertPrefix(from: Head, to: Head, hashes: readonly string[]): void {
  const proof = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
  const params = { what: to.origin, expected: from.size, actual: to.size };
  checked(params, () => assertConsistency({ from, to, hashes: proof }), 'consistency');
}

/** Tells whether two trees have the same root. */
export function isSameRoot(one: Head, other: { readonly root: Uint8Array }): boolean {
  return Buffer.compare(one.root, other.root) === 0;
}

/**
 * Wraps a verifier so that the same signature over the same text is verified once: every proof of an operation carries
 * the same checkpoint.
 * @param known a note whose signature by this key was verified already, when the file that remembers it was read
 */
export function remembering(verifier: NoteVerifier, known?: string): NoteVerifier {
  const verified = new Map<string, boolean>();
  if (known !== undefined) for (const key of signaturesIn(known, verifier)) verified.set(key, true);
  return {
    ...verifier,
    verify: (text, signature) => {
      const key = keyOf(text, signature);
      const isGood = verified.get(key) ?? verifier.verify(text, signature);
      if (verified.size < 64) verified.set(key, isGood);
      return isGood;
    },
  };
}

/** Lists the signatures by one key under a note; what is no note has none. */
function signaturesIn(note: string, { name, id }: NoteVerifier): readonly string[] {
  try {
    const { text, signatures } = parseNote(note);
    const own = signatures.filter((one) => one.name === name && one.id === id);
    return own.map(({ signature }) => keyOf(Buffer.from(text), signature));
  } catch {
    return [];
  }
}

const keyOf = (text: Uint8Array, signature: Uint8Array): string =>
  `${Buffer.from(signature).toString('latin1')} ${Buffer.from(text).toString('latin1')}`;
