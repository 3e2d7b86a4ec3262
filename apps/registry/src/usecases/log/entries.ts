import type { LogEntries } from '@national-forge/api';

import type { Deps } from '../deps.ts';
import { outside } from './tree-size.ts';

type LogDeps = Pick<Deps, 'log'>;

/** Says which leaves are wanted. */
export interface EntriesQuery {
  readonly from: number;
  readonly limit: number;
}

/**
 * Lists leaves from an index on: the feed of all changes, without gaps.
 * Throws `ProblemError` `log-range` for an index beyond the end of the log.
 */
export async function listEntries({ log }: LogDeps, { from, limit }: EntriesQuery): Promise<LogEntries> {
  const { size } = await log.checkpoint();
  if (from > size) throw outside(size, from);
  const leaves = await log.leaves({ from, limit });
  const entries = leaves.map(({ index, bytes }) => ({ index, leaf: Buffer.from(bytes).toString() }));
  // A group may have been committed between the two reads: the size never lies behind what is shown.
  return { from, size: Math.max(size, from + entries.length), next: from + entries.length, entries };
}

/**
 * Lists leaves; where there are none yet, waits for the first one or for the signal.
 * Throws `ProblemError` `log-range`.
 */
export async function awaitEntries(deps: LogDeps, query: EntriesQuery, signal: AbortSignal): Promise<LogEntries> {
  const page = await listEntries(deps, query);
  if (page.entries.length > 0 || signal.aborted) return page;
  await deps.log.waitFor(query.from, signal);
  return listEntries(deps, query);
}
