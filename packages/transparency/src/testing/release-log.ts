import { stateDigest } from '../agency/state-format.ts';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { digestOf } from '../keys/digest.ts';
import type { Signer } from '../keys/signing-key.ts';
import { formatLeaf } from '../leaf/format.ts';
import { isAgencyLeaf, type ReleaseLeaf } from '../leaf/leaf.ts';
import { hashLeaf } from '../merkle/hash.ts';
import { proveInclusion, rootFromInclusion } from '../merkle/inclusion.ts';
import { treeRoot } from '../merkle/range.ts';
import type { CurrentState } from '../release/evidence.ts';
import type { ReleaseProof } from '../release/release-proof.ts';
import { formatEnvelope, signEnvelope } from '../statement/envelope.ts';
import { formatStatement, STATEMENT_PAYLOAD_TYPE, type ReleaseStatement } from '../statement/release-statement.ts';
import { SOME_DIGEST, type AgencyLog } from './agency-log.ts';
import { fixedSigner } from './fixed-log.ts';
import { createMemoryLog } from './memory-log.ts';

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

/** Proves a release in the tree of all that was logged, with the newest state of the agency when it is newer. */
export function proveLogged(release: LoggedRelease, log: AgencyLog): ReleaseProof {
  const { index = 0, leaf } = log.entries().at(-1) ?? {};
  const isNewer = leaf !== undefined && index > release.index && isAgencyLeaf(leaf);
  return proveWith(release, log, isNewer ? { index, leaf, state: log.state() } : undefined);
}

/** Is a leaf that a proof shows as the newest of the agency. */
export type CurrentLeaf = Pick<CurrentState, 'index' | 'leaf' | 'state'>;

/** Proves a release in the tree of all that was logged, and whatever is said to be the newest state. */
export function proveWith(release: LoggedRelease, log: AgencyLog, newest?: CurrentLeaf): ReleaseProof {
  const leaves = new Map(log.entries().map(({ index, leaf }) => [index, formatLeaf(leaf)]));
  leaves.set(release.index, formatLeaf(release.leaf));
  if (newest !== undefined) leaves.set(newest.index, formatLeaf(newest.leaf));
  const tree = createMemoryLog();
  const size = log.next().index;
  for (let index = 0; index < size; index += 1) tree.append(leaves.get(index) ?? Buffer.from(`filler ${index}`));
  const path = (index: number) => proveInclusion({ index, size }, tree.read);
  const proof = { ...release, hashes: path(release.index), checkpoint: signed(size, treeRoot(size, tree.read)) };
  if (newest === undefined) return proof;
  const { index, leaf, state } = newest;
  return { ...proof, current: { index, leaf, hashes: path(index), state } };
}

/** Proves a release in a tree of any size, whose other leaves nobody has ever seen: their hashes are made up. */
export function proveInTreeOf(size: number, release: LoggedRelease): ReleaseProof {
  const hashes = pathLength(release.index, size).map((level) => hashLeaf(Buffer.from(`subtree ${level}`)));
  const root = rootFromInclusion({ index: release.index, size, hashes, leafHash: hashLeaf(formatLeaf(release.leaf)) });
  return { ...release, hashes, checkpoint: signed(size, root) };
}

function signed(size: number, root: Uint8Array): string {
  const signer = fixedSigner();
  return signCheckpoint({ origin: signer.name, size, root, extensions: [] }, signer);
}

function pathLength(index: number, size: number): readonly number[] {
  const levels: number[] = [];
  for (let level = 0, node = index, last = size - 1; last > 0; level += 1) {
    if (node % 2 === 1 || node < last) levels.push(level);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return levels;
}
