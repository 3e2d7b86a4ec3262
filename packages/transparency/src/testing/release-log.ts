import { stateDigest } from '../agency/state-format.ts';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { digestOf } from '../keys/digest.ts';
import type { Signer } from '../keys/signing-key.ts';
import { formatLeaf } from '../leaf/format.ts';
import { isAgencyLeaf, type ReleaseLeaf } from '../leaf/leaf.ts';
import { proveInclusion } from '../merkle/inclusion.ts';
import { treeRoot } from '../merkle/range.ts';
import type { CurrentState } from '../release/current-state.ts';
import type { ReleaseProof } from '../release/release-proof.ts';
import { formatEnvelope, signEnvelope } from '../statement/envelope.ts';
import { formatStatement, STATEMENT_PAYLOAD_TYPE, type ReleaseStatement } from '../statement/release-statement.ts';
import { SOME_DIGEST, type AgencyLog } from './agency-log.ts';
import { fixedSigner } from './fixed-log.ts';
import { createSparseLog } from './sparse-log.ts';

const digest = (text: string): string => digestOf(Buffer.from(text));

/** The release of the tests. */
export const STATEMENT: ReleaseStatement = {
  name: 'sante/triage',
  version: '1.2.0',
  release: digest('release'),
  manifest: digest('manifest'),
  contract: digest('contract'),
  vectors: digest('vectors'),
};

/** Is a release that was logged: its leaf, where it stands, and what the leaf names. */
export type LoggedRelease = Pick<
  ReleaseProof,
  'leaf' | 'index' | 'signatures' | 'state' | 'manifest' | 'contract' | 'vectors'
>;

/** Logs a release at the next index of an agency's log, whoever signs it: no rule is checked. */
export function logRelease(log: AgencyLog, by: readonly Signer[], statement = STATEMENT): LoggedRelease {
  const { index, time } = log.next();
  log.pass(1, 1);
  const envelope = signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload: formatStatement(statement) }, by);
  const { name, version, release, manifest, contract, vectors } = statement;
  const leaf: ReleaseLeaf = {
    kind: 'release',
    time,
    name,
    version,
    release,
    envelope: digestOf(formatEnvelope(envelope)),
    state: stateDigest(log.state()),
    actor: 'Kx3_f0',
    detail: SOME_DIGEST,
  };
  return { leaf, index, signatures: envelope.signatures, state: log.state(), manifest, contract, vectors };
}

/**
 * Proves a release in the tree of all that was logged, or in a larger one, with the newest state of the agency when it is
 * newer.
 */
export function proveLogged(release: LoggedRelease, log: AgencyLog, size = log.next().index): ReleaseProof {
  const { index = 0, leaf } = log.entries().at(-1) ?? {};
  const isNewer = leaf !== undefined && index > release.index && isAgencyLeaf(leaf);
  return proveWith(release, log, { ...(isNewer && { newest: { index, leaf, state: log.state() } }), size });
}

/** Is a leaf that a proof shows as the newest of the agency. */
export type CurrentLeaf = Pick<CurrentState, 'index' | 'leaf' | 'state'>;

/** Proves a release in the tree of all that was logged, and whatever is said to be the newest state. */
export function proveWith(
  release: LoggedRelease,
  log: AgencyLog,
  { newest, size = log.next().index }: { readonly newest?: CurrentLeaf; readonly size?: number } = {},
): ReleaseProof {
  const leaves = new Map(log.entries().map(({ index, leaf }) => [index, formatLeaf(leaf)]));
  leaves.set(release.index, formatLeaf(release.leaf));
  if (newest !== undefined) leaves.set(newest.index, formatLeaf(newest.leaf));
  const read = createSparseLog(leaves);
  const path = (index: number) => proveInclusion({ index, size }, read);
  const proof = { ...release, hashes: path(release.index), checkpoint: signed(size, treeRoot(size, read)) };
  if (newest === undefined) return proof;
  const { index, leaf, state } = newest;
  return { ...proof, current: { index, leaf, hashes: path(index), state } };
}

function signed(size: number, root: Uint8Array): string {
  const signer = fixedSigner();
  return signCheckpoint({ origin: signer.name, size, root, extensions: [] }, signer);
}
