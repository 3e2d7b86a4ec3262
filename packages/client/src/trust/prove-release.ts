import {
  parseReleaseProof,
  verifyReleaseProof,
  type AgencyState,
  type NoteVerifier,
  type VerifiedRelease,
} from '@national-forge/transparency';

import { isSameRoot, type Head } from './head.ts';
import type { KnownAgency } from './known-log.ts';
import { checked, untrusted } from './step.ts';

/** Is what a proof must be of. */
export interface ProofClaim {
  /** The proof file. */
  readonly bytes: Uint8Array;
  readonly verifier: NoteVerifier;
  /** The tree in which the release is to be proved; undefined: whichever tree the proof names. */
  readonly base: Head | undefined;
  readonly name: string;
  readonly version: string;
  /** The release digest, where it is known. */
  readonly releaseDigest?: string | undefined;
}

/**
 * Verifies a proof file: release, place in the log, signatures by the state that it holds. Whether that state is the
 * agency's, {@link assertJudged} tells.
 * @throws ClientError `untrusted` at `checkpoint`, `rollback`, `consistency`, `inclusion`, `release-digest`, `statement`,
 * `agency-state` or `signatures`
 */
export function proveRelease(claim: ProofClaim): VerifiedRelease {
  const { bytes, verifier, base, name, version, releaseDigest } = claim;
  const expect = releaseDigest === undefined ? { name, version } : { name, version, release: releaseDigest };
  const what = `${name}@${version}`;
  return checked({ what, expected: releaseDigest ?? what }, () => {
    const proof = parseReleaseProof(bytes);
    const verified = verifyReleaseProof({ proof, logKey: verifier, expect });
    if (base !== undefined) assertSameTree(what, base, verified.checkpoint);
    return verified;
  });
}

/** A proof in another tree than the one that was accepted proves nothing: the other one may be a fork made for us. */
function assertSameTree(
  what: string,
  base: Head,
  shown: { readonly size: number; readonly root: Uint8Array; readonly origin: string },
): void {
  const params = { what, expected: base.size, actual: shown.size };
  if (shown.size < base.size) throw untrusted('rollback', { ...params, reason: 'smaller' });
  if (shown.size > base.size) throw untrusted('checkpoint', { ...params, reason: 'other-size' });
  if (!isSameRoot(base, shown)) throw untrusted('consistency', { ...params, reason: 'other-root' });
}

/**
 * Proves that a release was judged by the state that its agency had at its leaf, and that no key that signed it was
 * revoked since from before that leaf.
 * @param newest gives the newest state of the agency, that of `known`
 * @throws ClientError `untrusted`: `agency-rollback` when it was judged by a state of the past, `agency-state` when by none
 * that the agency ever had, `signatures`
 */
export function assertJudged(release: VerifiedRelease, known: KnownAgency, newest: () => AgencyState): void {
  const { name, version, index, leaf } = release;
  const what = `${name}@${version}`;
  const inForce = known.states.findLast(([made]) => made < index);
  if (inForce?.[1] !== leaf.state) {
    const isOld = known.states.some(([, digest]) => digest === leaf.state);
    const params = { what, expected: inForce?.[1] ?? 'none', actual: leaf.state, index };
    throw untrusted(isOld ? 'agency-rollback' : 'agency-state', { ...params, reason: 'state' });
  }
  if (release.state.leaf === known.leaf) return;
  const { keys } = newest();
  const left = release.signers.filter((signer) => {
    const { until } = keys.find(({ fingerprint }) => fingerprint === signer) ?? { until: 0 };
    return until === null || until > index;
  });
  if (left.length < release.state.threshold) {
    const key = release.signers.find((signer) => !left.includes(signer)) ?? '';
    throw untrusted('signatures', {
      what,
      key,
      expected: release.state.threshold,
      actual: left.length,
      reason: 'signer-revoked',
    });
  }
}
