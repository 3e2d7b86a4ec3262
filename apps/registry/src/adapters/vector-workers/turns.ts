import { ProblemError } from '@national-forge/api';

import { createFairQueue } from './fair-queue.ts';

/** Says how many jobs run at a time, and how many may wait. */
export interface TurnsOptions {
  readonly width: number;
  readonly waitingOfPublisher: number;
  readonly waitingInAll: number;
  /** Tells whether a publisher has a worker that waits for it: who has none must wait for one to be started. */
  readonly isPreferred: (publisher: string) => boolean;
}

/** Lets a bounded number of jobs run at a time, in turns that are fair to publishers. */
export interface Turns {
  /** Runs a job when its turn has come. Throws `ProblemError` `busy`, `shutting-down`, and what the job throws. */
  wait<T>(publisher: string, act: () => Promise<T>): Promise<T>;
  readonly state: () => { readonly waiting: number; readonly running: number };
  readonly isClosed: () => boolean;
  /** Begins no job any more; those that wait fail with `shutting-down`. */
  close(): void;
}

interface Waiting {
  readonly begin: () => void;
  readonly refuse: (error: ProblemError) => void;
}

/** Milliseconds by which a publisher may be ahead of others because its worker is there: some times the start of a worker. */
const QUANTUM_MS = 2_000;

/** Seconds after which it is worth trying again when too much waits. */
const RETRY_AFTER = 10;

/** Makes turns; nobody waits yet. */
export function createTurns(options: TurnsOptions): Turns {
  const { width, waitingOfPublisher, waitingInAll, isPreferred } = options;
  const queue = createFairQueue<Waiting>(QUANTUM_MS);
  const running = createTally();
  let free = width;
  let closed = false;
  // The last free place is for a publisher that has none: however many slow releases one publisher sends, and however slow,
  // another one is served beside it.
  const may = (publisher: string): boolean => free > 1 || running.of(publisher) === 0;
  const pump = (): void => {
    while (free > 0 && !closed) {
      const next = queue.take({ may, isPreferred });
      if (next === undefined) return;
      free -= 1;
      running.add(next.publisher, 1);
      next.item.begin();
    }
  };
  const leave = (publisher: string, since: number): void => {
    queue.charge(publisher, performance.now() - since);
    running.add(publisher, -1);
    free += 1;
    pump();
  };
  return {
    async wait(publisher, act) {
      if (closed) throw shuttingDown();
      if (queue.count(publisher) >= waitingOfPublisher || queue.count() >= waitingInAll) throw tooMany();
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      queue.push(publisher, { begin: () => resolve(performance.now()), refuse: reject });
      pump();
      const since = await promise;
      return act().finally(() => leave(publisher, since));
    },
    state: () => ({ waiting: queue.count(), running: width - free }),
    isClosed: () => closed,
    close() {
      closed = true;
      for (const { refuse } of queue.drain()) refuse(shuttingDown());
    },
  };
}

const tooMany = (): ProblemError => new ProblemError('busy', { retryAfter: RETRY_AFTER });

/** Ends what the end of the server interrupts: a submission that was acknowledged is judged at its next start. */
export const shuttingDown = (): ProblemError => new ProblemError('shutting-down', { retryAfter: RETRY_AFTER });

function createTally() {
  const counts = new Map<string, number>();
  return {
    of: (key: string): number => counts.get(key) ?? 0,
    add(key: string, by: number): void {
      const next = (counts.get(key) ?? 0) + by;
      if (next > 0) counts.set(key, next);
      else counts.delete(key);
    },
  };
}
