import type { Damage, SearchEntry } from '../../ports.ts';
import { findShown } from './project/algorithm-documents.ts';
import type { AlgorithmRow } from './algorithms.ts';
import { eachAlgorithm } from './audit-tables.ts';
import { listDependencies } from './dependencies.ts';
import { searchEntryFor } from './project/refresh-algorithm.ts';
import { facetsOf, findSearchHit, textOf } from './search-entries.ts';
import type { Sql } from './sql.ts';

type Found = (damage: Damage) => void;

/** In how many entries a word stands, by `column word`. */
type WordCounts = Map<string, number>;

/**
 * Compares the search index and the dependents with what the rows give: hits and facets one by one; of the words,
 * which are stored without their text, in how many entries each stands. Gives the number of entries.
 */
export function auditSearch(sql: Sql, found: Found): number {
  const words: WordCounts = new Map();
  let count = 0;
  for (const row of eachAlgorithm(sql)) {
    const shown = findShown(sql, row.id);
    const entry = searchEntryFor(sql, shown);
    auditEntry(sql, { row, entry }, found);
    const dependencies = entry ? (JSON.parse(shown.dependencies) as Readonly<Record<string, string>>) : {};
    auditDependencies(sql, { row, dependencies }, found);
    if (entry === undefined) continue;
    countWords(words, entry);
    count += 1;
  }
  const stored = sql.get<{ total: number }>('SELECT count(*) AS total FROM search_entry')?.total ?? 0;
  if (stored !== count) tell(found, 'search_entry', `${stored} entries are there, expected ${count}`);
  auditWords(sql, words, found);
  return count;
}

const tell = (found: Found, place: string, detail: string): void => found({ kind: 'search', place, detail });

function auditEntry(
  sql: Sql,
  { row, entry }: { row: AlgorithmRow; entry: SearchEntry | undefined },
  found: Found,
): void {
  if (findSearchHit(sql, row.id) !== (entry && JSON.stringify(entry.hit))) {
    tell(found, row.name, 'the hit is not the one of the version shown');
  }
  const text = 'SELECT facet, value FROM search_facet WHERE entry_id = ?';
  const stored = sql.all<{ facet: string; value: string }>(text, row.id).map(({ facet, value }) => `${facet} ${value}`);
  const expected = entry ? facetsOf(entry.hit).map(([facet, value]) => `${facet} ${value}`) : [];
  if (!sameLines(stored, expected)) tell(found, row.name, 'the facets are not those of the version shown');
}

type Asked = { readonly row: AlgorithmRow; readonly dependencies: Readonly<Record<string, string>> };

function auditDependencies(sql: Sql, { row, dependencies }: Asked, found: Found): void {
  const stored = listDependencies(sql, row.name).map(({ target, range }) => `${target} ${range}`);
  const expected = Object.entries(dependencies).map(([target, range]) => `${target} ${range}`);
  if (!sameLines(stored, expected)) tell(found, row.name, 'the dependencies are not those of the version shown');
}

const sameLines = (a: readonly string[], b: readonly string[]): boolean =>
  a.toSorted().join('\n') === b.toSorted().join('\n');

function countWords(words: WordCounts, entry: SearchEntry): void {
  for (const [column, text] of Object.entries(textOf(entry))) {
    for (const word of new Set((text as string).split(' '))) {
      if (word !== '') words.set(`${column} ${word}`, (words.get(`${column} ${word}`) ?? 0) + 1);
    }
  }
}

function auditWords(sql: Sql, words: WordCounts, found: Found): void {
  sql.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search_text, 'col')`);
  const left = new Map(words);
  const text = 'SELECT term, col, doc FROM temp.search_words';
  for (const { term, col, doc } of sql.iterate<{ term: string; col: string; doc: number }>(text)) {
    const key = `${col} ${term}`;
    if (left.get(key) !== doc) tell(found, key, `stands in ${doc} entries, expected ${left.get(key) ?? 0}`);
    left.delete(key);
  }
  for (const [key, count] of left) tell(found, key, `stands in no entry, expected ${count}`);
}
