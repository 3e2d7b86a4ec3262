import {
  agency,
  agencyPage,
  algorithm,
  channel,
  dependents,
  FACETS,
  releaseRecord,
  releaseStatus,
  resolution,
  searchPage,
  service,
  suggestions,
  type Agency,
  type AgencyPage,
  type Algorithm,
  type Channel,
  type Dependents,
  type ReleaseRecord,
  type ReleaseStatus,
  type Resolution,
  type ResolveRequest,
  type SearchPage,
  type SearchQuery,
  type Service,
  type Suggestions,
} from '@national-forge/api';
import * as z from 'zod';

import type { Transport } from '../transport/transport.ts';
import { nameParts, target, type CallOptions } from './call.ts';
import { readBytes } from './read-bytes.ts';
import { openVersions, type Versions } from './versions.ts';

/** Is a search; everything may be left out. */
export type SearchInput = Partial<Omit<SearchQuery, 'cursor'>> & { readonly cursor?: string | undefined };

/** Is a document with the ETag that changes of it have to name. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string;
}

/** Reads from a registry. All calls may be repeated and need no token. */
export interface Reading {
  /** Describes the registry. */
  service(options?: CallOptions): Promise<Service>;
  /** Gives one page of hits. */
  search(query: SearchInput, options?: CallOptions): Promise<SearchPage>;
  /** Gives all pages of hits, each fetched when it is asked for. */
  searchPages(query: SearchInput, options?: CallOptions): AsyncGenerator<SearchPage, void>;
  suggest(words: string, options?: CallOptions & { readonly limit?: number }): Promise<Suggestions>;
  /** Gives the head of an algorithm: texts, `latest`, channels, the 20 newest versions. */
  algorithm(name: string, options?: CallOptions): Promise<Algorithm>;
  /** Opens the listing of all versions. */
  versions(name: string, options?: CallOptions): Promise<Versions>;
  /** Gives the frozen facts of a release. */
  release(name: string, version: string, options?: CallOptions): Promise<ReleaseRecord>;
  /** Gives one file of a release, of at most `limit` bytes; whether it is the one that was signed, is to be proved. */
  file(release: ReleaseFileName, options: CallOptions & { readonly limit: number }): Promise<Uint8Array>;
  status(name: string, version: string, options?: CallOptions): Promise<Tagged<ReleaseStatus>>;
  channel(name: string, tag: string, options?: CallOptions): Promise<Tagged<Channel>>;
  /** Resolves a whole set of requirements in one request. */
  resolve(request: ResolveRequest, options?: CallOptions): Promise<Resolution>;
  dependents(name: string, options?: CallOptions & PageOptions): Promise<Dependents>;
  agencies(options?: CallOptions & PageOptions): Promise<AgencyPage>;
  agency(name: string, options?: CallOptions): Promise<Agency>;
}

/** Names one file of a release. */
export interface ReleaseFileName {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

/** Chooses a page of a listing. */
export interface PageOptions {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

// A registry may add facets within v1; the table of this version must not refuse them.
const tolerantSearchPage = searchPage.extend({
  facets: z
    .record(z.string(), z.array(z.object({ value: z.string(), count: z.int().min(1) })))
    .transform(
      (facets) => Object.fromEntries(FACETS.map((facet) => [facet, facets[facet] ?? []])) as SearchPage['facets'],
    ),
});

/** Makes the reading calls over a transport. */
export function readingOf(transport: Transport): Reading {
  const get = async <T>(path: string, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> =>
    (await transport.json({ method: 'GET', path, signal: options.signal }, schema)).value;
  const search: Reading['search'] = (query, options) => get(target('search', {}, query), tolerantSearchPage, options);
  return {
    service: (options) => get(target('getService'), service, options),
    search,
    searchPages: (query, options) => pages(query, (one) => search(one, options)),
    suggest: (words, options = {}) =>
      get(target('suggest', {}, { q: words, limit: options.limit }), suggestions, options),
    algorithm: (name, options) => get(target('getAlgorithm', { ...nameParts(name) }), algorithm, options),
    versions: (name, options = {}) => openVersions(transport, name, options),
    release: (name, version, options) =>
      get(target('getRelease', { ...nameParts(name), version }), releaseRecord, options),
    file: ({ name, version, path: file }, { limit, signal }) => {
      const path = target('getFile', { ...nameParts(name), version, path: file });
      return readBytes(transport, { method: 'GET', path, signal }, limit);
    },
    status: (name, version, options) =>
      getTagged(transport, target('getReleaseStatus', { ...nameParts(name), version }), {
        schema: releaseStatus,
        options,
      }),
    channel: (name, tag, options) =>
      getTagged(transport, target('getChannel', { ...nameParts(name), tag }), { schema: channel, options }),
    resolve: (request, options) => resolve(transport, request, options),
    dependents: (name, options = {}) =>
      get(target('getDependents', { ...nameParts(name) }, pageQuery(options)), dependents, options),
    agencies: (options = {}) => get(target('listAgencies', {}, pageQuery(options)), agencyPage, options),
    agency: (name, options) => get(target('getAgency', { agency: name }), agency, options),
  };
}

const pageQuery = ({ limit, cursor }: PageOptions) => ({ limit, cursor });

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

interface TaggedRequest<T> {
  readonly schema: z.ZodType<T>;
  readonly options: CallOptions | undefined;
}

async function getTagged<T>(transport: Transport, path: string, request: TaggedRequest<T>): Promise<Tagged<T>> {
  const { schema, options } = request;
  const { value, etag } = await transport.json({ method: 'GET', path, signal: options?.signal }, schema);
  return { value, etag: etag ?? '*' };
}

async function resolve(transport: Transport, request: ResolveRequest, options?: CallOptions): Promise<Resolution> {
  const { value } = await transport.json(
    {
      method: 'POST',
      path: target('resolveMany'),
      body: JSON.stringify(request),
      idempotent: true,
      signal: options?.signal,
    },
    resolution,
  );
  return value;
}
