import { assertReleaseSigned } from '../agency/release-signed.ts';
import { stateDigest } from '../agency/state-format.ts';
import type { AgencyKey, AgencyState } from '../agency/state.ts';
import { openCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.ts';
import { TransparencyError } from '../error.ts';
import { digestOf } from '../keys/digest.ts';
import { formatLeaf } from '../leaf/format.ts';
import type { AgencyLeaf, ReleaseLeaf } from '../leaf/leaf.ts';
import { hashLeaf } from '../merkle/hash.ts';
import { assertInclusion } from '../merkle/inclusion.ts';
import type { NoteVerifier } from '../notes/verifier-key.ts';
import { formatEnvelope, type Envelope } from '../statement/envelope.ts';
import { formatStatement, STATEMENT_PAYLOAD_TYPE, type ReleaseStatement } from '../statement/release-statement.ts';
import type { CurrentState } from './current-state.ts';
import type { ReleaseProof } from './release-proof.ts';

/** Lists the steps of a verification, in order; an error of {@link verifyReleaseProof} names one as `step`. */
export const RELEASE_STEPS = [
  'checkpoint',
  'inclusion',
  'release',
  'statement',
  'agency-state',
  'signatures',
  'current-state',
] as const;

/** Names a step of a verification. */
export type ReleaseStep = (typeof RELEASE_STEPS)[number];

/** Is what a verified proof says: valid as of `checkpoint`, and of nothing later. */
export interface VerifiedRelease {
  readonly name: string;
  readonly version: string;
  /** The release digest: what the digest of the files must be. */
  readonly release: string;
  readonly statement: ReleaseStatement;
  readonly leaf: ReleaseLeaf;
  readonly index: number;
  /** When the registry logged it, UTC seconds. */
  readonly time: number;
  readonly checkpoint: Checkpoint;
  /** Fingerprints of the keys that signed and count. */
  readonly signers: readonly string[];
  /** The state that the release was judged by. */
  readonly state: AgencyState;
  /** The newest state in the proof, when the agency has changed since. */
  readonly current?: { readonly index: number; readonly state: AgencyState };
}

/** Is a proof and what its reader demands of it. */
export interface ReleaseClaim {
  readonly proof: ReleaseProof;
  /** The pinned key of the log. */
  readonly logKey: NoteVerifier;
  readonly expect: {
    readonly name: string;
    readonly version: string;
    /** The release digest of the files at hand, if there are any. */
    readonly release?: string;
  };
}

/**
 * Verifies a release offline: the checkpoint is signed by the log, the leaf is in its tree and speaks of this release,
 * the statement and its signatures are those that the leaf names, enough keys of the agency's state signed, and no
 * later state in the proof has revoked them.
 *
 * That the keys in the state are the agency's own rests on the log; who has pinned the agency, or has its history
 * (`verifyAgencyHistory`), compares `state` with it.
 * @throws TransparencyError the code of the rule that is broken, with the `step` (one of {@link RELEASE_STEPS})
 * @example
 * const { release } = verifyReleaseProof({ proof: parseReleaseProof(file), logKey: parseVerifierKey(pinned), expect });
 */
export function verifyReleaseProof({ proof, logKey, expect }: ReleaseClaim): VerifiedRelease {
  const { leaf, index, state } = proof;
  const { name, version, release, time } = leaf;
  const checkpoint = inStep('checkpoint', () => openCheckpoint(proof.checkpoint, logKey));
  inStep('inclusion', () => assertInTree(checkpoint, proof));
  inStep('release', () => assertExpected(leaf, expect));
  const { statement, envelope } = inStep('statement', () => rebuild(proof));
  inStep('agency-state', () => assertNamed(state, leaf.state, index));
  const signers = inStep('signatures', () => assertReleaseSigned({ state, statement, envelope, at: { index, time } }));
  const { current } = proof;
  const counted = inStep('current-state', () => assertStillSigned(signers, proof, checkpoint));
  const verified = { name, version, release, statement, leaf, index, time, checkpoint, signers: counted, state };
  return current === undefined ? verified : { ...verified, current: { index: current.index, state: current.state } };
}

interface InTree {
  readonly index: number;
  readonly leaf: ReleaseLeaf | AgencyLeaf;
  readonly hashes: readonly Uint8Array[];
}

function assertInTree({ size, root }: Checkpoint, { index, leaf, hashes }: InTree): void {
  assertInclusion({ index, size, root, hashes, leafHash: hashLeaf(formatLeaf(leaf)) });
}

function assertExpected({ name, version, release }: ReleaseLeaf, expect: ReleaseClaim['expect']): void {
  const isOther = name !== expect.name || version !== expect.version || release !== (expect.release ?? release);
  if (isOther) throw new TransparencyError('release-mismatch', { name, version, release });
}

/** Makes the statement and the envelope again: neither is in the proof, and the leaf holds the digest of the second. */
function rebuild({ leaf, manifest, contract, vectors, signatures }: ReleaseProof): {
  readonly statement: ReleaseStatement;
  readonly envelope: Envelope;
} {
  const { name, version, release } = leaf;
  const statement = { name, version, release, manifest, contract, vectors };
  const envelope = { payloadType: STATEMENT_PAYLOAD_TYPE, payload: formatStatement(statement), signatures };
  if (digestOf(formatEnvelope(envelope)) !== leaf.envelope) throw new TransparencyError('envelope-mismatch');
  return { statement, envelope };
}

function assertNamed(state: AgencyState, digest: string, index: number): void {
  if (stateDigest(state) !== digest || state.leaf >= index) {
    throw new TransparencyError('state-mismatch', { agency: state.agency, leaf: state.leaf });
  }
}

/** Takes away the signers that a later state revoked from an index at or before the release; enough must be left. */
function assertStillSigned(signers: readonly string[], proof: ReleaseProof, checkpoint: Checkpoint): readonly string[] {
  const { current, state, index } = proof;
  if (current === undefined) return signers;
  assertInTree(checkpoint, current);
  assertSuccessor(current, proof);
  const revoked = signers.filter((signer) => {
    const { until } = current.state.keys.find((key) => key.fingerprint === signer) ?? { until: 0 };
    return until !== null && until <= index;
  });
  const left = signers.filter((signer) => !revoked.includes(signer));
  if (left.length < state.threshold) {
    const params = { threshold: state.threshold, count: left.length, index: current.index };
    throw new TransparencyError('signer-revoked', { key: revoked[0] ?? '', ...params });
  }
  return left;
}

function assertSuccessor({ leaf, index, state: newer }: CurrentState, { leaf: release, ...at }: ReleaseProof): void {
  const before = leaf.kind === 'transfer' ? leaf.from : leaf.agency;
  const after = leaf.kind === 'transfer' ? leaf.to : leaf.agency;
  // A state between the one that judged the release and the release: the release was judged by a state of the past.
  const isLater = index > at.index && newer.leaf === index && leaf.time >= release.time;
  const isOurs = before === at.state.agency || hasKeysOf(newer, at.state);
  const isNamed = after === newer.agency && stateDigest(newer) === leaf.state;
  if (!isLater || !isOurs || !isNamed || !isAfter(newer, at.state)) {
    throw new TransparencyError('state-mismatch', { agency: newer.agency, leaf: newer.leaf });
  }
}

/** Tells whether a state can follow another one: epochs do not fall, and no revocation is taken back or begins later. */
function isAfter(newer: AgencyState, older: AgencyState): boolean {
  const isKept = ({ fingerprint, until }: AgencyKey): boolean => {
    const key = newer.keys.find((one) => one.fingerprint === fingerprint);
    return key === undefined || until === null || (key.until !== null && key.until <= until);
  };
  return newer.epoch >= older.epoch && (newer.previous ?? -1) >= older.leaf && older.keys.every(isKept);
}

/**
 * Tells whether a state under another name has the keys of this one: the agency may have been renamed in between. No key ever
 * leaves a state, and the leaf that added a key, `since`, is a place in the log that the states of no other agency have.
 */
function hasKeysOf(newer: AgencyState, older: AgencyState): boolean {
  const isKept = ({ fingerprint, since, spki }: AgencyKey): boolean =>
    newer.keys.some((key) => key.fingerprint === fingerprint && key.since === since && key.spki === spki);
  return older.keys.every(isKept);
}

function inStep<T>(step: ReleaseStep, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof TransparencyError)) throw cause;
    throw new TransparencyError(cause.code, { ...cause.params, step }, { cause });
  }
}
