import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { createLogKey } from '@national-forge/transparency';

import { LOG_KEY_FILE, syncPath } from './data-folder.ts';
import type { LogKeyFile } from './sqlite/log/log-key.ts';

/** Opens the place of the log's private key in a data folder. */
export function openLogKeyFile(folder: string): LogKeyFile {
  const path = join(folder, LOG_KEY_FILE);
  return {
    find: () => readKey(path),
    findNext: (key) => readKey(join(folder, nextKeyFile(key))),
    make(origin) {
      const present = readKey(path);
      if (present !== undefined) return present;
      createKey(folder, origin);
      return readFileSync(path, 'utf8');
    },
  };
}

/** Names the file of a key that takes over; by its id, so that two forks at once do not take each other's. */
function nextKeyFile(key: string): string {
  const [, id = ''] = /\+([0-9a-f]{8})\+/.exec(key) ?? [];
  return `${LOG_KEY_FILE}.${id}`;
}

/** Writes the key that is to take over, for its owner alone; it is on the disk before anything is signed with it. */
export function writeNextKey(folder: string, { key, pem }: { readonly key: string; readonly pem: string }): void {
  const file = openSync(join(folder, nextKeyFile(key)), 'wx', 0o600);
  try {
    writeSync(file, pem);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncPath(folder);
}

/** Puts the key that took over in the place of the old one, which is worth nothing from then on. */
export function settleNextKey(folder: string, key: string): void {
  renameSync(join(folder, nextKeyFile(key)), join(folder, LOG_KEY_FILE));
  syncPath(folder);
}

function readKey(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Whole or not at all: temp file, fsync, link, fsync of the folder. A link, other than a rename, never replaces: a key
 * that another process put there meanwhile is the key, for it may have signed already.
 */
function createKey(folder: string, origin: string): void {
  const temporary = join(folder, `.${LOG_KEY_FILE}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, createLogKey(origin).pem);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(temporary, join(folder, LOG_KEY_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(temporary);
  }
  syncPath(folder);
}
