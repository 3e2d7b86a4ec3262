import { FACETS, type SearchHit, type SearchPage, type SearchSort } from '@national-forge/api';

import type { FoundPage, SearchIndex, SearchRequest } from '../../ports.ts';
import { formatCursor, parseCursor } from './search/order/cursor.ts';
import type { Engine } from './search/index/engine.ts';
import { find, type Found } from './search/find.ts';
import { explain } from './search/order/explain.ts';
import { highlight } from './search/order/highlight.ts';
import type { Placed } from './search/order/placed.ts';
import { suggestEntries } from './search/suggest.ts';

/** Serves search from an index. */
export function createSearchIndex(engine: Engine): SearchIndex {
  return {
    search: async (request) => {
      await engine.lexicon.prepare();
      return search(engine, request);
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- a port is asynchronous at its face
    suggest: async (prefix, limit) => ({
      suggestions: suggestEntries(engine, prefix, limit).map(({ hit: { name, title } }) => ({ name, title })),
    }),
  };
}

function search(engine: Engine, request: SearchRequest): FoundPage {
  const found = find(engine, { request, sort: sortOf(request), after: parseCursor(request) });
  const hits = found.placed.map((placed) => hitOf(engine, { placed, found, request }));
  const last = found.placed.at(-1);
  const { didYouMean } = found.plan;
  return {
    total: found.total,
    hits,
    facets: found.facets ?? noFacets(),
    ...(found.hasMore && last ? { cursor: formatCursor(request, last) } : {}),
    ...(didYouMean === undefined ? {} : { didYouMean }),
  };
}

/** Without words nothing is more relevant than the rest. */
function sortOf({ sort, q }: SearchRequest): SearchSort {
  return sort ?? (q.trim() === '' ? 'name' : 'relevance');
}

interface Shown {
  readonly placed: Placed;
  readonly found: Found;
  readonly request: SearchRequest;
}

function hitOf({ sql }: Engine, { placed, found, request }: Shown): SearchHit {
  const row = sql.get<{ hit: string }>('SELECT hit FROM search_entry WHERE id = ?', placed.document);
  const hit = JSON.parse(row?.hit ?? '{}') as SearchHit;
  const explanation = request.explain === true ? explain(placed, found.plan) : undefined;
  return {
    ...hit,
    ...(request.highlight === true ? { highlights: highlight(hit, found.plan) } : {}),
    ...(explanation && { explanation }),
  };
}

function noFacets(): SearchPage['facets'] {
  return Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as SearchPage['facets'];
}
