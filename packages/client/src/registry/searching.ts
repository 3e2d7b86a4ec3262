import {
  FACETS,
  searchPage,
  suggestions,
  type Facet,
  type SearchPage,
  type SearchQuery,
  type Suggestions,
} from '@national-forge/api';
import * as z from 'zod';

import { target, type CallOptions } from './call.ts';

/**
 * Is a search; everything may be left out. A facet takes one value or several, of which any will do; what a registry of an
 * earlier version does not know, it ignores.
 */
export type SearchInput = Partial<Omit<SearchQuery, Facet | 'cursor'>> & {
  readonly [F in Facet]?: string | readonly string[] | undefined;
} & { readonly cursor?: string | undefined };

/** Finds algorithms in a registry. */
export interface Searching {
  /**
   * Gives one page of hits; with `highlight` the places of what was asked for, with `explain` what each score is made of.
   *
   * @example
   * const { hits, facets, didYouMean } = await client.search({ q: 'impot revenu', sector: ['healthcare', 'education'], sort: 'recent' });
   */
  search(query: SearchInput, options?: CallOptions): Promise<SearchPage>;
  /** Gives all pages of hits, each fetched when it is asked for. */
  searchPages(query: SearchInput, options?: CallOptions): AsyncGenerator<SearchPage, void>;
  /** Suggests algorithms while someone types: those whose name or title has words that begin so; 10 unless `limit` says. */
  suggest(words: string, options?: CallOptions & { readonly limit?: number }): Promise<Suggestions>;
}

type Get = <T>(path: string, schema: z.ZodType<T>, options?: CallOptions) => Promise<T>;

// A registry may add facets within v1; the table of this version must not refuse them. One of an earlier version knows no engines.
const tolerantSearchPage = searchPage.extend({
  hits: z.array(searchPage.shape.hits.element.extend({ engine: z.string().default('') })),
  facets: z
    .record(z.string(), z.array(z.object({ value: z.string(), count: z.int().min(1) })))
    .transform(
      (facets) => Object.fromEntries(FACETS.map((facet) => [facet, facets[facet] ?? []])) as SearchPage['facets'],
    ),
});

/** Makes the calls of search over a call that reads. */
export function searchingOf(get: Get): Searching {
  const search: Searching['search'] = (query, options) => get(target('search', {}, query), tolerantSearchPage, options);
  return {
    search,
    searchPages: (query, options) => pages(query, (one) => search(one, options)),
    suggest: (words, options = {}) =>
      get(target('suggest', {}, { q: words, limit: options.limit }), suggestions, options),
  };
}

async function* pages(
  query: SearchInput,
  search: (query: SearchInput) => Promise<SearchPage>,
): AsyncGenerator<SearchPage, void> {
  let { cursor } = query;
  do {
    const page = await search({ ...query, cursor });
    yield page;
    // A registry that names the same cursor again would send its reader round for ever.
    cursor = page.cursor === cursor ? undefined : page.cursor;
  } while (cursor !== undefined);
}
