import { openSql } from '../sql.ts';
import { findLastLeaf } from './leaves.ts';

/** Looks whether a database holds a log, and changes nothing in it. What cannot be read is for those who open it to tell. */
export function lookForLeaves(file: string): 'leaves' | 'tables' | 'nothing' | 'unreadable' {
  const sql = openSql(file, { readonly: true, busyTimeout: 1000 });
  try {
    if (sql.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'leaf'") === undefined) return 'nothing';
    return findLastLeaf(sql) === undefined ? 'tables' : 'leaves';
  } catch {
    return 'unreadable';
  } finally {
    sql.close();
  }
}
