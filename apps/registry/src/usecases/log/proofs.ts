import type { ConsistencyProof, InclusionProof } from '@national-forge/api';

import type { Deps } from '../deps.ts';
import { outside, toBase64 } from './tree-size.ts';

type ProofDeps = Pick<Deps, 'log' | 'tree'>;

/**
 * Proves that a leaf stands in the log (RFC 6962 §2.1.1), in the tree of a size, or the newest.
 * Throws `ProblemError` `log-range`.
 */
export async function proveEntry(
  { log, tree }: ProofDeps,
  { index, size: wanted }: { readonly index: number; readonly size?: number | undefined },
): Promise<InclusionProof> {
  const newest = await log.checkpoint();
  const size = wanted ?? newest.size;
  if (size > newest.size) throw outside(newest.size, size);
  if (index >= size) throw outside(size, index);
  const hashes = await tree.inclusion({ index, size });
  const [entry] = await log.leaves({ from: index, limit: 1 });
  if (hashes === undefined || entry === undefined) throw new Error(`leaf ${index} is not in the tree of ${size}`);
  const leaf = Buffer.from(entry.bytes).toString();
  return { index, size, leaf, hashes: hashes.map(toBase64), checkpoint: await noteAt({ log }, size) };
}

/**
 * Proves that an earlier tree is a prefix of a later one, or of the newest (RFC 6962 §2.1.2).
 * Throws `ProblemError` `log-range`.
 */
export async function proveGrowth(
  { log, tree }: ProofDeps,
  { from, to: wanted }: { readonly from: number; readonly to?: number | undefined },
): Promise<ConsistencyProof> {
  const newest = await log.checkpoint();
  const to = wanted ?? newest.size;
  if (to > newest.size) throw outside(newest.size, to);
  if (from > to) throw outside(to, from);
  const hashes = await tree.consistency({ from, to });
  if (hashes === undefined) throw new Error(`there is no tree of ${from} or ${to} leaves`);
  return { from, to, hashes: hashes.map(toBase64), checkpoint: await noteAt({ log }, to) };
}

const noteAt = async ({ log }: Pick<Deps, 'log'>, size: number): Promise<string | null> =>
  (await log.checkpointAt(size))?.note ?? null;
