import { TransparencyError } from '../error.ts';
import type { KeyAlgorithm } from '../keys/algorithms.ts';
import { field, type Codec } from '../leaf/codecs.ts';
import type { KeyUse } from '../leaf/leaf.ts';
import { canonicalJson, readCanonicalObject } from './canonical-json.ts';
import { PAYLOAD_LIMIT } from './envelope.ts';

/** Is the payload type of an envelope that holds a change of an agency. */
export const CHANGE_PAYLOAD_TYPE = 'application/vnd.nforge.agency-change+json';

/** Adds a key; members as in the leaf of that kind. */
export interface KeyAddChange {
  readonly kind: 'key-add';
  readonly algorithm: KeyAlgorithm;
  /** SubjectPublicKeyInfo in DER, base64. */
  readonly public: string;
  readonly use: KeyUse;
  readonly names: readonly string[] | null;
  readonly expires: number | null;
}

/** Revokes a key from an index of the log on; null: from the leaf of the revocation on. */
export interface KeyRevokeChange {
  readonly kind: 'key-revoke';
  readonly key: string;
  readonly from: number | null;
}

/** Sets the threshold. */
export interface AgencyPolicyChange {
  readonly kind: 'agency-policy';
  readonly threshold: number;
}

/** Names the key that the operator puts in place of all others. */
export interface KeyResetChange {
  readonly kind: 'key-reset';
  readonly algorithm: KeyAlgorithm;
  readonly public: string;
}

/** Renames the agency, or gives away one algorithm. */
export interface TransferChange {
  readonly kind: 'transfer';
  readonly from: string;
  readonly to: string;
}

/** Is what changes. */
export type Change = KeyAddChange | KeyRevokeChange | AgencyPolicyChange | KeyResetChange | TransferChange;

/** Is what the keys of an agency sign to change the agency. */
export interface AgencyChange {
  /** The log that it is meant for: a change cannot be replayed in another registry. */
  readonly origin: string;
  readonly agency: string;
  /** Digest of the agency state that it follows: a change cannot be replayed later. */
  readonly previous: string;
  readonly change: Change;
}

type Members<C extends Change> = { readonly [M in Exclude<keyof C, 'kind'>]-?: Codec<C[M]> };
type ChangeMembers = { readonly [K in Change['kind']]: Members<Extract<Change, { readonly kind: K }>> };

const key = { algorithm: field.algorithm, public: field.publicKey };

const MEMBERS: ChangeMembers = {
  'key-add': { ...key, use: field.use, names: field.shortNamesOrNone, expires: field.secondsOrNone },
  'key-revoke': { key: field.digest, from: field.indexOrNone },
  'agency-policy': { threshold: field.threshold },
  'key-reset': key,
  transfer: { from: field.party, to: field.party },
};

/**
 * Formats a change in canonical JSON, `{"agency":…,"change":{…},"origin":…,"previous":…}`; what `change` holds of each kind is
 * in docs/spec/signing.md, §4.
 * @throws TransparencyError `change-malformed`
 */
export function formatChange(change: AgencyChange): Uint8Array {
  if (!isSound(change)) throw new TransparencyError('change-malformed', { kind: change.change.kind });
  const { agency, origin, previous } = change;
  const text = canonicalJson({ agency, change: { ...change.change }, origin, previous });
  return new TextEncoder().encode(text);
}

/**
 * Parses a change; only the bytes that {@link formatChange} makes are taken.
 * @throws TransparencyError `change-malformed`
 */
export function parseChange(bytes: Uint8Array): AgencyChange {
  const object = readCanonicalObject(bytes, PAYLOAD_LIMIT);
  const keys = Object.keys(object ?? {}).join(' ');
  if (object === undefined || keys !== 'agency change origin previous' || !isSound(object as unknown as AgencyChange)) {
    throw new TransparencyError('change-malformed');
  }
  return object as unknown as AgencyChange;
}

/** Takes values of any type: what is checked here came out of a JSON parser. */
function isSound({ agency, change, origin, previous }: AgencyChange): boolean {
  const isAddressed = holds(field.agency, agency) && holds(field.origin, origin) && holds(field.digest, previous);
  if (!isAddressed || !hasKind(change)) return false;
  const members = Object.entries(MEMBERS[change.kind]) as readonly [string, Codec<unknown>][];
  const values = change as unknown as Readonly<Record<string, unknown>>;
  const isWhole = Object.keys(values).length === members.length + 1;
  return isWhole && members.every(([name, codec]) => holds(codec, values[name])) && isCoherent(change);
}

function hasKind(change: unknown): change is Change {
  if (change === null || typeof change !== 'object' || !('kind' in change)) return false;
  // A list with one text in it would pass for that text as the name of a member.
  return typeof change.kind === 'string' && Object.hasOwn(MEMBERS, change.kind);
}

/** Tells whether a value is exactly what its codec reads from its text: the same type, not only the same text. */
function holds<T>(codec: Codec<T>, value: unknown): boolean {
  const parsed = codec.parse(textOf(value));
  return parsed !== undefined && JSON.stringify(parsed) === JSON.stringify(value);
}

function textOf(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isCoherent(change: Change): boolean {
  switch (change.kind) {
    case 'key-add':
      return change.use === 'ci' ? change.expires !== null : change.names === null;
    case 'transfer':
      return change.from !== change.to && change.from.includes('/') === change.to.includes('/');
    default:
      return true;
  }
}
