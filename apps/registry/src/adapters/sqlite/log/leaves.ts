import type { LogEntry } from '../../../ports.ts';
import type { Sql } from '../sql.ts';

interface Row {
  readonly idx: number;
  readonly bytes: Buffer;
}

/** Appends the bytes of a leaf; its index must follow the last one. */
export function insertLeaf(sql: Sql, { index, bytes }: LogEntry): void {
  sql.run('INSERT INTO leaf (idx, bytes) VALUES (?, ?)', index, bytes);
}

/** Finds the bytes of a leaf. */
export function findLeaf(sql: Sql, index: number): Uint8Array | undefined {
  return sql.get<Row>('SELECT idx, bytes FROM leaf WHERE idx = ?', index)?.bytes;
}

/** Finds the last leaf. */
export function findLastLeaf(sql: Sql): LogEntry | undefined {
  const row = sql.get<Row>('SELECT idx, bytes FROM leaf WHERE idx = (SELECT max(idx) FROM leaf)');
  return row && entryOf(row);
}

/** Lists `limit` leaves from an index on, in their order. */
export function listLeaves(sql: Sql, from: number, limit: number): readonly LogEntry[] {
  // One leaf is what proofs ask for: a point read costs half as much as a list of one.
  const single = limit === 1 ? findLeaf(sql, from) : undefined;
  if (single !== undefined) return [{ index: from, bytes: single }];
  const text = 'SELECT idx, bytes FROM leaf WHERE idx >= ? ORDER BY idx LIMIT ?';
  return sql.all<Row>(text, from, limit).map(entryOf);
}

const entryOf = ({ idx, bytes }: Row): LogEntry => ({ index: idx, bytes });
