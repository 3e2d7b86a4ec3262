import { linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { toolingFolder } from './paths.mjs';
import { say } from './report.mjs';

const POLL_MS = 150;
const TAKEOVER_MS = 10_000;

/**
 * Does the work while no other `npm` command of this clone does such work: two installs or builds at once would
 * write over each other. The lock file holds the owner's pid and appears whole (by `link`); a dead owner's is removed.
 */
export async function locked(work, folder = toolingFolder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'lock');
  let told = false;
  while (!create(file)) {
    removeIfStale(file);
    if (!told && ownerOf(file)) {
      say(`Waiting for process ${ownerOf(file)}, which prepares this clone (${file}) …`);
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const release = () => remove(file);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function create(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    remove(own);
  }
}

/** Removes the lock of a dead owner; a second lock keeps two waiters from removing each other's fresh one. */
function removeIfStale(file) {
  if (isAlive(ownerOf(file))) return;
  const takeover = `${file}.takeover`;
  if (!create(takeover)) {
    if (ageOf(takeover) > TAKEOVER_MS) remove(takeover);
    return;
  }
  try {
    if (!isAlive(ownerOf(file))) remove(file);
  } finally {
    remove(takeover);
  }
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Tells whether the pid runs; no pid at all (the lock vanished meanwhile) counts as alive: nothing to remove. */
function isAlive(pid) {
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function remove(file) {
  try {
    unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
