import { FACETS, type SearchHit, type SearchPage, type SearchQuery, type Suggestions } from '@national-forge/api';

import type { SearchIndex } from '../../ports.ts';
import { formatCursor, parseCursor } from './search-cursor.ts';
import type { Sql, SqlValue } from './sql.ts';
import { matchExpression } from './words.ts';

/** Is a condition on `search_entry` with its values. */
interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

interface Row {
  readonly name: string;
  readonly hit: string;
  readonly tier: number;
}

const IN_TEXT = 'id IN (SELECT rowid FROM search_text WHERE search_text MATCH ?)';
const IN_FACET = 'id IN (SELECT entry_id FROM search_facet WHERE facet = ? AND value = ?)';

/** Serves search from the FTS5 tables of a connection. */
export function createSearchIndex(sql: Sql): SearchIndex {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- a port is asynchronous at its face
    search: async (query) => search(sql, query),
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    suggest: async (prefix, limit) => suggest(sql, prefix, limit),
  };
}

function search(sql: Sql, query: SearchQuery): SearchPage {
  const place = parseCursor(query);
  const expression = matchExpression(query.q);
  // A query of signs alone asks for something that no text has.
  if (expression === undefined && query.q.trim() !== '') return { total: 0, hits: [], facets: noFacets() };
  const condition = conditionOf(query, expression);
  const tier = tierOf(expression);
  const after = place
    ? { sql: ' AND (tier, name) > (?, ?)', values: [place.tier, place.name] }
    : { sql: '', values: [] };
  const text = `SELECT * FROM (SELECT name, hit, ${tier.sql} AS tier FROM search_entry WHERE ${condition.sql})
    WHERE true${after.sql} ORDER BY tier, name LIMIT ?`;
  const rows = sql.all<Row>(text, ...tier.values, ...condition.values, ...after.values, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    total: countHits(sql, condition),
    hits: shown.map(({ hit }) => JSON.parse(hit) as SearchHit),
    facets: countFacets(sql, condition),
    ...(rows.length > shown.length && last ? { cursor: formatCursor(query, last) } : {}),
  };
}

// The number of different texts is that of the subsets of the facets: few, each prepared once, and none holds input.
function conditionOf(query: SearchQuery, expression: string | undefined): Condition {
  const conditions: Condition[] = expression === undefined ? [] : [{ sql: IN_TEXT, values: [expression] }];
  for (const facet of FACETS) {
    const value = query[facet];
    if (value !== undefined) conditions.push({ sql: IN_FACET, values: [facet, value] });
  }
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND ') || 'true',
    values: conditions.flatMap(({ values }) => values),
  };
}

/** Puts first (tier 0) what has all the words in its name or title. */
function tierOf(expression: string | undefined): Condition {
  if (expression === undefined) return { sql: '0', values: [] };
  return { sql: `CASE WHEN ${IN_TEXT} THEN 0 ELSE 1 END`, values: [`title : (${expression})`] };
}

function countHits(sql: Sql, { sql: where, values }: Condition): number {
  return sql.get<{ total: number }>(`SELECT count(*) AS total FROM search_entry WHERE ${where}`, ...values)?.total ?? 0;
}

function countFacets(sql: Sql, { sql: where, values }: Condition): SearchPage['facets'] {
  const inner = where === 'true' ? 'true' : `entry_id IN (SELECT id FROM search_entry WHERE ${where})`;
  const text = `SELECT facet, value, count(*) AS count FROM search_facet WHERE ${inner}
    GROUP BY facet, value ORDER BY facet, count DESC, value`;
  const facets = noFacets();
  for (const row of sql.all<{ facet: keyof SearchPage['facets']; value: string; count: number }>(text, ...values)) {
    facets[row.facet].push({ value: row.value, count: row.count });
  }
  return facets;
}

function noFacets(): SearchPage['facets'] {
  return Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as SearchPage['facets'];
}

function suggest(sql: Sql, prefix: string, limit: number): Suggestions {
  const expression = matchExpression(prefix, { prefixFrom: 1 });
  if (expression === undefined) return { suggestions: [] };
  const text = `SELECT name, hit FROM search_entry WHERE ${IN_TEXT} ORDER BY name LIMIT ?`;
  const rows = sql.all<{ name: string; hit: string }>(text, `title : (${expression})`, limit);
  return {
    suggestions: rows.map(({ name, hit }) => ({ name, title: (JSON.parse(hit) as SearchHit).title })),
  };
}
