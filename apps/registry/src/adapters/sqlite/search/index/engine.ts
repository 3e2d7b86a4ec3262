import type { Sql } from '../../sql.ts';
import { openColumns, readRank, type Columns } from './columns.ts';
import type { LexiconDoor } from '../entry/lexicon-door.ts';
import { openPending, type Pending } from '../entry/pending.ts';
import { createSlotTable, type SlotTable } from './slot-table.ts';

/** Is what a search works with, from query to query. */
export interface Engine {
  readonly sql: Sql;
  /** Replaced when all entries have been read with another one. */
  lexicon: LexiconDoor;
  readonly pending: Pending;
  readonly columns: Columns;
  readonly table: SlotTable;
}

/** Opens search on a connection; nothing is read before the first query. */
export function openEngine(sql: Sql, options: { lexicon: LexiconDoor; now: () => Date }): Engine {
  const { lexicon } = options;
  const pending = openPending(sql, { ...options, rankBefore: (id) => readRank(sql, id) });
  return { sql, lexicon, pending, columns: openColumns(sql), table: createSlotTable() };
}
