import type { RunEnd } from '../execute.ts';
import type { RunLimits } from '../limits.ts';
import type { RunFault } from '../outcome.ts';
import type { Program } from '../program.ts';
import { RunnerError } from '../runner-error.ts';
import { createLedger } from './ledger.ts';
import type { Thread, ThreadEnd } from './thread.ts';

/** Runs orders in a thread, one after the other; a thread that crosses a limit is ended and replaced. */
export interface RunWorker {
  run(order: WorkerOrder): Promise<RunEnd>;
  close(): Promise<void>;
}

/** Is one run for a worker. */
export interface WorkerOrder {
  readonly program: Program;
  readonly input: string;
  readonly limits: RunLimits;
  readonly slot: number;
}

/** What the thread is granted beyond the limits of a run, to answer for itself that they are crossed. */
const GRACE_MS = 500;
/** Loading QuickJS and the validator, once a thread. */
const START_MS = 30_000;
/** Runs after which a thread is replaced, since what its libraries gather would only grow. */
const RUNS = 20_000;

/** Opens a worker; its thread starts with the first run. */
export function openRunWorker(start: () => Thread): RunWorker {
  let current: Promise<Started> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const drop = async (): Promise<void> => {
    const dropped = await current?.catch(() => undefined);
    current = undefined;
    await dropped?.thread.stop();
  };
  const runOne = async (order: WorkerOrder): Promise<RunEnd> => {
    if (isClosed) throw new RunnerError('closed', 'the runner is closed');
    current ??= begin(start());
    const started = await current.catch(async (error: unknown) => {
      current = undefined;
      throw error;
    });
    const end = await ask(started, order);
    if (isClosed) throw new RunnerError('closed', 'the runner was closed');
    if (end.kind !== 'word' || ++started.runs >= RUNS) await drop();
    return readEnd(end);
  };
  return {
    run: (order) => {
      const result = queue.then(() => runOne(order));
      queue = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      isClosed = true;
      await drop();
    },
  };
}

interface Started {
  readonly thread: Thread;
  readonly ledger: ReturnType<typeof createLedger>;
  runs: number;
}

async function begin(thread: Thread): Promise<Started> {
  const end = await thread.ask({ cpuMs: START_MS, wallMs: START_MS });
  if (end.kind === 'word' && end.word.kind === 'ready') return { thread, ledger: createLedger(thread), runs: 0 };
  await thread.stop();
  throw new RunnerError('thread-failed', 'the thread of the runner did not start', end);
}

function ask({ thread, ledger }: Started, { program, input, limits, slot }: WorkerOrder): Promise<ThreadEnd> {
  const job = { kind: 'run' as const, id: ledger.numberOf(program), input, limits, slot };
  return thread.ask({ job, cpuMs: limits.cpuMs + GRACE_MS, wallMs: limits.wallMs });
}

function readEnd(end: ThreadEnd): RunEnd {
  switch (end.kind) {
    case 'word':
      if (end.word.kind === 'end') return end.word.end;
      throw new RunnerError('thread-failed', end.word.kind === 'failed' ? end.word.message : 'an unexpected word');
    case 'timeout':
      return fault('timeout', 'the time of the run is up');
    case 'memory':
      return fault('memory', 'the thread of the run is out of memory');
    case 'broken':
      throw end.error;
  }
}

function fault(code: RunFault['code'], message: string): RunFault {
  return { ok: false, code, message };
}
