import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { createLogKey } from '@national-forge/transparency';

import { LOG_KEY_FILE, syncPath } from './data-folder.ts';
import type { LogKeyFile } from './sqlite/log/log-key.ts';

/** Opens the place of the log's private key in a data folder. */
export function openLogKeyFile(folder: string): LogKeyFile {
  const path = join(folder, LOG_KEY_FILE);
  return {
    find: () => readKey(path),
    make(origin) {
      const present = readKey(path);
      if (present !== undefined) return present;
      createKey(folder, origin);
      return readFileSync(path, 'utf8');
    },
  };
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
