import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { TABLES, tablesOf } from './sqlite/audit/table-roles.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { damagesAfter as sabotage, remakeNodes } from './testing/sabotage.ts';
import { isFullScale } from './testing/scale.ts';
import { makeHistory } from './testing/varied-history.ts';

type Value = string | number | Buffer | null;
type Row = Record<string, Value>;

interface Column {
  readonly table: string;
  readonly name: string;
  readonly hidden: number;
  readonly type: string;
  /** Its place in the primary key, from 1; 0: it is in none. */
  readonly pk: number;
}

const LONG = { timeout: 300_000 };

let bed: Bed;
beforeAll(async () => {
  bed = createBed();
  const store = await bed.open();
  await makeHistory(bed, store);
  await store.searchUpkeep.settle(1000);
  await store.close();
});
afterAll(async () => {
  await bed.clear();
});

const damagesAfter = (work: (database: Database.Database) => void) => sabotage(bed, work);

/** Reads the schema that the migrations make: a table that comes later is tried too, without another line here. */
function readSchema(): { readonly tables: readonly string[]; readonly columns: readonly Column[] } {
  const database = new Database(join(bed.dataDir, 'registry.db'), { readonly: true });
  const tables = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`)
    .pluck()
    .all() as string[];
  const columns = tables.flatMap((table) =>
    (database.pragma(`table_xinfo(${table})`) as Omit<Column, 'table'>[]).map((column) => ({ ...column, table })),
  );
  database.close();
  return { tables, columns };
}

function other(value: Value, type: string): Value {
  if (value === null) return type === 'TEXT' ? 'x' : type === 'BLOB' ? Buffer.from('x') : 1000;
  if (typeof value === 'number') return value + 1000;
  if (typeof value === 'string') return `${value}x`;
  const bytes = Buffer.from(value);
  if (bytes.length === 0) return Buffer.from('x');
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1);
  return bytes;
}

/** Columns from which nothing public follows: a number that nobody reads, and when an upload was last in use. */
const FREE = ['blob.touched_at', 'document.id'];

describe('verify', () => {
  test('finds nothing in what nobody touched, and knows every table of the schema', async () => {
    const tables = readSchema().tables;

    expect(await damagesAfter(() => undefined)).toEqual([]);
    expect(tables.toSorted()).toEqual(Object.keys(TABLES).toSorted());
  });

  test('finds an edit in every column of every table that is in the log or follows from it', LONG, async () => {
    const columns = readSchema().columns.filter(({ table, hidden }) => isChecked(table) && hidden === 0);
    const together = isFullScale() ? [] : columns.filter(({ table }) => isToldByName(table));
    const alone = columns.filter((column) => !together.includes(column));
    const missed: string[] = [];
    for (const column of alone) {
      const found = await damagesAfter((database) => edit(database, column));
      if (found.length === 0) missed.push(`${column.table}.${column.name}`);
    }
    // Of all tables at once: the columns that are told by name, then the first column of each key, the second, and so on.
    for (const group of groupsOf(together)) {
      const found = await damagesAfter((database) => group.forEach((column) => edit(database, column)));
      missed.push(...group.filter((column) => !isFoundIn(found, column)).map(({ table, name }) => `${table}.${name}`));
    }

    expect(columns.length).toBeGreaterThan(70);
    expect(missed.toSorted()).toEqual(FREE);
  });

  test.each(['ASC', 'DESC'] as const)('finds a row that was deleted from every such table: %s', LONG, async (order) => {
    expect(await missedIn((database, table) => removeRow(database, table, order))).toEqual([]);
  });

  test('finds a row that was added to every such table', LONG, async () => {
    expect(await missedIn(addRow)).toEqual([]);
  });

  test.each([
    ['postings that were taken out', 'UPDATE search_term SET postings = NULL WHERE id = 1'],
    [
      'postings of another term',
      'UPDATE search_term SET postings = (SELECT max(postings) FROM search_term) WHERE id = 1',
    ],
    ['postings of nobody', `INSERT INTO search_posting (term, start, keys) VALUES (999999, 1, x'01')`],
    ['a term that was taken out', 'DELETE FROM search_term WHERE id = (SELECT max(id) FROM search_term)'],
    ['a wrong count', 'UPDATE search_term SET documents = documents + 1 WHERE id = (SELECT min(id) FROM search_term)'],
    ['an entry that nothing finds', 'DELETE FROM search_document; DELETE FROM search_pending'],
    ['an entry of nobody', `INSERT INTO search_document (id, lexicon, postings) VALUES (999, 0, x'')`],
    ['a trigger', `CREATE TRIGGER quiet AFTER INSERT ON leaf BEGIN DELETE FROM token; END`],
    ['a table', 'CREATE TABLE more (a)'],
    ['a view over a table', 'ALTER TABLE channel RENAME TO c2; CREATE VIEW channel AS SELECT * FROM c2'],
    ['a lost table', 'DROP TABLE dependency'],
    ['a lost index', 'DROP INDEX release_latest'],
  ])('finds %s', async (_, script) => {
    expect(await damagesAfter((database) => void database.exec(script))).not.toEqual([]);
  });

  test('says which of two is at fault: a leaf, or a node of the tree', async () => {
    const leaf = await damagesAfter((database) => {
      database.exec(
        `UPDATE leaf SET bytes = cast(replace(cast(bytes AS TEXT), 'name impots', 'name impost') AS BLOB) WHERE idx = 8`,
      );
    });
    const node = await damagesAfter((database) => {
      database.exec(`UPDATE log_node SET hash = zeroblob(32) WHERE level = 0 AND idx = 8`);
    });
    const above = await damagesAfter((database) => {
      database.exec(`UPDATE log_node SET hash = zeroblob(32) WHERE level = 2 AND idx = 1`);
    });

    expect(leaf[0]).toBe('leaf: leaf 8: it does not have the hash that the tree holds');
    expect(node[0]).toBe('node: level 0 node 8: it is not the hash of its leaf');
    expect(above[0]).toBe('node: level 2 node 1: it is not the hash of the two nodes below it');
  });

  test('tells a leaf that was taken out, and not again for each that follows', async () => {
    const found = await damagesAfter((database) => void database.exec('DELETE FROM leaf WHERE idx = 8'));
    const two = await damagesAfter((database) => void database.exec('DELETE FROM leaf WHERE idx IN (8, 9)'));
    const hashless = await damagesAfter((database) => {
      database.exec('DELETE FROM leaf WHERE idx = 8; DELETE FROM log_node WHERE level = 0 AND idx = 8');
    });

    const notCompared = 'row: all views: not compared: the log they follow from is damaged';
    expect(found).toEqual(['leaf: leaf 8: it is missing', notCompared]);
    expect(two).toEqual(['leaf: leaf 8: the leaves from here to 9 are missing', notCompared]);
    expect(hashless.filter((line) => line.startsWith('leaf'))).toEqual(['leaf: leaf 8: it is missing']);
  });

  test('says between which leaves one was moved when every hash was made again to fit', async () => {
    const lines = await damagesAfter((database) => {
      database.exec(`UPDATE leaf SET idx = CASE idx WHEN 8 THEN -1 ELSE 8 END WHERE idx IN (8, 9);
        UPDATE leaf SET idx = 9 WHERE idx = -1`);
      remakeNodes(database);
    });

    expect(lines.slice(0, 3)).toEqual([
      'leaf: leaf 9: its time is before that of the leaf before it',
      'leaf: leaves 7 to 8: the 7 leaves before have the root that was signed; those up to here have not: one was changed, moved, put in or taken out',
      'checkpoint: checkpoint 9: the leaves do not have the root that was signed',
    ]);
  });

  test('names the row that refers to nothing by its key, also where rows have no number', async () => {
    const found = await damagesAfter((database) => {
      database.exec('UPDATE channel SET release_id = 999 WHERE tag = (SELECT min(tag) FROM channel)');
    });

    expect(found.filter((line) => line.includes('refers to no row'))).toEqual([
      'row: channel impots/income-tax beta: it refers to no row of release',
    ]);
  });
});

/** Tells whether an edit of a column is told by its name: it is no key of its table. */
function isTold({ table, name, pk }: Column): boolean {
  const { key = [], free = [] } = TABLES[table]!;
  return pk === 0 && ![...key, ...free].includes(name);
}

function groupsOf(columns: readonly Column[]): readonly (readonly Column[])[] {
  const keys = Map.groupBy(
    columns.filter((column) => !isTold(column)),
    ({ table }) => table,
  );
  const longest = Math.max(...[...keys.values()].map(({ length }) => length));
  const nth = Array.from({ length: longest }, (_, at) => [...keys.values()].flatMap((own) => own.slice(at, at + 1)));
  return [columns.filter(isTold), ...nth];
}

/** Tells whether an edit was found: a row of its table differs in that column, or is another row. */
function isFoundIn(found: readonly string[], column: Column): boolean {
  const lines = found.filter((line) => line.startsWith(`row: ${column.table} `));
  return isTold(column) ? lines.some((line) => line.split(/[ ,:]+/).includes(column.name)) : lines.length > 0;
}

function edit(database: Database.Database, { table, name, type }: Column): void {
  const [row] = database.prepare(`SELECT * FROM ${table} ORDER BY "${name}" IS NULL LIMIT 1`).all() as Row[];
  const set = database.prepare(`UPDATE ${table} SET "${name}" = ? WHERE "${name}" IS ?${isFirst(table)}`);
  expect(set.run(other(row![name] ?? null, type), row![name]).changes, `${table}.${name}`).toBeGreaterThan(0);
}

const isChecked = (table: string): boolean => checkedTables().includes(table);

const checkedTables = (): readonly string[] => [...tablesOf('log'), ...tablesOf('view')];

/** The last blob rows may be those of nobody: the first one published is tried. */
const isFirst = (table: string): string => (table === 'blob' ? ' AND published = 1' : '');

/**
 * Lists the tables in which sabotage is not found. Views that are told by name are spoilt together; at full scale each alone, too.
 */
async function missedIn(spoil: (database: Database.Database, table: string) => void): Promise<readonly string[]> {
  const told = checkedTables().filter(isToldByName);
  const alone = checkedTables().filter((table) => isFullScale() || !told.includes(table));
  const missed: string[] = [];
  for (const table of alone) {
    const found = await damagesAfter((database) => spoil(database, table));
    if (found.length === 0) missed.push(table);
  }
  const found = await damagesAfter((database) => told.forEach((table) => spoil(database, table)));
  return [...missed, ...told.filter((table) => !found.some((line) => line.startsWith(`row: ${table} `)))];
}

/**
 * Tells whether a table is a view that is compared row by row, whatever the others hold: what is found in those of the search
 * depends on the releases that are there, too.
 */
function isToldByName(table: string): boolean {
  return TABLES[table]?.role === 'view' && !/^(blob|document|search_.*)$/.test(table);
}

function removeRow(database: Database.Database, table: string, order: 'ASC' | 'DESC'): void {
  const [row] = database.prepare(`SELECT * FROM ${table} ORDER BY 1 ${order}, 2 ${order} LIMIT 1`).all() as Row[];
  const where = Object.keys(row!).map((name) => `"${name}" IS ?`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE ${where.join(' AND ')}`);
  expect(remove.run(...Object.values(row!)).changes).toBe(1);
}

function addRow(database: Database.Database, table: string): void {
  const [row] = database
    .prepare(`SELECT * FROM ${table}${table === 'blob' ? ' WHERE published = 1' : ''}`)
    .all() as Row[];
  const columns = (database.pragma(`table_xinfo(${table})`) as Column[]).filter(({ hidden }) => hidden === 0);
  const names = columns.map(({ name }) => name);
  const values = columns.map(({ name, type }) => (name === 'published' ? 1 : other(row![name] ?? null, type)));
  const insert = `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  expect(database.prepare(insert).run(...values).changes).toBe(1);
}
