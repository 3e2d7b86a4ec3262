// The door for measurements of search (bench/): the index alone, in a file of its own, without a registry around it.
import type { Concept } from '@national-forge/analyzer';
import { nationalConcepts } from '@national-forge/analyzer/lexicon';
import type { SearchHit } from '@national-forge/api';

import { migrate, readMigrations } from './adapters/sqlite/migrations.ts';
import { openDatabase } from './adapters/sqlite/open-database.ts';
import { openEngine } from './adapters/sqlite/search/index/engine.ts';
import { storeEntry } from './adapters/sqlite/search/entry/entries.ts';
import { find } from './adapters/sqlite/search/find.ts';
import { createLexiconDoor } from './adapters/sqlite/search/entry/lexicon-door.ts';
import { mergeEntries } from './adapters/sqlite/search/upkeep/merge.ts';
import { suggestEntries } from './adapters/sqlite/search/suggest.ts';
import type { Sql } from './adapters/sqlite/sql.ts';
import type { SearchRequest } from './ports.ts';
import type { SearchEntry } from './views/search-entry.ts';

/** Is a record that is put into a measured index; `id` may be any text. */
export interface MeasuredRecord {
  readonly id: string;
  readonly lang?: string;
  readonly title: Record<string, string>;
  readonly summary?: Record<string, string>;
  readonly description?: Record<string, string>;
  readonly keywords?: Record<string, readonly string[]>;
  readonly kind?: string;
  readonly sectors?: readonly string[];
  readonly region?: string;
  readonly agency?: string;
  readonly license?: string;
  readonly languages?: readonly string[];
  readonly risk?: string;
  readonly status?: string;
}

/** Says what a measured search narrows by and leaves out. */
export interface MeasuredSearch {
  readonly limit?: number;
  /** Whether values are counted; default: no. */
  readonly facets?: boolean;
  readonly filters?: Record<string, readonly string[]>;
}

/** Is what a measured search found; `postings`: how many were read for it. */
export interface MeasuredAnswer {
  readonly total: number;
  readonly hits: readonly { readonly id: string; readonly score: number }[];
  readonly postings: number;
}

/** Is an index of records, the registry's own. */
export interface MeasuredIndex {
  /** Puts records in, in place of those of the same id; one transaction. */
  put(records: Iterable<MeasuredRecord>): void;
  search(text: string, options?: MeasuredSearch): MeasuredAnswer;
  suggest(prefix: string, limit: number): readonly string[];
  close(): void;
}

/** Records that are merged at once: enough to write each block of a term once, few enough to hold. */
const PORTION = 8192;

const EVER_SINCE = '2026-01-01T00:00:00Z';

/** Opens a measured index in a file, which is made if it is missing. */
export function openMeasuredIndex(options: { file: string; concepts?: readonly Concept[] }): MeasuredIndex {
  const { file, concepts = nationalConcepts() } = options;
  const sql = openDatabase(file);
  // As a rebuild has it: what is written comes back often while thousands are put in.
  sql.exec('PRAGMA cache_size = -65536');
  const now = (): Date => new Date(EVER_SINCE);
  migrate(sql, readMigrations(), now());
  const lexicon = createLexiconDoor(concepts);
  const engine = openEngine(sql, { lexicon, now });
  const nameOf = (id: number): string =>
    sql.get<{ name: string }>('SELECT name FROM search_entry WHERE id = ?', id)?.name ?? '';
  return {
    put: (records) => {
      sql.run('BEGIN IMMEDIATE');
      for (const portion of portionsOf(records)) {
        mergeEntries(
          sql,
          portion.map((record) => putRecord(sql, record)),
          { lexicon, now: now() },
        );
      }
      sql.run('COMMIT');
    },
    search: (text, { limit = 10, facets = false, filters = {} } = {}) => {
      const request: SearchRequest = { q: text, limit, facets, ...filters };
      const { total, placed, touched } = find(engine, { request, sort: 'relevance', after: undefined });
      const hits = placed.map(({ document, key }) => ({ id: nameOf(document), score: Number(key) }));
      return { total, hits, postings: touched };
    },
    suggest: (prefix, limit) => suggestEntries(engine, prefix, limit).map(({ hit }) => hit.name),
    close: () => sql.close(),
  };
}

function* portionsOf(records: Iterable<MeasuredRecord>): Generator<readonly MeasuredRecord[]> {
  let portion: MeasuredRecord[] = [];
  for (const record of records) {
    portion.push(record);
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  yield portion;
}

function putRecord(sql: Sql, record: MeasuredRecord): number {
  const known = sql.get<{ id: number }>('SELECT id FROM search_entry WHERE name = ?', record.id)?.id;
  const id = known ?? sql.get<{ id: number }>('SELECT coalesce(max(id), 0) + 1 AS id FROM search_entry')?.id ?? 1;
  storeEntry(sql, id, entryOf(record));
  return id;
}

function entryOf(record: MeasuredRecord): SearchEntry {
  const { keywords = {}, description = {}, kind = '', region = '', license = '', risk = '', status = '' } = record;
  const hit: SearchHit = {
    name: record.id,
    version: '1.0.0',
    title: record.title,
    summary: record.summary ?? {},
    sectors: [...(record.sectors ?? [])],
    languages: [...(record.languages ?? [])],
    ...{ kind, region, license, risk, status },
    deprecated: false,
    updatedAt: EVER_SINCE,
    engine: '',
  };
  return { hit, texts: { keywords, description } };
}
