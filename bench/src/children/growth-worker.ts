import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { nationalConcepts } from '@national-forge/analyzer/lexicon';
import type { MeasuredRecord } from '@national-forge/registry/bench';

import { costOf } from '../cost.ts';
import { readRecords } from '../search/collection/records.ts';
import { generateRecords } from '../search/growth/generate-records.ts';
import { openGrowing, type GrowingIndex, type GrowingName } from '../search/growth/growing-index.ts';
import { eachClass, makeQueries, type ClassQuery, type QueryClass } from '../search/growth/query-classes.ts';
import { countWords } from '../search/growth/word-counts.ts';
import { serveTasks } from './worker.ts';

/** Says where records come from: generated from a seed, or read from a file of JSON lines. */
export interface RecordSource {
  readonly count: number;
  readonly seed: number;
  readonly corpus?: string | undefined;
}

/** Says what is filled or opened. */
interface Opened {
  readonly name: GrowingName;
  readonly file: string;
}

/** Is what filling an index has cost, without the making of the records. */
export interface Filled {
  readonly records: number;
  readonly cpuMs: number;
  readonly ms: number;
}

/** Is what the queries of a class took in one round. */
export interface Asked {
  /** Milliseconds on the clock, query by query. */
  readonly latencies: readonly number[];
  /** CPU of the process for one query, milliseconds: other work on the machine hardly moves it. */
  readonly cpuMs: number;
  readonly postings: readonly number[];
}

/** The queries of all classes. */
export type ClassQueries = Readonly<Record<QueryClass, readonly ClassQuery[]>>;

/** Records that are put in at once: as many as the registry's index writes together. */
const PORTION = 8192;
/** Records whose words the queries are made of. */
const COUNTED = 10_000;

let index: GrowingIndex | undefined;

function opened(): GrowingIndex {
  if (index === undefined) throw new Error('no index is open');
  return index;
}

function* recordsOf({ count, seed, corpus }: RecordSource): Generator<MeasuredRecord> {
  if (corpus === undefined) {
    yield* generateRecords({ count, seed, concepts: nationalConcepts() });
    return;
  }
  let left = count;
  for (const record of readRecords(corpus)) {
    if (left === 0) return;
    left -= 1;
    yield record;
  }
}

async function fill(source: RecordSource): Promise<Filled> {
  const target = opened();
  const filled = { records: 0, cpuMs: 0, ms: 0 };
  const put = async (portion: readonly MeasuredRecord[]) => {
    const { cpuMs, ms } = await costOf(() => target.put(portion));
    filled.records += portion.length;
    filled.cpuMs += cpuMs;
    filled.ms += ms;
  };
  let portion: MeasuredRecord[] = [];
  for (const record of recordsOf(source)) {
    portion.push(record);
    if (portion.length < PORTION) continue;
    await put(portion);
    portion = [];
  }
  if (portion.length > 0) await put(portion);
  return filled;
}

function ask(queries: ClassQueries): Readonly<Record<QueryClass, Asked>> {
  const target = opened();
  return eachClass((name) => {
    const latencies: number[] = [];
    const postings: number[] = [];
    const cpu = process.cpuUsage();
    for (const query of queries[name]) {
      const begin = performance.now();
      postings.push(target.ask(query));
      latencies.push(performance.now() - begin);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { latencies, postings, cpuMs: (user + system) / 1000 / queries[name].length };
  });
}

/** Gives the resident bytes after everything that nobody holds is gone. */
function residentBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage.rss();
}

const TASKS = {
  /** Opens an index, which may hold records. */
  open: ({ name, file }: Opened): void => {
    index = openGrowing(name, file);
    // What is loaded once, as the lexicon, is no part of what a record or a query costs.
    index.ask({ text: 'a' });
  },
  fill,
  /** Makes the queries of all classes from the words of the first records. */
  queries: ({ count, ...source }: RecordSource & { readonly queries: number }): ClassQueries =>
    makeQueries(countWords(recordsOf({ ...source, count }), COUNTED), { count: source.queries, seed: source.seed }),
  ask,
  suggest: ({ prefixes }: { readonly prefixes: readonly string[] }): readonly number[] =>
    prefixes.map((prefix) => {
      const begin = performance.now();
      opened().suggest(prefix);
      return performance.now() - begin;
    }),
  resident: (_: Record<string, never>): number => residentBytes(),
  close: (_: Record<string, never>): void => {
    opened().close();
    index = undefined;
  },
};

/** Is what this worker does. */
export type GrowthTasks = typeof TASKS;

serveTasks(TASKS);
