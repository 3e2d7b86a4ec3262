import { readCollection, type CollectionFiles } from '../search/collection/collection.ts';
import { runSystems, type RunOptions, type SystemRun } from '../search/run-systems.ts';
import { serveTasks } from './worker.ts';

/** Is what this worker is asked to evaluate. */
interface Evaluated extends RunOptions {
  readonly files: CollectionFiles;
}

const TASKS = {
  /** Asks every system every query of a collection. */
  evaluate: ({ files, ...options }: Evaluated): readonly SystemRun[] => runSystems(readCollection(files), options),
};

/** Is what this worker does. */
export type SearchTasks = typeof TASKS;

serveTasks(TASKS);
