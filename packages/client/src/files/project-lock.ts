import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ClientError } from '../client-error.ts';
import { codeOf, fileFailure, isAbsent } from './file-failure.ts';
import { sweepLeftovers } from './sweep.ts';

/** Says how long to wait for another process. */
export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. Default 60 s. */
  readonly waitMs?: number;
  /** Is called once when there is someone to wait for. */
  readonly onWait?: (() => void) | undefined;
}

const HEARTBEAT_MS = 2000;
/** A holder that does not touch its file for so long is dead, even when another process has its number. */
const STALE_MS = 15_000;
const POLL_MS = 100;

/** Throws `project-busy` when another process took the lock over: a machine that slept makes its holder silent too. */
export type AssertHeld = () => Promise<void>;

/**
 * Runs something while no other process does the same under the same file. A holder that was killed is recognised by its
 * process number (on this host) or by its silence.
 * @param run is given a check for the moment before it does what two may not do
 * @throws ClientError `project-busy`, `cancelled`, `file-access`
 */
export async function withFileLock<T>(
  path: string,
  options: LockOptions,
  run: (assertHeld: AssertHeld) => Promise<T>,
): Promise<T> {
  await makeFolder(path);
  const mine = await acquire(path, options);
  const isHeld = async (): Promise<boolean> => (await readFile(path, 'utf8').catch(() => undefined)) === mine;
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await run(async () => {
      if (!(await isHeld())) throw new ClientError('project-busy', { params: { path } });
    });
  } finally {
    clearInterval(heartbeat);
    // The lock of whoever took it over is not ours to give back.
    if (await isHeld()) await rm(path, { force: true });
    // An empty folder says nothing; anything in it keeps it.
    await rmdir(dirname(path)).catch(() => undefined);
  }
}

async function acquire(path: string, { signal, waitMs = 60_000, onWait }: LockOptions): Promise<string> {
  const deadline = Date.now() + waitMs;
  const holder = { pid: process.pid, host: hostname(), token: randomBytes(8).toString('hex') };
  const content = JSON.stringify(holder);
  let told = false;
  while (!(await take(path, content))) {
    if (await clearStale(path)) continue;
    if (!told) onWait?.();
    told = true;
    if (signal?.aborted === true) throw new ClientError('cancelled');
    if (Date.now() > deadline) throw new ClientError('project-busy', { params: { path } });
    await sleep(POLL_MS);
  }
  const prefix = `${basename(path)}-`;
  await sweepLeftovers(dirname(path), { isLeftover: (name) => name.startsWith(prefix), olderThanMs: STALE_MS });
  return content;
}

/** The file appears with its content, by a link, so that nobody reads an empty one; some file systems have no links. */
async function take(path: string, content: string): Promise<boolean> {
  const mine = `${path}-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(mine, content, { flag: 'wx' });
    await link(mine, path).catch((error: unknown) => {
      if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
      return writeFile(path, content, { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // The folder may have been removed by the holder before us.
    if (!isAbsent(error)) fileFailure(path)(error);
    await makeFolder(path);
    return false;
  } finally {
    await rm(mine, { force: true });
  }
}

/** Who makes a folder that a holder removes at that moment is told that it is absent, and tries again. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    if (!isAbsent(error)) fileFailure(path)(error);
  }
}

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Removes the file of a dead holder; by a rename, so that only one of several waiting processes removes it. */
async function clearStale(path: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (!isDead(text) && Date.now() - mtimeMs < STALE_MS) return false;
    const aside = `${path}-stale-${randomBytes(4).toString('hex')}`;
    await rename(path, aside);
    const same = (await readFile(aside, 'utf8')) === text;
    // Between reading and renaming another process may have cleared it and begun: give it back.
    if (!same) await link(aside, path).catch(() => undefined);
    await rm(aside, { force: true });
    return same;
  } catch (error) {
    if (isAbsent(error)) return true;
    return fileFailure(path)(error);
  }
}

function isDead(text: string): boolean {
  const holder = parseHolder(text);
  // Without a readable holder only its silence tells.
  if (holder?.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

function parseHolder(text: string): { readonly pid: number; readonly host: string } | undefined {
  try {
    const { pid, host } = JSON.parse(text) as { pid?: unknown; host?: unknown };
    return typeof pid === 'number' && pid > 0 && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}
