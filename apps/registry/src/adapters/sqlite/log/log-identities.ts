import type { LogIdentity } from '../../../ports.ts';
import type { Sql } from '../sql.ts';

/** Is the name of the log and its key as one leaf names them. */
export interface NamedKey {
  readonly origin: string;
  readonly key: string;
}

/** Stores what a leaf says of the name and the key of the log. */
export function insertLogIdentity(sql: Sql, index: number, { origin, key }: NamedKey): void {
  sql.run('INSERT INTO log_identity (leaf_index, origin, key) VALUES (?, ?, ?)', index, origin, key);
}

/** Finds the present name and key of the log; `undefined` before the first leaf. */
export function findLogIdentity(sql: Sql): NamedKey | undefined {
  const newest = '(SELECT max(leaf_index) FROM log_identity)';
  return sql.get(`SELECT origin, key FROM log_identity WHERE leaf_index = ${newest}`);
}

/** Gives the present name of the log and every key it had. */
export function listLogKeys(sql: Sql): LogIdentity {
  const text = 'SELECT leaf_index, origin, key FROM log_identity ORDER BY leaf_index';
  const rows = sql.all<NamedKey & { readonly leaf_index: number }>(text);
  const keys = rows.map(({ key, leaf_index }) => ({ key, from: leaf_index }));
  return { origin: rows.at(-1)?.origin ?? '', keys };
}
