import type { Facet, SearchPage, SearchQuery } from '@national-forge/api';

import type { FoundPage } from '../ports.ts';
import { askedAgencies } from './asked-agencies.ts';
import type { Deps } from './deps.ts';

/** How many values of a facet an answer lists, beside those that were chosen. */
const MOST_LISTED = 100;

/**
 * Searches; an agency that was renamed is found by its former name too, chosen or written as an operator, and the answer says
 * which one it has now.
 * Throws `ProblemError` `cursor-invalid`.
 */
export async function search(
  { search: index, names }: Pick<Deps, 'search' | 'names'>,
  query: SearchQuery,
): Promise<SearchPage> {
  const { q, agency, moves } = askedAgencies(names, query);
  const asked = { ...query, q, ...(agency && { agency }) };
  const page = await index.search(asked);
  const [moved, ...alsoMoved] = moves;
  return {
    ...page,
    facets: listedFacets(page.facets, asked),
    ...(moved && { moved }),
    ...(alsoMoved.length > 0 && { alsoMoved }),
  };
}

/** A country may have thousands of agencies: an answer lists the most frequent, and what a person has chosen. */
function listedFacets(facets: FoundPage['facets'], query: SearchQuery): SearchPage['facets'] {
  const listed = Object.entries(facets).map(([facet, counts]) => {
    const chosen = new Set(query[facet as Facet]);
    return [facet, counts.filter(({ value }, index) => index < MOST_LISTED || chosen.has(value))] as const;
  });
  return Object.fromEntries(listed) as SearchPage['facets'];
}
