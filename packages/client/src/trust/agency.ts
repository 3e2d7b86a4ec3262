import {
  assertInclusion,
  formatState,
  hashLeaf,
  parseLeaf,
  parseState,
  stateDigest,
  verifyAgencyHistory,
  type AgencyState,
  type OriginEra,
} from '@national-forge/transparency';

import type { AgencyPin, KnownAgency } from './known-log.ts';
import type { Head } from './head.ts';
import { checked, untrusted } from './step.ts';

/** Is one step in the life of an agency, as it is kept and sent. */
export interface AgencyStep {
  readonly index: number;
  /** The leaf as it was hashed. */
  readonly leaf: string;
  /** The canonical bytes of the envelope as text; null for the `agency` leaf. */
  readonly envelope: string | null;
}

/** Is a step with its proof of inclusion, base64. */
export interface ProvedStep extends AgencyStep {
  readonly hashes: readonly string[];
}

/**
 * Proves that the leaves of an agency are in a tree.
 * @throws ClientError `untrusted` at `inclusion`
 */
export function assertIncluded(agency: string, steps: readonly ProvedStep[], head: Head): void {
  for (const { index, leaf, hashes } of steps) {
    const leafHash = hashLeaf(Buffer.from(leaf));
    const proof = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
    const { size, root } = head;
    checked(
      { what: agency, index },
      () => assertInclusion({ index, size, root, leafHash, hashes: proof }),
      'inclusion',
    );
  }
}

/** Is what a history is judged by. */
export interface HistoryClaim {
  readonly agency: string;
  readonly origin: string | readonly OriginEra[];
  readonly steps: readonly AgencyStep[];
  /** What was known before the first of the steps. */
  readonly from?: KnownAgency | undefined;
  /** The size of the tree in which this is the newest state. */
  readonly seen: number;
}

/** Is what a history leads to. */
export interface AgencyOutcome {
  readonly known: KnownAgency;
  /** Indexes of the leaves with which the operator replaced all keys. */
  readonly resets: readonly number[];
}

/**
 * Verifies the steps of an agency: each is signed by the keys that stood before it.
 * @throws ClientError `untrusted` at `agency-state`, or at `agency-rollback` when the steps end before what is known
 */
export function followAgency(claim: HistoryClaim): AgencyOutcome {
  const { agency, origin, steps, from, seen } = claim;
  const params = { what: agency };
  return checked(
    params,
    () => {
      const entries = steps.map(({ index, leaf, envelope }) => ({
        index,
        leaf: parseLeaf(Buffer.from(leaf)),
        envelope: envelope === null ? null : Buffer.from(envelope),
      }));
      const start = from === undefined ? {} : { from: stateOf(from) };
      const { state, states, resets } = verifyAgencyHistory({ origin, entries, ...start });
      if (from === undefined) assertNamed(agency, states);
      const added = states.map((one) => [one.leaf, stateDigest(one)] as [number, string]);
      return { known: knownOf(state, [...(from?.states ?? []), ...added], seen), resets };
    },
    'agency-state',
  );
}

/**
 * The keys of another agency, all properly signed and logged, are not those of the one that was asked for. A renamed agency
 * answers to the names that it had; what was known of it before went by its name already.
 */
function assertNamed(agency: string, states: readonly AgencyState[]): void {
  if (states.some((state) => state.agency === agency)) return;
  throw untrusted('agency-state', { what: agency, actual: states.at(-1)?.agency ?? '', reason: 'other-agency' });
}

/** Gives the state itself of what is known of an agency. */
export function stateOf(known: KnownAgency): AgencyState {
  const state = checked({ what: 'agency' }, () => parseState(Buffer.from(known.text)), 'agency-state');
  if (stateDigest(state) !== known.state) throw untrusted('agency-state', { what: state.agency, reason: 'digest' });
  return state;
}

function knownOf(state: AgencyState, states: [number, string][], seen: number): KnownAgency {
  const text = Buffer.from(formatState(state)).toString('utf8');
  const newest = states.at(-1)?.[1] ?? stateDigest(state);
  return { leaf: state.leaf, state: newest, keys: keysOf(state), epoch: state.epoch, seen, states, text };
}

/** Lists the keys of a state that are not revoked. */
function keysOf(state: AgencyState): string[] {
  return state.keys.filter(({ until }) => until === null).map(({ fingerprint }) => fingerprint);
}

/**
 * Proves that a pinned state lies on the way that was verified.
 * @throws ClientError `untrusted`: `agency-rollback` when the pinned state is newer than all that was shown, `agency-state`
 * when another stands in its place
 */
export function assertPinned(agency: string, pin: Pick<AgencyPin, 'leaf' | 'state'>, known: KnownAgency): void {
  const params = { what: agency, expected: pin.state, index: pin.leaf, actual: known.state };
  if (pin.leaf > known.leaf) throw untrusted('agency-rollback', { ...params, reason: 'older' });
  const found = known.states.find(([leaf]) => leaf === pin.leaf);
  if (found?.[1] !== pin.state) throw untrusted('agency-state', { ...params, reason: 'other-state' });
}

/**
 * Refuses an agency whose keys the operator replaced after they were pinned.
 * @param pinned the index of the leaf of the pinned state
 * @throws ClientError `untrusted` at `agency-reset`
 */
export function assertNotReset(agency: string, pinned: number, { known, resets }: AgencyOutcome): void {
  const reset = resets.findLast((index) => index > pinned);
  if (reset === undefined) return;
  const params = { what: agency, index: reset, keys: known.keys.join(' '), reason: 'key-reset' };
  throw untrusted('agency-reset', params);
}

/** Makes what a lock file says of an agency. */
export function pinOf({ leaf, state, keys }: KnownAgency): AgencyPin {
  return { leaf, state, keys };
}
