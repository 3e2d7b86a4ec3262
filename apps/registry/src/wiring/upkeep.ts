import { setImmediate } from 'node:timers/promises';

import type { Logger } from 'pino';

import { collectUnused } from '../usecases/collect-unused.ts';
import type { SearchUpkeep } from '../ports.ts';
import type { Registry } from './open-registry.ts';

const FLUSH_EVERY = 10_000;
const MERGE_EVERY = 60_000;
const COLLECT_EVERY = 60 * 60_000;

/** Is what goes on beside the requests. */
export interface Upkeep {
  stop(): void;
}

/** Entries that are merged in one transaction: some milliseconds in which no other write begins. */
const MERGED_AT_ONCE = 8;

/** Merges what waits in small steps; between two of them others write. */
async function mergeSearch(search: SearchUpkeep): Promise<void> {
  while ((await search.settle(MERGED_AT_ONCE)) > 0) await setImmediate();
}

/** Writes download counts every few seconds, merges the search index every minute and removes unused uploads every hour; failures are logged and tried again. */
export function startUpkeep({ deps }: Registry, logger: Logger): Upkeep {
  const attempt = (name: string, task: () => Promise<unknown>) => () =>
    void task().catch((error: unknown) => logger.warn({ err: error }, `${name} failed`));
  const timers = [
    setInterval(
      attempt('writing download counts', () => deps.downloads.flush()),
      FLUSH_EVERY,
    ),
    setInterval(
      attempt('merging the search index', () => mergeSearch(deps.searchUpkeep)),
      MERGE_EVERY,
    ),
    setInterval(
      attempt('removing unused uploads', () => collectUnused(deps)),
      COLLECT_EVERY,
    ),
  ];
  for (const timer of timers) timer.unref();
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
