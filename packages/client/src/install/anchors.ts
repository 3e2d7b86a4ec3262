import { isKeyActive, stateDigest, type VerifiedRelease } from '@national-forge/transparency';

import type { Lock } from '../project/lock.ts';
import { findAgency, type AgencyPin } from '../trust/known-log.ts';
import { untrusted } from '../trust/step.ts';

/** Is what vouches for a log and for agencies where this computer knows nothing of them. */
export interface Anchors {
  /** Verifier key of the log, as its operator publishes it. */
  readonly logKey?: string | undefined;
  /** Fingerprints of keys of the agency, as it publishes them: enough of them must have signed, whatever else is known. */
  readonly agencyKeys?: readonly string[] | undefined;
  /** The pins of a project. */
  readonly lock?: (Pick<Lock, 'log' | 'agencies'> & Partial<Pick<Lock, 'releases' | 'moved'>>) | undefined;
}

/** Tells by what the keys of an agency are known. */
export interface Vouched {
  readonly by: 'given' | 'lock';
  /** The signers that are vouched for. */
  readonly keys: readonly string[];
  /** Those of them that the pinned state has revoked from a later leaf on. */
  readonly revoked?: readonly string[];
}

/**
 * Tells whether keys that a person named, else those that a lock pins, signed a release. How many must sign is what the state
 * in the proof says: of keys that nobody named, this proves nothing.
 *
 * A lock lists the keys that its state has not revoked. Where the proof holds that very state, by its digest, also those
 * count that it has revoked from a leaf after the release on.
 * @returns undefined when nothing is named or pinned
 * @throws ClientError `untrusted`: `agency-state` when too few of them signed, or the lock pins another state;
 * `agency-rollback` when the release was judged by an older state than the pinned one
 */
export function vouchFor(release: VerifiedRelease, { agencyKeys = [], lock }: Anchors): Vouched | undefined {
  const named = vouchByHand(release, agencyKeys);
  if (named !== undefined) return named;
  const pin = findAgency(lock?.agencies, release.state.agency);
  if (pin === undefined) return undefined;
  assertNotBefore(release, pin);
  // Another state than the pinned one may have had other keys.
  const reason = release.state.leaf === pin.leaf ? 'other-keys' : 'unpinned-keys';
  const keys = signersAmong(release, pinnedKeys(release, pin), () => reason);
  return { by: 'lock', keys, revoked: keys.filter((key) => !pin.keys.includes(key)) };
}

/** As {@link vouchFor}, for keys that a person named alone. */
export function vouchByHand(release: VerifiedRelease, named: readonly string[]): Vouched | undefined {
  if (named.length === 0) return undefined;
  const reasonOf = (found: readonly string[]) => (found.length === 0 ? 'other-keys' : 'more-keys');
  return { by: 'given', keys: signersAmong(release, named, reasonOf) };
}

/** Lists the keys by which a pinned state vouches for a release: those that counted for it, where the proof shows that state. */
function pinnedKeys({ name, index, time, current }: VerifiedRelease, pin: AgencyPin): readonly string[] {
  if (current?.index !== pin.leaf || stateDigest(current.state) !== pin.state) return pin.keys;
  const shortName = name.slice(name.indexOf('/') + 1);
  const counted = current.state.keys.filter((key) => {
    const maySign = key.use === 'agency' || key.names === null || key.names.includes(shortName);
    return maySign && isKeyActive(key, { index, time });
  });
  return counted.map(({ fingerprint }) => fingerprint);
}

function signersAmong(
  { name, version, signers, state }: VerifiedRelease,
  keys: readonly string[],
  reasonOf: (found: readonly string[]) => string,
): readonly string[] {
  const found = signers.filter((signer) => keys.includes(signer));
  if (found.length >= state.threshold) return found;
  const missing = signers.filter((signer) => !keys.includes(signer));
  throw untrusted('agency-state', {
    what: `${name}@${version}`,
    agency: state.agency,
    expected: keys.join(' '),
    actual: missing[0] ?? '',
    keys: found.join(' '),
    missing: missing.join(' '),
    threshold: state.threshold,
    reason: reasonOf(found),
  });
}

/** Keys that were revoked before the pinned state would judge anew otherwise. */
function assertNotBefore({ name, version, state, index }: VerifiedRelease, pin: AgencyPin): void {
  const digest = stateDigest(state);
  const params = { what: `${name}@${version}`, expected: pin.state, actual: digest, index };
  if (state.leaf === pin.leaf && digest !== pin.state)
    throw untrusted('agency-state', { ...params, reason: 'other-state' });
  if (state.leaf < pin.leaf && index > pin.leaf) throw untrusted('agency-rollback', { ...params, reason: 'state' });
}
