import type { KeyAlgorithm } from '../keys/algorithms.ts';
import type { KeyUse } from '../leaf/leaf.ts';

/** Bounds the keys that count at one time. */
export const ACTIVE_KEYS_LIMIT = 32;

/** Bounds the keys that an agency can ever have had. */
export const ALL_KEYS_LIMIT = 512;

/** Is one key that an agency has or had. */
export interface AgencyKey {
  /** `sha256:` and the SHA-256 of the SubjectPublicKeyInfo in DER. */
  readonly fingerprint: string;
  readonly algorithm: KeyAlgorithm;
  readonly use: KeyUse;
  /** Index of the leaf that added it. */
  readonly since: number;
  /** Index from which on it counts no more; null while it is not revoked. */
  readonly until: number | null;
  /** The last second in which it counts; null: no end. */
  readonly expires: number | null;
  /** Short names of the algorithms that it may release; null: all. */
  readonly names: readonly string[] | null;
  /** The SubjectPublicKeyInfo in DER, base64. */
  readonly spki: string;
}

/** Holds the keys and the policy of an agency after one leaf of the log. */
export interface AgencyState {
  readonly agency: string;
  /** How many times the operator has reset the keys. */
  readonly epoch: number;
  /** How many different keys must sign. */
  readonly threshold: number;
  /** Index of the leaf that made this state. */
  readonly leaf: number;
  /** Index of the leaf that made the state before; null for the first. */
  readonly previous: number | null;
  /** In the order in which they were added; revoked ones stay. */
  readonly keys: readonly AgencyKey[];
}

/** Is a place in the log: the index of a leaf and its time. Keys are judged by it, never by a clock. */
export interface Moment {
  readonly index: number;
  /** UTC seconds. */
  readonly time: number;
}

/** Tells whether a key counts for a leaf at that index and time. */
export function isKeyActive(key: AgencyKey, at: Moment): boolean {
  const isRevoked = key.until !== null && at.index >= key.until;
  const isExpired = key.expires !== null && at.time > key.expires;
  return key.since <= at.index && !isRevoked && !isExpired;
}

/** Lists the keys that count for changes of the agency at that index and time. */
export function activeAgencyKeys(state: AgencyState, at: Moment): readonly AgencyKey[] {
  return state.keys.filter((key) => key.use === 'agency' && isKeyActive(key, at));
}
