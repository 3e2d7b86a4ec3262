import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { Asked, ClassQueries, Filled, GrowthTasks, RecordSource } from '../../children/growth-worker.ts';
import { startWorker, type Worker } from '../../children/worker.ts';
import type { GrowingName } from './growing-index.ts';
import type { QueryClass } from './query-classes.ts';

/** Says what is measured: which sizes, and how often. */
export interface GrowthOptions {
  readonly folder: string;
  readonly sizes: readonly number[];
  /** Beyond so many records MiniSearch is left out: it holds everything in memory. */
  readonly mostInMemory: number;
  readonly queries: number;
  readonly rounds: number;
  readonly seed: number;
  /** A file of records that are taken instead of generated ones. */
  readonly corpus?: string | undefined;
}

/** Is what one index showed at one size. */
export interface Grown {
  readonly filled: Filled;
  /** Bytes that the process has grown by while it served, everything that nobody holds being gone. */
  readonly residentBytes: number;
  /** Rounds of all classes. */
  readonly rounds: readonly Readonly<Record<QueryClass, Asked>>[];
  /** Milliseconds of each completion, by round. */
  readonly suggestions: readonly (readonly number[])[];
}

/** Is what all indexes showed at one size. */
export interface GrowthStep {
  readonly size: number;
  /** Bytes of the registry's index on the disk. */
  readonly storedBytes: number;
  readonly registry: Grown;
  /** Missing beyond what it can hold. */
  readonly minisearch?: Grown;
}

/** Fills the indexes with more and more records and asks them; each in a process of its own, taking turns while asked. */
export async function measureGrowth(options: GrowthOptions): Promise<readonly GrowthStep[]> {
  const steps: GrowthStep[] = [];
  for (const size of options.sizes) steps.push(await measureSize(options, size));
  return steps;
}

async function measureSize(options: GrowthOptions, size: number): Promise<GrowthStep> {
  const { seed, corpus, queries: count } = options;
  const source: RecordSource = { count: size, seed, corpus };
  const file = join(options.folder, `growth-${size}.db`);
  // What the registry's index serves from is the file: it is filled by one process and served by another, as after a restart.
  const { queries, filled } = await fillRegistry(file, source, count);
  const storedBytes = statSync(file).size;
  const ours = await openSide('registry', file);
  const theirs = size <= options.mostInMemory ? await openSide('minisearch', file, source) : undefined;
  try {
    await askInTurns([ours, ...(theirs === undefined ? [] : [theirs])], queries, options.rounds);
    const registry = await grownOf(ours, filled);
    const minisearch = theirs?.filled && (await grownOf(theirs, theirs.filled));
    return { size: filled.records, storedBytes, registry, ...(minisearch === undefined ? {} : { minisearch }) };
  } finally {
    await Promise.all([ours.worker.stop(), theirs?.worker.stop()]);
  }
}

interface Side {
  readonly worker: Worker<GrowthTasks>;
  readonly before: number;
  readonly filled: Filled | undefined;
  readonly rounds: Readonly<Record<QueryClass, Asked>>[];
  readonly suggestions: (readonly number[])[];
}

async function openSide(name: GrowingName, file: string, source?: RecordSource): Promise<Side> {
  const worker = startWorker<GrowthTasks>('growth-worker.ts');
  try {
    const before = await worker.call('resident', {});
    await worker.call('open', { name, file });
    const filled = source === undefined ? undefined : await worker.call('fill', source);
    return { worker, before, filled, rounds: [], suggestions: [] };
  } catch (error) {
    await worker.stop();
    throw error;
  }
}

async function askInTurns(sides: readonly Side[], queries: ClassQueries, rounds: number): Promise<void> {
  const prefixes = queries.prefix.map(({ text }) => text);
  // The first round warms what is cached and compiled; it is not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (const { worker, ...found } of sides) {
      const asked = await worker.call('ask', queries);
      const suggested = await worker.call('suggest', { prefixes });
      if (round < 0) continue;
      found.rounds.push(asked);
      found.suggestions.push(suggested);
    }
  }
}

async function grownOf({ worker, before, rounds, suggestions }: Side, filled: Filled): Promise<Grown> {
  const residentBytes = (await worker.call('resident', {})) - before;
  return { filled, residentBytes, rounds, suggestions };
}

async function fillRegistry(file: string, source: RecordSource, count: number) {
  const worker = startWorker<GrowthTasks>('growth-worker.ts');
  try {
    const queries = await worker.call('queries', { ...source, queries: count });
    await worker.call('open', { name: 'registry', file });
    const filled = await worker.call('fill', source);
    await worker.call('close', {});
    return { queries, filled };
  } finally {
    await worker.stop();
  }
}
