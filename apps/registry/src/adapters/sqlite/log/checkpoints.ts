import type { StoredCheckpoint } from '../../../ports.ts';
import type { Sql } from '../sql.ts';

/** Stores a checkpoint that was just signed. */
export function insertCheckpoint(sql: Sql, { size, note }: StoredCheckpoint): void {
  const text = 'INSERT INTO checkpoint (size, note, previous) VALUES (?, ?, (SELECT max(size) FROM checkpoint))';
  sql.run(text, size, note);
}

/** Finds the newest checkpoint; `undefined` before the first leaf. */
export function findNewestCheckpoint(sql: Sql): StoredCheckpoint | undefined {
  return sql.get('SELECT size, note FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)');
}

/** Finds the checkpoint of exactly this size. */
export function findCheckpoint(sql: Sql, size: number): StoredCheckpoint | undefined {
  return sql.get('SELECT size, note FROM checkpoint WHERE size = ?', size);
}

/** Finds the first checkpoint that holds a leaf. */
export function findCheckpointOf(sql: Sql, index: number): StoredCheckpoint | undefined {
  return sql.get('SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1', index);
}
