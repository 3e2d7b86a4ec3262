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
  /** Asks only the first so many queries; default: all. */
  readonly most?: number;
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
export async function evaluate({ files, folder, rounds, half, most }: EvaluationOptions): Promise<Evaluation> {
  const whole = readCollection(files);
  const queries = whole.queries.filter(({ id }) => half === undefined || halfOf(id) === half).slice(0, most);
  const place = join(folder, 'search');
  mkdirSync(place);
  const worker = startWorker<SearchTasks>('search-worker.ts');
  try {
    const texts = queries.map(({ text }) => text);
    const runs = await worker.call('evaluate', { docs: files.docs, texts, folder: place, rounds });
    return evaluationOf({ ...whole, queries }, runs);
  } finally {
    await worker.stop();
  }
}

function evaluationOf(collection: Collection, runs: readonly SystemRun[]): Evaluation {
  const { records, queries, judgments } = collection;
  return {
    records: records.length,
    queries: queries.length,
    judgments: queries.reduce((sum, { id }) => sum + (judgments.get(id)?.length ?? 0), 0),
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
