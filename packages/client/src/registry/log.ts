import {
  agencyChanged,
  consistencyProof,
  inclusionProof,
  logEntries,
  logKeys,
  type AgencyChanged,
  type AgencyKeys,
  type ConsistencyProof,
  type InclusionProof,
  type LogEntries,
  type LogKeys,
} from '@national-forge/api';
import { digestOf, formatEnvelope, MAX_PROOF_BYTES, type Envelope } from '@national-forge/transparency';
import type * as z from 'zod';

import { ClientError } from '../client-error.ts';
import type { Transport } from '../transport/transport.ts';
import { readAgencyKeys, type HistoryOptions } from './agency-keys.ts';
import { nameParts, target, type CallOptions } from './call.ts';
import { expectedOfChange } from './expected-leaf.ts';
import { readBytes } from './read-bytes.ts';
import type { Writer } from './writing.ts';

/** Says which part of the log is wanted. */
export interface EntriesOptions extends CallOptions {
  /** Index of the first leaf wanted. */
  readonly from: number;
  /** At most this many leaves, 1 to 1000. */
  readonly limit?: number | undefined;
  /** Seconds that the registry may wait for a leaf when it has none yet, 0 to 60. */
  readonly wait?: number | undefined;
}

/** Chooses the tree that a proof is for; default: the newest. */
export interface TreeOptions extends CallOptions {
  readonly size?: number | undefined;
}

/** Says what was seen of the log, where the client does not know it by the address. */
export interface SeenOptions extends CallOptions {
  /** The last checkpoint that was seen, a signed note. */
  readonly seen?: string | undefined;
}

/** Says what goes with a signed change. */
export interface ChangeKeysOptions extends CallOptions {
  /** Why a name moves; registries take it with a `transfer` only. */
  readonly reason?: string | undefined;
}

/**
 * Reads what proves, and changes the keys of agencies. What these calls give is what the registry says: its shape is
 * checked, its truth is not; {@link readLog}, {@link readAgency} and the trust of a project check that.
 */
export interface LogCalls {
  /** Gives the name of the log and its verifier keys. */
  logKeys(options?: CallOptions): Promise<LogKeys>;
  /** Gives the newest checkpoint, a signed note. */
  checkpoint(options?: SeenOptions): Promise<string>;
  consistency(sizes: { readonly from: number; readonly to?: number }, options?: CallOptions): Promise<ConsistencyProof>;
  inclusion(place: { readonly index: number; readonly size?: number }, options?: CallOptions): Promise<InclusionProof>;
  /** Gives the file that proves a release offline. */
  releaseProof(name: string, version: string, options?: TreeOptions): Promise<Uint8Array>;
  /** Gives the keys of an agency and their history, all of it or what came after a leaf. */
  agencyKeys(agency: string, options?: HistoryOptions): Promise<AgencyKeys>;
  logEntries(options: EntriesOptions): Promise<LogEntries>;
  /** Gives a blob by its digest, such as a detail or an envelope that a leaf names; the digest is proved. */
  blob(digest: string, options?: CallOptions & { readonly limit?: number | undefined }): Promise<Uint8Array>;
  /** Sends a signed change of the keys or the policy of an agency; needs a token with the scope owner. */
  changeAgencyKeys(agency: string, envelope: Envelope, options?: ChangeKeysOptions): Promise<AgencyChanged>;
}

/** Bounds a checkpoint, in bytes: a hundred cosignatures take some 20 kB. */
const NOTE_LIMIT = 65_536;

/** Bounds a blob unless the caller says otherwise, in bytes. */
const BLOB_LIMIT = 1024 * 1024;

/** Makes the calls about the log over a transport. */
export function logCallsOf(transport: Transport, writer: Writer): LogCalls {
  const get = async <T>(path: string, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> =>
    (await transport.json({ method: 'GET', path, signal: options.signal }, schema)).value;
  return {
    logKeys: (options) => get(target('getLogKeys'), logKeys, options),
    checkpoint: (options) => checkpoint(transport, writer, options),
    consistency: ({ from, to }, options) =>
      get(target('getConsistencyProof', {}, { from, to }), consistencyProof, options),
    inclusion: ({ index, size }, options) =>
      get(target('getInclusionProof', {}, { index, size }), inclusionProof, options),
    releaseProof: (name, version, { size, signal } = {}) => {
      const path = target('getReleaseProof', { ...nameParts(name), version }, { size });
      return readBytes(transport, { method: 'GET', path, signal }, MAX_PROOF_BYTES);
    },
    agencyKeys: (agency, options) => readAgencyKeys(transport, agency, options),
    logEntries: ({ from, limit, wait, signal }) =>
      get(target('getLogEntries', {}, { from, limit, wait }), logEntries, { signal }),
    blob: (digest, options) => blob(transport, digest, options),
    changeAgencyKeys: (agency, envelope, options) => changeAgencyKeys(writer, { agency, envelope }, options),
  };
}

async function checkpoint(transport: Transport, writer: Writer, { signal, seen }: SeenOptions = {}): Promise<string> {
  // A cache on the way that keeps an old checkpoint would freeze its readers without their knowing.
  const headers = { 'cache-control': 'no-cache' };
  // Who has seen more stops here, before any write: a registry that was set back learns of it all the same.
  const request = await writer.withSeen({ method: 'GET', path: target('getCheckpoint'), headers, signal }, seen);
  return (await readBytes(transport, request, NOTE_LIMIT)).toString('utf8');
}

async function blob(
  transport: Transport,
  digest: string,
  { limit = BLOB_LIMIT, signal }: CallOptions & { readonly limit?: number | undefined } = {},
): Promise<Uint8Array> {
  const bytes = await readBytes(transport, { method: 'GET', path: target('getBlob', { digest }), signal }, limit);
  const actual = digestOf(bytes);
  if (actual !== digest) throw new ClientError('integrity', { params: { what: 'blob', expected: digest, actual } });
  return bytes;
}

async function changeAgencyKeys(
  writer: Writer,
  { agency, envelope }: { readonly agency: string; readonly envelope: Envelope },
  options: ChangeKeysOptions = {},
): Promise<AgencyChanged> {
  const canonical = formatEnvelope(envelope);
  const reason = options.reason === undefined ? '' : `,"reason":${JSON.stringify(options.reason)}`;
  const body = `{"envelope":${Buffer.from(canonical).toString('utf8')}${reason}}`;
  const path = target('changeAgencyKeys', { agency });
  // The change names the state it changes: sent twice, it is made once, and answered with the same receipt.
  const request = { method: 'POST', path, body, idempotent: true, signal: options.signal } as const;
  const changed = await writer.write(request, agencyChanged);
  await writer.acknowledge(changed.receipt, [expectedOfChange(envelope)]);
  return changed;
}
