import { openCheckWorker, type CheckWorker } from '@national-forge/admission';

import {
  openVectorWorkers,
  type VectorWorkers,
  type VectorWorkersLimits,
} from '../adapters/vector-workers/open-vector-workers.ts';

/**
 * Is where a registry does what could be endless, away from the requests that it answers: threads that check and compare,
 * processes that run vectors. All of them start with the first work. Several registries of one process may share them: they
 * know nothing of data folders.
 */
export interface Workers {
  /** Checks for those who publish. */
  readonly checks: CheckWorker;
  /** Compares for those who read, so that these never hold up the others. */
  readonly readers: CheckWorker;
  readonly vectors: VectorWorkers;
  close(): Promise<void>;
}

/** Opens workers; nothing is started yet. */
export function openWorkers(limits?: Partial<VectorWorkersLimits>): Workers {
  const [checks, readers, vectors] = [openCheckWorker(), openCheckWorker(), openVectorWorkers(limits)];
  return {
    ...{ checks, readers, vectors },
    async close() {
      await vectors.close();
      await Promise.all([checks.close(), readers.close()]);
    },
  };
}

/** Gives the same workers to one who does not own them: what he closes stays open. */
export function lendWorkers(workers: Workers): Workers {
  const stay = () => Promise.resolve();
  return { ...workers, vectors: { ...workers.vectors, close: stay }, close: stay };
}
