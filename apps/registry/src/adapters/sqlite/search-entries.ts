import { FACETS, type Facet, type SearchHit } from '@national-forge/api';

import type { SearchEntry } from '../../views/search-entry.ts';
import type { Sql } from './sql.ts';
import { indexedText } from './words.ts';

/** Lists the values of a hit for each facet. */
function facetsOf(hit: SearchHit): readonly (readonly [Facet, string])[] {
  const values: Readonly<Record<Facet, readonly string[]>> = {
    sector: hit.sectors,
    region: [hit.region],
    agency: [hit.name.slice(0, hit.name.indexOf('/'))],
    kind: [hit.kind],
    license: [hit.license],
    language: hit.languages,
    risk: [hit.risk],
    status: [hit.status],
  };
  return FACETS.flatMap((facet) => [...new Set(values[facet])].map((value) => [facet, value] as const));
}

/** Is the text an entry is found by, as words joined by spaces. */
export interface IndexedText {
  readonly title: string;
  readonly body: string;
}

/** Gives the text an entry is found by: name and titles apart, because what is called so comes first. */
function textOf({ hit, text, formerNames = [] }: SearchEntry): IndexedText {
  return {
    title: indexedText([hit.name, ...formerNames, ...textsOf(hit.title)]),
    body: indexedText([...textsOf(hit.summary), ...text]),
  };
}

const textsOf = (map: SearchHit['title']): readonly string[] => Object.values(map).filter((text) => text !== undefined);

/** Puts the entry of an algorithm into the index, in place of the one that is there. */
export function putSearchEntry(sql: Sql, id: number, entry: SearchEntry): void {
  removeSearchEntry(sql, id);
  const { hit } = entry;
  const text = textOf(entry);
  const insert = 'INSERT INTO search_entry (id, name, version, hit) VALUES (?, ?, ?, ?)';
  sql.run(insert, id, hit.name, hit.version, JSON.stringify(hit));
  for (const [facet, value] of facetsOf(hit)) {
    sql.run('INSERT INTO search_facet (facet, value, entry_id) VALUES (?, ?, ?)', facet, value, id);
  }
  sql.run('INSERT INTO search_text (rowid, title, body) VALUES (?, ?, ?)', id, text.title, text.body);
}

/** Takes an algorithm out of the index. */
export function removeSearchEntry(sql: Sql, id: number): void {
  sql.run('DELETE FROM search_text WHERE rowid = ?', id);
  sql.run('DELETE FROM search_facet WHERE entry_id = ?', id);
  sql.run('DELETE FROM search_entry WHERE id = ?', id);
}

/** Gives the hit that the index shows for an algorithm. */
export function findSearchHit(sql: Sql, id: number): string | undefined {
  return sql.get<{ hit: string }>('SELECT hit FROM search_entry WHERE id = ?', id)?.hit;
}
