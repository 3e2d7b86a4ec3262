import { openCheckWorker, type CheckWorker } from '@national-forge/admission';

import type { Io } from '../io.ts';

/** Opens what judges folders and contracts for one call; whoever opens it closes it. */
export function openWorkerHere(io: Io): CheckWorker {
  return io.threads?.checkWorker() ?? openCheckWorker();
}
