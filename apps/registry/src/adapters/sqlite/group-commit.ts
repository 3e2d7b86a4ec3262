import { ProblemError } from '@national-forge/api';

import type { Sql } from './sql.ts';
import { asProblem, isBusy, isStorageFull } from './sqlite-errors.ts';

/** Applies work in groups: one `BEGIN IMMEDIATE … COMMIT`, hence one fsync, for all that waits. */
export interface GroupCommit {
  /**
   * Queues work; it runs synchronously inside the transaction, in its own savepoint. Settles when the commit is durable.
   * What the work throws is undone and rejects this promise alone. Rejects with `ProblemError` `busy` or
   * `storage-full` when the group could not be stored.
   */
  submit<T>(work: () => T): Promise<T>;
  /** Waits until everything submitted so far has settled. */
  drain(): Promise<void>;
}

/** Describes the limits of a group commit. */
export interface GroupCommitOptions {
  readonly sql: Sql;
  /** Called after the last work of a group, still within its transaction; what it throws undoes the group. */
  readonly beforeCommit?: () => void;
  /** Called after each commit, before the promises settle. */
  readonly onCommit: () => void;
  /** Called after a rollback. */
  readonly onRollback: () => void;
  /** How long work waits for the lock of another process, in milliseconds. */
  readonly patience?: number;
}

interface Job {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
  waits: number;
}

type Settle = () => void;

const GROUP = 64;
const QUEUE = 4096;
const PAUSE = 10;

/** Makes a group commit over one connection; nothing else may write through it. */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const rounds = Math.ceil((options.patience ?? 5000) / PAUSE);
  const queue: Job[] = [];
  let flushing = false;
  let idle: (() => void)[] = [];

  const flush = (): void => {
    const group = queue.splice(0, GROUP);
    const settled = group.length === 0 ? [] : applyGroup(options, group);
    if (settled === undefined) {
      queue.unshift(...group.filter((job) => stillWaits(job, rounds)));
      // Never the busy handler of SQLite: it sleeps in this thread, and reads would stop.
      setTimeout(flush, PAUSE / 2 + Math.random() * PAUSE);
      return;
    }
    for (const settle of settled) settle();
    if (queue.length > 0) {
      setImmediate(flush);
      return;
    }
    flushing = false;
    for (const resolve of idle.splice(0)) resolve();
  };

  return {
    submit: (work) =>
      new Promise((resolve, reject) => {
        if (queue.length >= QUEUE) {
          reject(new ProblemError('busy', { retryAfter: 1 }));
          return;
        }
        queue.push({ work, resolve, reject, waits: 0 });
        if (flushing) return;
        flushing = true;
        setImmediate(flush);
      }),
    drain: () => (flushing ? new Promise((resolve) => (idle = [...idle, resolve])) : Promise.resolve()),
  };
}

function stillWaits(job: Job, rounds: number): boolean {
  job.waits += 1;
  if (job.waits <= rounds) return true;
  job.reject(new ProblemError('busy', { retryAfter: 1 }));
  return false;
}

/** Applies a group and gives what settles its promises; `undefined` when another process holds the lock. */
function applyGroup(options: GroupCommitOptions, group: readonly Job[]): readonly Settle[] | undefined {
  try {
    return commitGroup(options, group);
  } catch (error) {
    rollBack(options);
    if (isBusy(error)) return undefined;
    // The group did not fit as a whole; alone, the small ones may.
    if (isStorageFull(error) && group.length > 1) return group.flatMap((job) => applyAlone(options, job));
    return group.map((job) => () => job.reject(asProblem(error)));
  }
}

function applyAlone(options: GroupCommitOptions, job: Job): readonly Settle[] {
  return applyGroup(options, [job]) ?? [() => job.reject(new ProblemError('busy', { retryAfter: 1 }))];
}

function commitGroup(options: GroupCommitOptions, group: readonly Job[]): readonly Settle[] {
  const { sql, beforeCommit, onCommit } = options;
  sql.run('BEGIN IMMEDIATE');
  const settled = group.map((job) => applyJob(sql, job));
  beforeCommit?.();
  sql.run('COMMIT');
  onCommit();
  return settled;
}

function applyJob(sql: Sql, job: Job): Settle {
  sql.run('SAVEPOINT job');
  try {
    const value = job.work();
    sql.run('RELEASE job');
    return () => job.resolve(value as never);
  } catch (error) {
    // A full disk has undone the whole transaction, or would at the commit: that is no fault of this job.
    if (!sql.inTransaction() || isStorageFull(error)) throw error;
    sql.run('ROLLBACK TO job');
    sql.run('RELEASE job');
    return () => job.reject(error);
  }
}

function rollBack({ sql, onRollback }: GroupCommitOptions): void {
  try {
    if (sql.inTransaction()) sql.run('ROLLBACK');
  } finally {
    onRollback();
  }
}
