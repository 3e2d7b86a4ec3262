import { availableParallelism } from 'node:os';

import type { VectorReport, VectorRuns, VectorTask } from '../../ports.ts';
import { FAILURES_LIMIT, type Question, type TaskLimits } from './messages.ts';
import { createTurns, shuttingDown, type Turns } from './turns.ts';
import { startWorker, type Asked, type WorkerOptions } from './worker-process.ts';
import { createWorkerShelf, type WorkerShelf } from './worker-shelf.ts';

/** Bounds the workers and what they are given. */
export interface VectorWorkersLimits extends WorkerOptions {
  /** Workers at the same time. */
  readonly workers: number;
  readonly task: TaskLimits;
  /** Milliseconds on the clock until a question is given up, whatever its worker does. */
  readonly wallMs: number;
  /** Publishes of one agency, and of all, that may wait. */
  readonly waitingOfAgency: number;
  readonly waitingInAll: number;
  /** Milliseconds after which a worker without work is ended. */
  readonly idleMs: number;
}

/**
 * Bounds the workers where the operator says nothing. At least two, so that one agency cannot occupy all; they have the
 * lowest priority, so even on one processor requests are answered before them.
 */
export const DEFAULT_VECTOR_LIMITS: VectorWorkersLimits = Object.freeze({
  workers: Math.min(8, Math.max(2, availableParallelism() - 1)),
  task: { cpuMs: 60_000, failures: FAILURES_LIMIT, run: {} },
  wallMs: 300_000,
  heapMiB: 256,
  waitingOfAgency: 250,
  waitingInAll: 2_500,
  idleMs: 30_000,
});

/** Counts what the workers have done since the start. */
export interface VectorCounts {
  tasks: number;
  vectors: number;
  /** Questions given up because the worker did not answer in time, or died twice. */
  lost: number;
  /** Workers started. */
  started: number;
}

/** Is the pool of workers of one server. */
export interface VectorWorkers extends VectorRuns {
  readonly counts: Readonly<VectorCounts>;
  /** Process ids of the workers that live. */
  pids(): readonly number[];
  /** Calls back with why a worker died, and for whom it worked. */
  onDeath(hear: ReportDeath): void;
}

type ReportDeath = (why: string, agency: string) => void;

/** Opens the pool. Workers are started when there is work, so that a server to which nobody publishes has none. */
export function openVectorWorkers(given: Partial<VectorWorkersLimits> = {}): VectorWorkers {
  const limits = { ...DEFAULT_VECTOR_LIMITS, ...given };
  const { workers, idleMs, waitingOfAgency, waitingInAll } = limits;
  const counts: VectorCounts = { tasks: 0, vectors: 0, lost: 0, started: 0 };
  const start = () => {
    counts.started += 1;
    return startWorker(limits);
  };
  const shelf = createWorkerShelf({ workers, idleMs, start });
  const turns = createTurns({ width: workers, waitingOfAgency, waitingInAll, isPreferred: shelf.isIdle });
  let hearDeath: ReportDeath = () => undefined;
  const report: ReportDeath = (why, agency) => hearDeath(why, agency);
  const pool: Pool = { shelf, turns, limits, counts, report };
  return {
    limits: { taskSeconds: Math.ceil(limits.task.cpuMs / 1000) },
    counts,
    inTurn: (agency, act) => turns.wait(agency, () => act({ run: (task) => run(pool, agency, task) })),
    state: () => ({ ...turns.state(), workers: shelf.pids().length }),
    pids: () => shelf.pids(),
    onDeath: (hear) => (hearDeath = hear),
    async close() {
      turns.close();
      await shelf.close();
    },
  };
}

interface Pool {
  readonly shelf: WorkerShelf;
  readonly turns: Turns;
  readonly limits: VectorWorkersLimits;
  readonly counts: VectorCounts;
  readonly report: ReportDeath;
}

async function run(pool: Pool, agency: string, task: VectorTask): Promise<VectorReport> {
  const total = task.vectors.length;
  const asked = await askTwice(pool, agency, { task, limits: pool.limits.task });
  pool.counts.tasks += 1;
  pool.counts.vectors += total;
  return asked.ended === 'answered' ? asked.report : { runner: '', ended: asked.ended, total, failed: [] };
}

/** Asks once more where the worker died: that may be for reasons of the machine. Twice, it is the release. */
async function askTwice(pool: Pool, agency: string, question: Question): Promise<Asked> {
  const first = await ask(pool, agency, question);
  const asked = first.ended === 'crashed' ? await ask(pool, agency, question) : first;
  if (asked.ended !== 'answered') pool.counts.lost += 1;
  return asked;
}

async function ask({ shelf, turns, limits, report }: Pool, agency: string, question: Question): Promise<Asked> {
  if (turns.isClosed()) throw shuttingDown();
  const worker = await shelf.take(agency);
  const asked = await worker.process.ask(question, limits.wallMs);
  if (turns.isClosed()) throw shuttingDown();
  if (asked.ended === 'answered') shelf.putBack(worker);
  else await shelf.end(worker);
  if (asked.ended === 'crashed') report(asked.why, agency);
  return asked;
}
