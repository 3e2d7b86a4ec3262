import type { VerifiedRelease } from '@national-forge/transparency';

import type { ErrorParams } from '../client-error.ts';
import type { Head } from '../trust/head.ts';
import type { OpenedLog } from '../trust/open-log.ts';
import type { TrustStep } from '../trust/step.ts';
import type { Vouched } from './anchors.ts';
import type { Artifact } from './read-artifact.ts';

/** Is one step of a verification, for a program that explains it. */
export interface VerifyStep {
  readonly step: TrustStep;
  /** Whether it did not fail. */
  readonly ok: boolean;
  /** Tells apart what was checked and what could not be for want of something to compare with: `unchecked` proves nothing. */
  readonly outcome: 'ok' | 'failed' | 'unchecked';
  /**
   * What was compared; where a step failed also the `reason`. `first-use`: nothing is pinned that could vouch for it;
   * `more-keys`, `unpinned-keys`: too few of the signers are named or pinned, which others may be.
   */
  readonly facts: ErrorParams;
}

/** Makes a step that passed. */
export const passedStep = (step: TrustStep, facts: ErrorParams): VerifyStep => ({
  step,
  ok: true,
  outcome: 'ok',
  facts,
});

/** Makes a step that failed. */
export const failedStep = (step: TrustStep, facts: ErrorParams): VerifyStep => ({
  step,
  ok: false,
  outcome: 'failed',
  facts,
});

const uncheckedStep = (step: TrustStep, facts: ErrorParams): VerifyStep => ({
  step,
  ok: true,
  outcome: 'unchecked',
  facts,
});

/** Tells by what the key of the log is known. */
export function logStep({ origin, key, isFirstUse, known }: OpenedLog, isGiven: boolean): VerifyStep {
  const by = isGiven ? 'given' : 'lock';
  const first = isFirstUse ? { reason: 'first-use' } : known === undefined ? { by } : {};
  return passedStep('origin', { what: origin, key, ...first });
}

/**
 * Tells how the tree of the proof stands to what was seen of the log before, and to what the registry shows now. Offline
 * there is nothing to compare with but a checkpoint of the same size.
 */
export function historyStep({ origin, newest, seen, online }: OpenedLog, tree: Head): VerifyStep {
  const sizes = seen.map(({ size }) => size);
  const from = sizes.length === 0 ? {} : { from: Math.max(...sizes) };
  const facts = { what: origin, ...from, to: newest.size, tree: tree.size, online: online ? 1 : 0 };
  const isCompared = online ? sizes.length > 0 || tree.size < newest.size : sizes.includes(tree.size);
  return isCompared ? passedStep('consistency', facts) : uncheckedStep('consistency', facts);
}

/** Tells what a proof says of a release, and whether anybody vouches for its checkpoint. */
export function placeStep({ name, version, index, time, checkpoint }: VerifiedRelease, isVouched: boolean): VerifyStep {
  const facts = { what: `${name}@${version}`, index, size: checkpoint.size, time };
  return isVouched ? passedStep('inclusion', facts) : uncheckedStep('inclusion', { ...facts, reason: 'first-use' });
}

/** Tells whether the files at hand are what the log recorded; `digest` is left out where the proof came not so far. */
export function contentStep(
  { content }: Pick<Artifact, 'content'>,
  facts: { readonly what: string | number; readonly digest?: string | undefined; readonly isVouched: boolean },
): VerifyStep {
  const { what, digest = content?.releaseDigest, isVouched } = facts;
  const named = { what, ...(digest !== undefined && { digest }) };
  if (content === undefined) return uncheckedStep('release-digest', { ...named, reason: 'no-files' });
  const first = isVouched ? {} : { reason: 'first-use' };
  return passedStep('release-digest', { ...named, files: content.files.length, ...first });
}

/** Tells which keys signed, and how many must. */
export function signaturesStep({ name, version, signers, state }: VerifiedRelease, isVouched: boolean): VerifyStep {
  const first = isVouched ? {} : { reason: 'first-use' };
  const facts = { what: `${name}@${version}`, signers: signers.join(' '), threshold: state.threshold };
  return passedStep('signatures', { ...facts, ...first });
}

/** Tells by what the keys of the agency are known where its history is not at hand. */
export function vouchedStep(
  { state }: VerifiedRelease,
  vouched: Vouched | undefined,
  seen: number | undefined,
): VerifyStep {
  const facts = { agency: state.agency, index: state.leaf };
  if (vouched === undefined) return failedStep('agency-state', { ...facts, reason: 'first-use' });
  const { by, keys, revoked = [] } = vouched;
  const since = revoked.length === 0 ? {} : { revoked: revoked.join(' ') };
  const known = seen === undefined ? {} : { seen };
  const told = { by, keys: keys.join(' '), threshold: state.threshold, ...since, ...known };
  return passedStep('agency-state', { ...facts, ...told });
}

/** The steps of a proof file run in one go: those before the one that failed have passed. */
const PROOF_STEPS: readonly TrustStep[] = ['inclusion', 'release-digest', 'statement'];

/** Lists the steps of a proof that passed before one failed: what they found went with the failure, save what is at hand. */
export function stepsBefore(failed: TrustStep, what: string | number, from: BeforeFailure): readonly VerifyStep[] {
  const { artifact, isVouched } = from;
  const at = failed === 'signatures' || failed === 'agency-state' ? PROOF_STEPS.length : PROOF_STEPS.indexOf(failed);
  const place = isVouched
    ? passedStep('inclusion', { what })
    : uncheckedStep('inclusion', { what, reason: 'first-use' });
  const all = [place, contentStep(artifact, { what, isVouched }), passedStep('statement', { what })];
  return all.slice(0, Math.max(0, at));
}

/** Is what is at hand where a step failed. */
export interface BeforeFailure {
  readonly artifact: Pick<Artifact, 'content'>;
  readonly isVouched: boolean;
}
