import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { StoreError } from '../ports.ts';
import { DATA_FORMAT, otherFormat, writeJson } from './data-folder.ts';

/**
 * Is the file `BACKUP` of a backup folder, one JSON object. A backup has no `FORMAT`, so that no server starts on it
 * and the next backup never overwrites live data.
 */
export interface BackupMarker {
  readonly format: number;
  /** Random id of the data; one folder holds backups of one. */
  readonly store: string;
  /** When the last backup was finished; `null` before the first was. */
  readonly finishedAt: string | null;
}

/** Names the file. */
const BACKUP_FILE = 'BACKUP';

/** Reads the marker of a folder; `undefined` if there is none. */
export function readMarker(folder: string): BackupMarker | undefined {
  const path = join(folder, BACKUP_FILE);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as BackupMarker;
  } catch (error) {
    throw new StoreError('not-a-backup', `${path} cannot be read`, { cause: error });
  }
}

/** Writes the marker of a folder. */
export function writeMarker(folder: string, marker: Omit<BackupMarker, 'format'>): void {
  writeJson(folder, BACKUP_FILE, { format: DATA_FORMAT, ...marker });
}

/**
 * Gives the marker of a finished backup of this format.
 * @throws StoreError `not-a-backup`, `format-newer`, `format-preview`
 */
export function assertBackup(folder: string): BackupMarker {
  const marker = readMarker(folder);
  if (marker?.finishedAt == null) throw new StoreError('not-a-backup', `${folder} holds no finished backup`);
  if (marker.format === DATA_FORMAT) return marker;
  throw otherFormat(folder, marker.format) ?? new StoreError('not-a-backup', `${folder} does not say its data format`);
}
