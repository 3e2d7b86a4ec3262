import { Worker } from 'node:worker_threads';

import { AdmissionError } from '../admission-error.ts';
import type { Question, Reply, Tasks } from './serve-checks.ts';

/** Bounds what one task may cost. */
export interface WorkerLimits {
  /** Milliseconds of processor time for one task. */
  readonly cpuMs: number;
  /** Milliseconds on the clock for one task: for a worker that waits instead of working. */
  readonly wallMs: number;
  /** MiB of memory of the worker. */
  readonly memoryMiB: number;
  /** Tasks after which the worker is replaced, since what its libraries gather would only grow. */
  readonly tasks: number;
}

/** Ends in an answer, or in the limit that was crossed. */
export type Outcome<T> =
  { readonly kind: 'done'; readonly output: T } | { readonly kind: 'timeout' } | { readonly kind: 'too-heavy' };

/** Runs checks that a hostile release could make endless: in a thread of their own, one after the other, to a limit. */
export interface CheckWorker {
  readonly limits: WorkerLimits;
  /** Runs one task; throws AdmissionError `worker-failed` when the program itself is at fault. */
  run<K extends keyof Tasks>(task: K, input: Tasks[K]['input']): Promise<Outcome<Tasks[K]['output']>>;
  /** Ends the thread; tasks under way fail with `worker-closed`. */
  close(): Promise<void>;
}

/** Bounds a task when the caller says nothing. */
export const WORKER_LIMITS: WorkerLimits = { cpuMs: 5_000, wallMs: 60_000, memoryMiB: 256, tasks: 500 };

type End = Outcome<never> | Reply | Error;

/**
 * Opens a worker; its thread starts with the first task and does not keep the process alive.
 * A thread that crosses a limit is ended, and the next task gets a new one.
 */
export function openCheckWorker(given: Partial<WorkerLimits> = {}): CheckWorker {
  const limits = { ...WORKER_LIMITS, ...given };
  let thread: Thread | undefined;
  let closed = false;
  let queue: Promise<unknown> = Promise.resolve();
  const runOne = async (question: Question): Promise<Outcome<never>> => {
    if (closed) throw new AdmissionError('worker-closed', 'the check worker is closed');
    const current = (thread ??= startThread(limits));
    const end = await current.ask(question);
    const isAnswer = 'output' in end && !('kind' in end);
    if (!isAnswer || question.id % limits.tasks === 0) {
      thread = undefined;
      await current.stop();
    }
    if (end instanceof AdmissionError) throw end;
    if (end instanceof Error) throw new AdmissionError('worker-failed', end.message, end);
    if ('kind' in end) return end;
    if ('failed' in end) throw new AdmissionError('worker-failed', end.failed);
    return { kind: 'done', output: end.output as never };
  };
  let id = 0;
  return {
    limits,
    run: (task, input) => {
      const question = { id: ++id, task, input };
      const result = queue.then(() => runOne(question));
      queue = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      closed = true;
      await thread?.stop();
      thread = undefined;
    },
  };
}

/** Sources are read as they are; in every build the thread's program lies beside the file that this one has become a part of. */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(IS_SOURCE ? '../checker.ts' : './checker.js', import.meta.url);

interface Thread {
  ask(question: Question): Promise<End>;
  stop(): Promise<unknown>;
}

function startThread(limits: WorkerLimits): Thread {
  const worker = new Worker(PROGRAM, {
    // No variable of the environment and no flag of the process reaches code that handles hostile files; sources may be compiled before.
    env: IS_SOURCE ? compileCache() : {},
    execArgv: IS_SOURCE ? ['--conditions=@national-forge/source'] : [],
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMiB, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  worker.unref();
  return { ask: (question) => ask(worker, question, limits), stop: () => worker.terminate() };
}

function compileCache(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

function ask(worker: Worker, question: Question, limits: WorkerLimits): Promise<End> {
  const { promise, resolve } = Promise.withResolvers<End>();
  const onError = (error: Error & { code?: string }) =>
    resolve(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { kind: 'too-heavy' } : error);
  const onExit = () => resolve(new AdmissionError('worker-closed', 'the check worker was closed'));
  // The thread is unref'd, so that an idle one ends with the process; while it works, the process waits for it.
  worker.ref();
  worker.once('message', resolve).once('error', onError).once('exit', onExit);
  const stopWatch = watch(worker, limits, () => resolve({ kind: 'timeout' }));
  worker.postMessage(question);
  return promise.finally(() => {
    stopWatch();
    worker.off('message', resolve).off('error', onError).off('exit', onExit);
    worker.unref();
  });
}

const TICK_MS = 100;

/** Calls back when the worker has used up its processor time, or the clock has run out. Returns how to stop watching. */
function watch(worker: Worker, limits: WorkerLimits, onLimit: () => void): () => void {
  const start = performance.now();
  let first: number | undefined;
  const timer = setInterval(
    () => {
      if (performance.now() - start > limits.wallMs) {
        onLimit();
        return;
      }
      worker.cpuUsage().then(
        ({ user, system }) => {
          const used = (user + system) / 1000;
          first ??= used;
          if (used - first > limits.cpuMs) onLimit();
        },
        // A thread that has just ended has no usage; its exit is heard elsewhere.
        () => undefined,
      );
    },
    Math.min(TICK_MS, limits.cpuMs),
  );
  return () => clearInterval(timer);
}
