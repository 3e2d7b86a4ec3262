import {
  agency,
  agencyPage,
  algorithm,
  channel,
  dependents,
  releaseRecord,
  releaseStatus,
  resolution,
  service,
  type Agency,
  type AgencyPage,
  type Algorithm,
  type Channel,
  type Dependents,
  type ReleaseRecord,
  type ReleaseStatus,
  type Resolution,
  type ResolveRequest,
  type Service,
} from '@national-forge/api';
import type * as z from 'zod';

import type { Transport } from '../transport/transport.ts';
import { nameParts, target, type CallOptions } from './call.ts';
import { readBytes } from './read-bytes.ts';
import { searchingOf, type Searching } from './searching.ts';
import { openVersions, type Versions } from './versions.ts';

/** Is a document with the ETag that changes of it have to name. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string;
}

/** Reads from a registry. All calls may be repeated and need no token. */
export interface Reading extends Searching {
  /** Describes the registry. */
  service(options?: CallOptions): Promise<Service>;
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

/** Makes the reading calls over a transport. */
export function readingOf(transport: Transport): Reading {
  const get = async <T>(path: string, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> =>
    (await transport.json({ method: 'GET', path, signal: options.signal }, schema)).value;
  return {
    service: (options) => get(target('getService'), service, options),
    ...searchingOf(get),
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
