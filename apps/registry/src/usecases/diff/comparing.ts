import { compareIn, type CheckWorker } from '@national-forge/admission';
import { ProblemError } from '@national-forge/api';
import type { CompareSchemas } from '@national-forge/versioning';

import type { Gate } from '../publish/gate.ts';

/**
 * Lends who compares schemas: away from the requests that are answered, and for few at a time.
 * Throws `ProblemError` `busy` when too many wait or a comparison took too long, and what `act` throws.
 */
export type Comparing = <T>(act: (compare: CompareSchemas) => Promise<T>) => Promise<T>;

/** Readers that wait at most: each has a request open and nothing else. */
const WAITING = 100;

/** Lends a worker of its own, so that those who read never hold up those who publish. */
export function comparingIn(worker: CheckWorker, gate: Gate): Comparing {
  let waiting = 0;
  return async (act) => {
    if (waiting >= WAITING) throw new ProblemError('busy', { retryAfter: 5 });
    waiting += 1;
    try {
      return await gate.run(async () => {
        const comparer = compareIn(worker);
        const result = await act(comparer.compare);
        // The steps of a comparison are counted: one that crosses a limit says what the machine has, not what is true.
        if (comparer.findings().length > 0) throw new ProblemError('busy', { retryAfter: 60 });
        return result;
      });
    } finally {
      waiting -= 1;
    }
  };
}
