import { join } from 'node:path';

import Database from 'better-sqlite3';

import { TABLES } from '../sqlite/audit/table-roles.ts';

/** Is everything a data folder holds in its database, by table. */
export type World = Readonly<Record<string, readonly unknown[]>>;

/** Reads everything that can be read or that only backups hold, each table in an order of its own. */
export function worldOf(folder: string): World {
  const database = new Database(join(folder, 'registry.db'));
  // How the index of search is numbered and cut follows from when entries were merged; `verify` checks what is in it.
  const tables = Object.keys(TABLES).filter((table) => table !== 'migration' && TABLES[table]?.role !== 'index');
  const rows = tables.map((table) => {
    const all = database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
    const lines = all.map((row) => JSON.stringify({ ...row, ...(table === 'document' && { id: 0 }) }));
    return [table, lines.filter((line) => !line.includes('"opened-at"')).sort()] as const;
  });
  database.close();
  return Object.fromEntries(rows);
}
