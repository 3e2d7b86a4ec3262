import { openRunnerWith, type RunnerBounds } from '../open-runner-with.ts';
import { RunnerError } from '../runner-error.ts';
import type { Runner } from '../runner.ts';
import type { Word } from '../thread/job.ts';
import type { Ask, Thread, ThreadEnd } from '../thread/thread.ts';
import type { PageWorker } from './page-worker.ts';

/** Says how a runner in a page works. */
export interface BrowserRunnerOptions extends RunnerBounds {
  /** Makes a worker whose script calls `serveRunsInWorker`; called again after a run that had to be ended. */
  createWorker(): PageWorker;
}

/**
 * Opens a runner in a page. Pages do not tell processor time: `cpuMs` is counted on the clock here.
 *
 * @example
 * const createWorker = () => new Worker('/runner-worker.js', { type: 'module' });
 * const runner = openBrowserRunner({ createWorker });
 */
export function openBrowserRunner(options: BrowserRunnerOptions): Runner {
  return openRunnerWith(() => startPageThread(options.createWorker()), options);
}

function startPageThread(worker: PageWorker): Thread {
  // One question is open at a time; what comes when none is open comes from a thread that has been given up.
  let answer: (end: ThreadEnd) => void = () => undefined;
  worker.addEventListener('message', ({ data }) => answer({ kind: 'word', word: data as Word }));
  worker.addEventListener('error', ({ message = 'the worker failed' }) =>
    answer({ kind: 'broken', error: new RunnerError('thread-failed', message) }),
  );
  return {
    tell: (job) => worker.postMessage(job),
    ask: ({ job, cpuMs, wallMs }: Ask) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve({ kind: 'timeout' }), Math.min(cpuMs, wallMs));
        answer = (end) => {
          clearTimeout(timer);
          resolve(end);
        };
        if (job !== undefined) worker.postMessage(job);
      }),
    stop: () => {
      worker.terminate();
      answer({ kind: 'broken', error: new RunnerError('thread-failed', 'the worker was ended') });
      return Promise.resolve();
    },
  };
}
