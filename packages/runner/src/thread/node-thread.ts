import { MessageChannel, Worker } from 'node:worker_threads';

import { openDesk } from '../python/python-desk.ts';
import type { PythonEngine } from '../python/python-engine.ts';
import type { PythonLine } from '../python/python-port.ts';
import { RunnerError } from '../runner-error.ts';
import type { Job, Word } from './job.ts';
import type { Ask, Thread, ThreadEnd } from './thread.ts';

const MEMORY_MIB = 256;
/** Room for dependencies that call each other, each with its stack in the sandbox. */
const STACK_MIB = 32;

/** Starts a thread of Node, with a desk for its Python programs. An idle one does not keep the process alive. */
export function startNodeThread(python: PythonEngine): Thread {
  const isSource = import.meta.url.endsWith('.ts');
  // Beside this module when it is source; in a build every module lies in one folder, the thread's program included.
  const program = new URL(isSource ? '../runner-worker.ts' : './runner-worker.js', import.meta.url);
  const { port1: near, port2: far } = new MessageChannel();
  const calls = new Int32Array(new SharedArrayBuffer(4));
  const line: PythonLine = { port: far, calls };
  const desk = openDesk(python, { port: near, calls });
  const worker = new Worker(program, {
    workerData: { python: line },
    transferList: [far],
    // No variable of the environment and no flag of the process reaches the thread; sources may be compiled before.
    env: isSource ? compileCache() : {},
    execArgv: isSource ? ['--conditions=@national-forge/source', '--disable-warning=ExperimentalWarning'] : [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB, maxYoungGenerationSizeMb: 32, stackSizeMb: STACK_MIB },
  });
  // An error between two questions is told to the next one by `exit`; unheard it would end the process.
  worker.on('error', () => undefined);
  worker.unref();
  let isGone = false;
  worker.once('exit', () => (isGone = true));
  return {
    tell: (job) => worker.postMessage(job),
    ask: (question) => (isGone ? Promise.resolve(gone()) : ask(worker, question)),
    stop: async () => {
      desk.close();
      await worker.terminate();
    },
  };
}

function compileCache(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

const gone = (): ThreadEnd => ({ kind: 'broken', error: new RunnerError('thread-failed', 'the thread has ended') });

function ask(worker: Worker, { job, cpuMs, wallMs }: Ask): Promise<ThreadEnd> {
  const { promise, resolve } = Promise.withResolvers<ThreadEnd>();
  const onWord = (word: Word) => resolve({ kind: 'word', word });
  const onError = (error: Error & { readonly code?: string }) =>
    resolve(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { kind: 'memory' } : { kind: 'broken', error });
  const onExit = () => resolve(gone());
  // The thread is unref'd, so that an idle one ends with the process; while it works, the process waits for it.
  worker.ref();
  worker.on('message', onWord).once('error', onError).once('exit', onExit);
  const stopWatch = watch(worker, { cpuMs, wallMs }, () => resolve({ kind: 'timeout' }));
  if (job !== undefined) worker.postMessage(job satisfies Job);
  return promise.finally(() => {
    stopWatch();
    worker.off('message', onWord).off('error', onError).off('exit', onExit);
    worker.unref();
  });
}

const TICK_MS = 100;

/** Calls back when the thread has used up its processor time, or the clock has run out. Returns how to stop watching. */
function watch(worker: Worker, limits: Pick<Ask, 'cpuMs' | 'wallMs'>, onLimit: () => void): () => void {
  const start = performance.now();
  let first: number | undefined;
  const timer = setInterval(() => {
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
  }, TICK_MS);
  return () => clearInterval(timer);
}
