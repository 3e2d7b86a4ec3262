import type { WorkerProcess } from './worker-process.ts';

/** Says what a worker is for; one for another purpose is another one. */
export interface Purpose {
  readonly publisher: string;
  /** Whether it may start processes. */
  readonly startsProcesses: boolean;
}

/** Is a worker that was taken. */
export interface ShelfWorker extends Purpose {
  readonly process: WorkerProcess;
}

/** Says how many workers there may be, and for how long. */
export interface ShelfOptions {
  readonly workers: number;
  /** Milliseconds after which a worker without work is ended. */
  readonly idleMs: number;
  readonly start: (purpose: Purpose) => WorkerProcess;
}

/** Holds the workers that live; hands each out for one purpose. */
export interface WorkerShelf {
  take(purpose: Purpose): Promise<ShelfWorker>;
  /** Puts a worker back that may work on. */
  putBack(worker: ShelfWorker): void;
  /** Ends a worker that was taken. */
  end(worker: ShelfWorker): Promise<void>;
  /** Tells whether a worker of a publisher is idle. */
  readonly isIdle: (publisher: string) => boolean;
  pids(): readonly number[];
  close(): Promise<void>;
}

/**
 * Makes an empty shelf. A worker never serves two publishers: who takes one over by what he publishes can only falsify
 * what is said of his own releases. At most `workers` may be taken at a time; that is the caller's to see to.
 */
export function createWorkerShelf({ workers, idleMs, start }: ShelfOptions): WorkerShelf {
  const all = new Set<ShelfWorker>();
  // Those without work, the longest idle first.
  const idle = new Map<ShelfWorker, NodeJS.Timeout>();
  const wake = (worker: ShelfWorker): void => {
    clearTimeout(idle.get(worker));
    idle.delete(worker);
  };
  const end = async (worker: ShelfWorker): Promise<void> => {
    wake(worker);
    all.delete(worker);
    await worker.process.kill();
  };
  return {
    async take(purpose) {
      const own = idle.keys().find((worker) => isFor(worker, purpose));
      if (own) {
        wake(own);
        return own;
      }
      const [longest] = idle.keys();
      const ended = longest && all.size >= workers ? end(longest) : undefined;
      const worker = { ...purpose, process: start(purpose) };
      all.add(worker);
      await ended;
      return worker;
    },
    putBack(worker) {
      const onIdle = (): void => void end(worker);
      if (all.has(worker)) idle.set(worker, setTimeout(onIdle, idleMs).unref());
    },
    end,
    isIdle: (publisher) => idle.keys().some((worker) => worker.publisher === publisher),
    pids: () => [...all].flatMap(({ process: { pid } }) => pid ?? []),
    async close() {
      await Promise.all([...all].map(end));
    },
  };
}

const isFor = (one: Purpose, other: Purpose): boolean =>
  one.publisher === other.publisher && one.startsProcesses === other.startsProcesses;
