import { TransparencyError } from '../error.ts';
import { parsePublicKey } from '../keys/public-key.ts';
import { encodeBase64 } from '../keys/base64.ts';
import { THRESHOLD_LIMIT } from '../leaf/codecs.ts';
import type {
  AgencyLeaf,
  AgencyPolicyLeaf,
  KeyAddLeaf,
  KeyResetLeaf,
  KeyRevokeLeaf,
  TransferLeaf,
} from '../leaf/leaf.ts';
import { formatState, STATE_LIMIT } from './state-format.ts';
import {
  ACTIVE_KEYS_LIMIT,
  activeAgencyKeys,
  ALL_KEYS_LIMIT,
  isKeyActive,
  type AgencyKey,
  type AgencyState,
} from './state.ts';

type WithoutState<L> = L extends unknown ? Omit<L, 'state'> : never;

/** Is what a leaf says about an agency, before the digest of the state that follows from it is known. */
export type AgencyFact = WithoutState<AgencyLeaf>;

// Room that additions leave for resets: an attacker with the keys must not be able to lock the operator out.
const KEYS_KEPT_FOR_RESETS = 16;
const BYTES_KEPT_FOR_RESETS = 40_000;

/**
 * Computes the state of an agency after a leaf, and checks every rule that needs no signature: what follows what,
 * limits, keys taken, thresholds that can be reached. Whether the change was signed is for {@link assertChange}.
 * @param state the state before; undefined before the `agency` leaf
 * @param index the index of the leaf
 * @throws TransparencyError `leaf-unexpected`, `key-malformed`, `key-weak`, `key-taken`, `key-unknown`, `key-revoked`,
 * `key-limit`, `key-last`, `signer-expired`, `signer-not-allowed`, `threshold-unreachable`
 */
export function stateAfter(state: AgencyState | undefined, fact: AgencyFact, index: number): AgencyState {
  if (fact.kind === 'agency') {
    if (state !== undefined) throw new TransparencyError('leaf-unexpected', { kind: fact.kind, index });
    return { agency: fact.agency, epoch: 0, threshold: 1, leaf: index, previous: null, keys: [] };
  }
  const before = fact.kind === 'transfer' ? fact.from : fact.agency;
  if (state?.agency !== before || index <= state.leaf) {
    throw new TransparencyError('leaf-unexpected', { kind: fact.kind, index });
  }
  return { ...state, ...changeOf(state, fact, index), leaf: index, previous: state.leaf };
}

function changeOf(
  state: AgencyState,
  fact: Exclude<AgencyFact, { readonly kind: 'agency' }>,
  index: number,
): Partial<AgencyState> {
  switch (fact.kind) {
    case 'agency-policy':
      return withPolicy(state, fact, index);
    case 'key-add':
      return withKey(state, fact, index);
    case 'key-revoke':
      return withoutKey(state, fact, index);
    case 'key-reset':
      return reset(state, fact, index);
    case 'transfer':
      return renamed(fact);
  }
}

function withPolicy(
  state: AgencyState,
  { threshold, time }: WithoutState<AgencyPolicyLeaf>,
  index: number,
): Partial<AgencyState> {
  assertReachable(threshold, activeAgencyKeys(state, { index, time }).length);
  return { threshold };
}

function withKey(state: AgencyState, fact: WithoutState<KeyAddLeaf>, index: number): Partial<AgencyState> {
  const { use, names, expires, time } = fact;
  if (expires !== null && expires < time) throw new TransparencyError('signer-expired', { key: fact.key, expires });
  // A first key that signs releases only would leave an agency that nobody can ever change.
  if (use === 'ci' && state.keys.length === 0) throw new TransparencyError('signer-not-allowed', { key: fact.key });
  const keys = [...state.keys, newKey(state, fact, { since: index, use, names, expires })];
  const active = keys.filter((key) => isKeyActive(key, { index, time })).length;
  const bytes = formatState({ ...state, keys, leaf: index }).length;
  if (active > ACTIVE_KEYS_LIMIT || keys.length > ALL_KEYS_LIMIT - KEYS_KEPT_FOR_RESETS) {
    throw new TransparencyError('key-limit', { count: keys.length, active });
  }
  if (bytes > STATE_LIMIT - BYTES_KEPT_FOR_RESETS) throw new TransparencyError('key-limit', { bytes });
  return { keys };
}

function withoutKey(
  state: AgencyState,
  { key: fingerprint, from, time }: WithoutState<KeyRevokeLeaf>,
  index: number,
): Partial<AgencyState> {
  const key = state.keys.find((one) => one.fingerprint === fingerprint);
  if (key === undefined) throw new TransparencyError('key-unknown', { key: fingerprint });
  // A second revocation may only reach further back: found out later that the theft was earlier.
  if (key.until !== null && from >= key.until) throw new TransparencyError('key-revoked', { key: fingerprint });
  if (from < key.since || from > index) throw new TransparencyError('leaf-unexpected', { from, index });
  const keys = state.keys.map((one) => (one === key ? { ...one, until: from } : one));
  const left = activeAgencyKeys({ ...state, keys }, { index, time }).length;
  if (left < activeAgencyKeys(state, { index, time }).length) {
    if (left === 0) throw new TransparencyError('key-last', { key: fingerprint });
    assertReachable(state.threshold, left);
  }
  return { keys };
}

function reset(state: AgencyState, fact: WithoutState<KeyResetLeaf>, index: number): Partial<AgencyState> {
  const added = newKey(state, fact, { since: index, use: 'agency', names: null, expires: null });
  const revoked = state.keys.map((key) => (key.until === null ? { ...key, until: index } : key));
  if (revoked.length >= ALL_KEYS_LIMIT) throw new TransparencyError('key-limit', { count: revoked.length });
  return { epoch: state.epoch + 1, threshold: 1, keys: [...revoked, added] };
}

function renamed({ from, to }: WithoutState<TransferLeaf>): Partial<AgencyState> {
  // A transfer of one algorithm changes no agency.
  if (to.includes('/')) throw new TransparencyError('leaf-unexpected', { from, to });
  return { agency: to };
}

function newKey(
  state: AgencyState,
  fact: Pick<KeyAddLeaf, 'key' | 'algorithm' | 'public'>,
  rights: Pick<AgencyKey, 'since' | 'use' | 'names' | 'expires'>,
): AgencyKey {
  const { algorithm, fingerprint, spki } = parsePublicKey(fact.public);
  if (fingerprint !== fact.key || algorithm !== fact.algorithm) {
    throw new TransparencyError('key-malformed', { key: fact.key });
  }
  if (state.keys.some((key) => key.fingerprint === fingerprint)) {
    throw new TransparencyError('key-taken', { key: fingerprint });
  }
  return { fingerprint, algorithm, ...rights, until: null, spki: encodeBase64(spki) };
}

function assertReachable(threshold: number, keys: number): void {
  if (threshold > Math.min(keys, THRESHOLD_LIMIT)) {
    throw new TransparencyError('threshold-unreachable', { threshold, count: keys });
  }
}
