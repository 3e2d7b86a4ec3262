import type { SearchPage } from '@national-forge/api';
import { isClientError, type Client, type SearchInput } from '@national-forge/client';
import { isAgencyName } from '@national-forge/manifest';

/** Is where hits are asked for. */
export interface Search {
  readonly client: Client;
  readonly signal: AbortSignal;
}

interface Found {
  readonly page: SearchPage;
  /** What was asked in the end: a cursor belongs to it. */
  readonly query: SearchInput;
}

/**
 * Finds one page. What an agency that was renamed has is found under its present name: a registry finds it by the old one and
 * says so; where an older registry finds nothing, it is asked for the agency, which notes the rename for whoever reads, and again.
 */
export async function findHits(search: Search, query: SearchInput): Promise<SearchPage> {
  return (await find(search, query)).page;
}

/** Finds all pages from one on, as one. What could be chosen is counted once: it is the same for all of them. */
export async function findAllHits(search: Search, asked: SearchInput): Promise<SearchPage> {
  const { page, query } = await find(search, asked);
  const { cursor, ...first } = page;
  if (cursor === undefined) return first;
  const hits = [...first.hits];
  const rest = search.client.searchPages({ ...query, cursor, facets: false }, { signal: search.signal });
  for await (const next of rest) hits.push(...next.hits);
  return { ...first, hits };
}

async function find(search: Search, query: SearchInput): Promise<Found> {
  const { client, signal } = search;
  const page = await client.search(query, { signal });
  const agencies = [query.agency ?? []].flat();
  if (page.total > 0 || page.moved !== undefined) return { page, query };
  const now: string[] = [];
  for (const agency of agencies) now.push(isAgencyName(agency) ? await presentName(search, agency) : agency);
  if (now.every((agency, index) => agency === agencies[index])) return { page, query };
  const again = { ...query, agency: now };
  return { page: await client.search(again, { signal }), query: again };
}

async function presentName({ client, signal }: Search, agency: string): Promise<string> {
  try {
    return (await client.agency(agency, { signal })).name;
  } catch (error) {
    if (isClientError(error) && error.code === 'agency-unknown') return agency;
    throw error;
  }
}
