import { openCheckWorker, type CheckWorker } from '@national-forge/admission';
import { openRunner, type Runner } from '@national-forge/runner';

import type { Threads } from '../io.ts';

let worker: CheckWorker | undefined;
const runners = new Map<string, Runner>();

const end = () => Promise.resolve();

/** Is what the calls of this process share; none keeps the process alive, and the worker is replaced by its own count of tasks. */
export const warmThreads: Threads = {
  checkWorker: () => ({ ...(worker ??= openCheckWorker()), close: end }),
  runner: (options) => {
    // What a trusted program prints is told to the call that runs it.
    if (options.python?.trustsOwn === true) return openRunner(options);
    const key = JSON.stringify(options);
    const runner = runners.get(key) ?? openRunner(options);
    runners.set(key, runner);
    return { ...runner, close: end };
  },
};
