import { setImmediate } from 'node:timers/promises';

import type { Logger } from 'pino';

import { collectUnused } from '../usecases/collect-unused.ts';
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

/** Merges what waits in small steps, between which others write; with the words of a thesaurus that came or went, all again. */
function createMerging({ searchUpkeep, thesauri }: MergingDeps): () => Promise<void> {
  let known: string | undefined;
  let isMerging = false;
  const follow = async (): Promise<void> => {
    const hasNone = known === undefined && (await thesauri.list()).length === 0;
    const fingerprint = hasNone ? undefined : await thesauri.fingerprint();
    if (fingerprint === known) return;
    searchUpkeep.reindex((await thesauri.concepts()).concepts);
    known = fingerprint;
  };
  return async () => {
    if (isMerging) return;
    isMerging = true;
    try {
      await follow();
      while ((await searchUpkeep.settle(MERGED_AT_ONCE)) > 0) await setImmediate();
    } finally {
      isMerging = false;
    }
  };
}

type MergingDeps = Pick<Registry['deps'], 'searchUpkeep' | 'thesauri'>;

/** Writes download counts every few seconds, merges the search index every minute and removes unused uploads every hour; failures are logged and tried again. */
export function startUpkeep({ deps }: Registry, logger: Logger): Upkeep {
  const attempt = (name: string, task: () => Promise<unknown>) => () =>
    void task().catch((error: unknown) => logger.warn({ err: error }, `${name} failed`));
  const timers = [
    setInterval(
      attempt('writing download counts', () => deps.downloads.flush()),
      FLUSH_EVERY,
    ),
    setInterval(attempt('merging the search index', createMerging(deps)), MERGE_EVERY),
    setInterval(
      attempt('removing unused uploads', () => collectUnused(deps)),
      COLLECT_EVERY,
    ),
  ];
  for (const timer of timers) timer.unref();
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
