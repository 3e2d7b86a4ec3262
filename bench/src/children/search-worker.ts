import { readRecords } from '../search/collection/records.ts';
import { runSystems, type RunOptions, type SystemRun } from '../search/run-systems.ts';
import { serveTasks } from './worker.ts';

/** Says what every system is asked. */
interface Evaluated extends RunOptions {
  /** The file of the records. */
  readonly docs: string;
  readonly texts: readonly string[];
}

const TASKS = {
  /** Asks every system every query. */
  evaluate: ({ docs, texts, ...options }: Evaluated): readonly SystemRun[] =>
    runSystems({ records: [...readRecords(docs)], texts }, options),
};

/** Is what this worker does. */
export type SearchTasks = typeof TASKS;

serveTasks(TASKS);
