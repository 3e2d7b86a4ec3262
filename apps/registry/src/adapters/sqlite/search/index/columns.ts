import { FACETS, type Facet, type SearchHit } from '@national-forge/api';

import type { Sql } from '../../sql.ts';
import { facetValues } from '../entry/facet-values.ts';

/** Documents of one row. */
export const CHUNK = 256;

/** Numbers of a document: its set of values of each facet, in the order of `FACETS`, then its rank. */
export const WIDTH = FACETS.length + 1;

/** The column of the static rank, from 0 to 65,535. */
export const RANK = FACETS.length;

/** Is a document with its numbers; `undefined` takes them out. */
export type Coded = readonly (readonly [document: number, codes: readonly number[] | undefined])[];

/** Stores the numbers of documents, each row that they fall into once. */
export function writeColumns(sql: Sql, coded: Coded, version: number): void {
  const chunks = Map.groupBy(coded, ([document]) => Math.floor(document / CHUNK));
  for (const [chunk, documents] of chunks) {
    const codes = readChunk(sql, chunk);
    for (const [document, values] of documents) {
      for (let column = 0; column < WIDTH; column += 1) {
        codes[(document % CHUNK) * WIDTH + column] = values?.[column] ?? 0;
      }
    }
    const bytes = Buffer.from(codes.buffer);
    sql.run('INSERT OR REPLACE INTO search_column (chunk, version, codes) VALUES (?, ?, ?)', chunk, version, bytes);
  }
}

function readChunk(sql: Sql, chunk: number): Uint16Array {
  const codes = new Uint16Array(CHUNK * WIDTH);
  const row = sql.get<{ codes: Uint8Array }>('SELECT codes FROM search_column WHERE chunk = ?', chunk);
  if (row !== undefined) new Uint8Array(codes.buffer).set(row.codes);
  return codes;
}

/** Gives the packed static rank that a document has; 0 if it is in no row. */
export function readRank(sql: Sql, document: number): number {
  return readChunk(sql, Math.floor(document / CHUNK))[(document % CHUNK) * WIDTH + RANK] ?? 0;
}

/** Opens the sets of values; gives the numbers of a hit, and stores sets that are new. */
export function openValues(sql: Sql): (hit: SearchHit, rank: number) => readonly number[] {
  const known = new Map<string, number>();
  const open = (facet: Facet, values: readonly string[]): number => {
    const key = JSON.stringify([facet, ...values]);
    const id = known.get(key) ?? openValue(sql, key);
    known.set(key, id);
    return id;
  };
  return (hit, rank) => [...facetValues(hit).map(([facet, values]) => open(facet, values)), rank];
}

function openValue(sql: Sql, key: string): number {
  const found = sql.get<{ id: number }>('SELECT id FROM search_value WHERE key = ?', key);
  if (found !== undefined) return found.id;
  return sql.get<{ id: number }>('INSERT INTO search_value (key) VALUES (?) RETURNING id', key)?.id ?? 0;
}

/** Is what search holds of the columns, read on demand and again where they changed. */
export interface Columns {
  /** Gives the numbers of the documents of a row: `WIDTH` for each. */
  chunk(chunk: number): Uint16Array;
  /** Gives the facet and the values that a number stands for. */
  values(code: number): readonly string[];
  /** Gives the largest number. */
  largest(): number;
  /** Forgets what changed since the version it was read at. */
  follow(version: number): void;
}

/** Opens the columns of a connection. */
export function openColumns(sql: Sql): Columns {
  const chunks = new Map<number, Uint16Array>();
  const names = new Map<number, readonly string[]>();
  let read = -1;
  return {
    chunk: (chunk) => {
      const held = chunks.get(chunk);
      if (held !== undefined) return held;
      const codes = readChunk(sql, chunk);
      chunks.set(chunk, codes);
      return codes;
    },
    values: (code) => {
      const held = names.get(code);
      if (held !== undefined) return held;
      const key = sql.get<{ key: string }>('SELECT key FROM search_value WHERE id = ?', code)?.key;
      const values = key === undefined ? [] : (JSON.parse(key) as string[]);
      names.set(code, values);
      return values;
    },
    largest: () => sql.get<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM search_value')?.id ?? 0,
    follow: (version) => {
      if (version === read) return;
      if (version < read || read < 0) chunks.clear();
      const changed = sql.all<{ chunk: number }>('SELECT chunk FROM search_column WHERE version > ?', read);
      for (const { chunk } of changed) chunks.delete(chunk);
      read = version;
    },
  };
}
