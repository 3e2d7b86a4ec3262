import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { SearchTasks } from '../children/search-worker.ts';
import { startWorker } from '../children/worker.ts';
import { mean, percentile } from '../statistics.ts';
import { readCollection, type Collection, type CollectionFiles } from './collection/collection.ts';
import { halfOf, type Half } from './collection/half-of.ts';
import { summarise, type Summary } from './metrics/summary.ts';
import type { SystemRun } from './run-systems.ts';

const OWN = fileURLToPath(new URL('../../data/search/', import.meta.url));

/** Names the project's own collection. */
export const OWN_COLLECTION: CollectionFiles = Object.freeze({
  docs: join(OWN, 'docs.jsonl'),
  queries: join(OWN, 'queries.jsonl'),
  qrels: join(OWN, 'qrels.jsonl'),
});

/** Says what is evaluated and where systems may write. */
export interface EvaluationOptions {
  readonly files: CollectionFiles;
  readonly folder: string;
  readonly rounds: number;
  /** Looks at this half alone: for whoever tunes. */
  readonly half?: Half | undefined;
}

/** Is the time that a system takes for a query, milliseconds. */
export interface Speed {
  readonly system: string;
  readonly p50: number;
  readonly p99: number;
  /** CPU of the process, mean over all queries and rounds. */
  readonly cpu: number;
}

/** Is how one query was answered. */
export interface Answer {
  readonly id: string;
  readonly lang: string;
  readonly kind: string;
  readonly half: Half;
  /** By system. */
  readonly rankings: Readonly<Record<string, readonly string[]>>;
}

/** Is all that an evaluation tells. */
export interface Evaluation {
  readonly records: number;
  readonly queries: number;
  readonly judgments: number;
  readonly summary: Summary;
  readonly speeds: readonly Speed[];
  readonly answers: readonly Answer[];
}

/** Runs every system on a collection, in a process of its own, and sums up quality and speed. Throws a `CollectionError`. */
export async function evaluate({ files, folder, rounds, half }: EvaluationOptions): Promise<Evaluation> {
  const collection = readCollection(files);
  const place = join(folder, 'search');
  mkdirSync(place);
  const worker = startWorker<SearchTasks>('search-worker.ts');
  try {
    return evaluationOf(collection, await worker.call('evaluate', { files, folder: place, rounds }), half);
  } finally {
    await worker.stop();
  }
}

function evaluationOf(whole: Collection, all: readonly SystemRun[], half: Half | undefined): Evaluation {
  const isLookedAt = whole.queries.map(({ id }) => half === undefined || halfOf(id) === half);
  const queries = whole.queries.filter((_, index) => isLookedAt[index]);
  const runs = all.map((run) => ({ ...run, rankings: run.rankings.filter((_, index) => isLookedAt[index]) }));
  const collection = { ...whole, queries };
  return {
    records: collection.records.length,
    queries: queries.length,
    judgments: queries.reduce((sum, { id }) => sum + (collection.judgments.get(id)?.length ?? 0), 0),
    summary: summarise(collection, runs),
    speeds: runs.map(speedOf),
    answers: queries.map(({ id, lang, kind }, index) => {
      const rankings = runs.map((run) => [run.system, run.rankings[index] ?? []] as const);
      return { id, lang, kind, half: halfOf(id), rankings: Object.fromEntries(rankings) };
    }),
  };
}

const speedOf = ({ system, latencies, cpuMs }: SystemRun): Speed => ({
  system,
  p50: percentile(latencies, 0.5),
  p99: percentile(latencies, 0.99),
  cpu: mean(cpuMs),
});
