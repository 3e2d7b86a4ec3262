import { ProblemError } from '@national-forge/api';

import { createFairQueue } from './fair-queue.ts';

/** Says how many jobs run at a time, and how many may wait. */
export interface TurnsOptions {
  readonly width: number;
  readonly waitingOfAgency: number;
  readonly waitingInAll: number;
  /** Tells whether an agency has a worker that waits for it: who has none must wait for one to be started. */
  readonly isPreferred: (agency: string) => boolean;
}

/** Lets a bounded number of jobs run at a time, in turns that are fair to agencies. */
export interface Turns {
  /** Runs a job when its turn has come. Throws `ProblemError` `busy`, `shutting-down`, and what the job throws. */
  wait<T>(agency: string, act: () => Promise<T>): Promise<T>;
  state(): { readonly waiting: number; readonly running: number };
  isClosed(): boolean;
  /** Begins no job any more; those that wait fail with `shutting-down`. */
  close(): void;
}

interface Waiting {
  begin(): void;
  refuse(error: ProblemError): void;
}

/** Milliseconds by which an agency may be ahead of others because its worker is there: some times the start of a worker. */
const QUANTUM_MS = 2_000;

/** Seconds after which it is worth trying again when too much waits. */
const RETRY_AFTER = 10;

/** Makes turns; nobody waits yet. */
export function createTurns(options: TurnsOptions): Turns {
  const { width, waitingOfAgency, waitingInAll, isPreferred } = options;
  const queue = createFairQueue<Waiting>(QUANTUM_MS);
  const running = createTally();
  let free = width;
  let closed = false;
  // The last free place is for an agency that has none: however many slow releases one agency sends, and however slow,
  // another one is served beside it.
  const may = (agency: string): boolean => free > 1 || running.of(agency) === 0;
  const pump = (): void => {
    while (free > 0 && !closed) {
      const next = queue.take({ may, isPreferred });
      if (next === undefined) return;
      free -= 1;
      running.add(next.agency, 1);
      next.item.begin();
    }
  };
  const leave = (agency: string, since: number): void => {
    queue.charge(agency, performance.now() - since);
    running.add(agency, -1);
    free += 1;
    pump();
  };
  return {
    async wait(agency, act) {
      if (closed) throw shuttingDown();
      if (queue.count(agency) >= waitingOfAgency || queue.count() >= waitingInAll) {
        throw new ProblemError('busy', { retryAfter: RETRY_AFTER });
      }
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      queue.push(agency, { begin: () => resolve(performance.now()), refuse: reject });
      pump();
      const since = await promise;
      return act().finally(() => leave(agency, since));
    },
    state: () => ({ waiting: queue.count(), running: width - free }),
    isClosed: () => closed,
    close() {
      closed = true;
      for (const { refuse } of queue.drain()) refuse(shuttingDown());
    },
  };
}

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
