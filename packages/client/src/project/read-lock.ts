import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { assertSound, lockedReleases } from './graph.ts';
import { LOCK_FILE, parseLock, type Lock } from './lock.ts';
import { agencyOf, signedName } from './moved-names.ts';
import type { ProjectFile } from './project-file.ts';

/**
 * Reads the lock of a project, undefined when it has none.
 * @throws ClientError `lock-version`, `lock-invalid`, `file-access`
 */
export async function findLock(folder: string): Promise<Lock | undefined> {
  const path = join(folder, LOCK_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    return fileFailure(path)(error);
  }
  const lock = parseLock(text, path);
  assertSound(lock, { code: 'lock-invalid', path });
  assertPinsAgencies(lock, path);
  return lock;
}

/**
 * A release whose agency is not pinned would be trusted at first use, and so would one that gave or took an algorithm; an agency
 * that nobody needs is a slip of a merge.
 */
function assertPinsAgencies(lock: Lock, path: string): void {
  const signed = lockedReleases(lock).map(signedName);
  const moves = Object.entries(lock.moved ?? {}).flatMap(([from, { via, to }]) => [from, ...via, to]);
  const needed = new Set([...signed, ...moves].map(agencyOf));
  const pinned = new Set(Object.keys(lock.agencies));
  const odd = [...needed.symmetricDifference(pinned)].sort()[0];
  if (odd === undefined) return;
  const reason = needed.has(odd) ? 'agency-missing' : 'agency-unwanted';
  throw new ClientError('lock-invalid', { params: { path, reason, pointer: `/agencies/${odd}` } });
}

/**
 * Reads the lock of a project.
 * @throws ClientError `lock-missing` and those of {@link findLock}
 */
export async function readLock(folder: string): Promise<Lock> {
  const lock = await findLock(folder);
  if (lock === undefined) throw new ClientError('lock-missing', { params: { path: join(folder, LOCK_FILE) } });
  return lock;
}

/** Lists the names on which forge.json and the lock disagree, sorted. */
export function disagreements(file: ProjectFile, lock: Lock): readonly string[] {
  const names = new Set([...Object.keys(file.requirements), ...Object.keys(lock.requirements)]);
  return [...names].filter((name) => file.requirements[name] !== lock.requirements[name]).sort();
}

/**
 * Proves that forge.json still asks for what the lock answers.
 * @throws ClientError `lock-outdated`
 */
export function assertAgrees(file: ProjectFile, lock: Lock): void {
  const names = disagreements(file, lock);
  if (names.length > 0)
    throw new ClientError('lock-outdated', { params: { path: file.path, names: names.join(', ') } });
}
