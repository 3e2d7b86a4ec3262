import {
  assertInclusion,
  hashLeaf,
  parseLeaf,
  parseVerifierKey,
  type Leaf,
  type NoteVerifier,
  type OriginEra,
} from '@national-forge/transparency';
import * as z from 'zod';

import type { CallOptions } from '../registry/call.ts';
import { openHead, type Head } from './head.ts';
import type { LogReader } from './log-reader.ts';
import { checked, untrusted } from './step.ts';

/** Describes the proof of the names that a log had: the leaf that gave it each, in one tree. */
export const forkProof = z.object({
  /** The signed note of the tree. */
  checkpoint: z.string(),
  /** Leaf 0 and the `fork` leaves, oldest first, each with its proof of inclusion in base64. */
  leaves: z.array(z.object({ index: z.int().min(0), leaf: z.string(), hashes: z.array(z.string()) })),
});

/** Proves which names a log had. */
export type ForkProof = z.infer<typeof forkProof>;

/** Says of which tree of which log the names are wanted. */
export interface ForkQuestion extends CallOptions {
  readonly verifier: NoteVerifier;
  readonly head: Head;
}

/** A log is forked after a restore that lost something; who claims more forks wants to keep us busy. */
const MOST = 64;

/**
 * Asks which names a log had, with the proof of it: a change that was signed before a fork names the log before it. Whoever
 * could make up a name could pass off what an agency signed for another log.
 * @returns null: the log has had one name, and everything in it must have been signed for that
 * @throws ClientError `untrusted` at `origin`; those of the registry and the way
 */
export async function askForks(
  client: Pick<LogReader, 'logKeys' | 'inclusion'>,
  { verifier, head, signal }: ForkQuestion,
): Promise<ForkProof | null> {
  const { keys } = await client.logKeys({ signal });
  if (keys.at(-1)?.key !== verifier.key) throw unproved(verifier, keys.at(-1)?.key ?? '');
  if (keys.length === 1) return null;
  if (keys.length > MOST || keys.some(({ from }) => from >= head.size)) throw unproved(verifier, verifier.key);
  const leaves: ForkProof['leaves'][number][] = [];
  for (const { from } of keys) {
    const { leaf, hashes } = await client.inclusion({ index: from, size: head.size }, { signal });
    leaves.push({ index: from, leaf, hashes });
  }
  return { checkpoint: head.note, leaves };
}

/**
 * Gives the names that a log had, proved: the first leaf names the first, each `fork` leaf the next one and the one
 * before it, and the last is that of the key that signs.
 * @throws ClientError `untrusted` at `origin`
 */
export function erasOf(forks: ForkProof | null, verifier: NoteVerifier): readonly OriginEra[] {
  if (forks === null) return [{ origin: verifier.name, since: 0 }];
  const head = openHead(forks.checkpoint, verifier);
  const eras: OriginEra[] = [];
  let key = '';
  for (const place of forks.leaves) {
    const leaf = leafAt(place, { head, verifier });
    // A name that comes back would let an operator put a stretch under the name of another log between two of his own.
    const isNew = eras.every(({ origin }) => !('origin' in leaf) || origin !== leaf.origin);
    if (!isNew || !isNamedBy(leaf, { before: eras.at(-1), index: place.index })) {
      throw unproved(verifier, leaf.kind);
    }
    ({ key } = leaf);
    eras.push({ origin: leaf.origin, since: place.index });
  }
  const isOwn = eras.at(-1)?.origin === verifier.name && key === verifier.key;
  if (!isOwn) throw unproved(verifier, key);
  return eras;
}

interface Tree {
  readonly head: Head;
  readonly verifier: NoteVerifier;
}

function leafAt({ index, leaf, hashes }: ForkProof['leaves'][number], { head, verifier }: Tree): Leaf {
  const { size, root } = head;
  const proof = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
  return checked(
    { what: verifier.name, index },
    () => {
      assertInclusion({ index, size, root, leafHash: hashLeaf(Buffer.from(leaf)), hashes: proof });
      return parseLeaf(Buffer.from(leaf));
    },
    'origin',
  );
}

/** A fork goes on right after the tree that it keeps, and its key carries its name. */
function isNamedBy(
  leaf: Leaf,
  { before, index }: { readonly before: OriginEra | undefined; readonly index: number },
): leaf is Extract<Leaf, { readonly kind: 'log-key' | 'fork' }> {
  if (leaf.kind !== 'log-key' && leaf.kind !== 'fork') return false;
  if (checked({ what: leaf.origin }, () => parseVerifierKey(leaf.key).name, 'origin') !== leaf.origin) return false;
  if (leaf.kind === 'log-key') return before === undefined && index === 0;
  return leaf.fromOrigin === before?.origin && leaf.fromSize === index;
}

const unproved = ({ name, key }: NoteVerifier, actual: string) =>
  untrusted('origin', { what: name, expected: key, actual, reason: 'fork-unproved' });
