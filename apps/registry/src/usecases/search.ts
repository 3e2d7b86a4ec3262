import type { SearchPage, SearchQuery } from '@national-forge/api';

import type { FoundPage } from '../ports.ts';
import type { Deps } from './deps.ts';

/**
 * Searches; an agency that was renamed is found by its former name too, and the answer says which one it has now.
 * Throws `ProblemError` `cursor-invalid`.
 */
export async function search(
  { search: index, names }: Pick<Deps, 'search' | 'names'>,
  query: SearchQuery,
): Promise<SearchPage> {
  const { agency: from } = query;
  const to = from === undefined ? undefined : names.agency(from);
  if (from === undefined || to === undefined) return pageOf(await index.search(query));
  return { ...pageOf(await index.search({ ...query, agency: to })), moved: { from, to } };
}

/** The API does not tell corrections. */
function pageOf({ didYouMean: _didYouMean, ...page }: FoundPage): SearchPage {
  return page;
}
