import { ProblemError } from '@national-forge/api';
import {
  formatReleaseProof,
  isAgencyLeaf,
  parseEnvelope,
  parseLeaf,
  parseState,
  parseStatement,
  type LeafOf,
  type ReleaseProof,
} from '@national-forge/transparency';

import type { ReleaseFacts, ReleaseKey, StoredAgencyState } from '../../ports.ts';
import type { Deps } from '../deps.ts';
import { stateAt } from '../keys/agency-keys.ts';
import { assertAlgorithmExists } from '../stored-document.ts';
import { checkpointOf, outside } from './tree-size.ts';

type ProofDeps = Pick<Deps, 'catalogue' | 'documents' | 'names' | 'log' | 'tree' | 'agencyStates'>;

/**
 * Writes the file that proves a release offline: leaf, statement, signatures, the state of the agency that judged them, its
 * newest state where that is another, all as of one signed checkpoint. For one size the bytes are always the same.
 * Throws `ProblemError` `algorithm-unknown`, `version-unknown`, `log-range`, `checkpoint-unknown`.
 */
export async function releaseProof(deps: ProofDeps, key: ReleaseKey, size?: number): Promise<string> {
  const { logIndex: index } = await getFacts(deps, key);
  const checkpoint = await checkpointOf(deps, size);
  if (index >= checkpoint.size) throw outside(checkpoint.size, index);
  const leaf = await readLeaf(deps, index);
  if (leaf.kind !== 'release') throw new Error(`leaf ${index} is no release`);
  const judgedBy = await deps.agencyStates.byDigest(leaf.state);
  if (judgedBy === undefined) throw new Error(`leaf ${index} names a state that is not stored`);
  const current = await currentState(deps, judgedBy, checkpoint.size);
  return formatReleaseProof({
    ...(await readEvidence(deps, leaf)),
    leaf,
    index,
    hashes: await inclusion(deps, { index, size: checkpoint.size }),
    checkpoint: checkpoint.note,
    state: parseState(judgedBy.bytes),
    ...(current && { current }),
  });
}

async function getFacts(deps: ProofDeps, key: ReleaseKey): Promise<ReleaseFacts> {
  const facts = await deps.catalogue.findRelease(key);
  if (facts !== undefined) return facts;
  assertAlgorithmExists(deps, key.name);
  throw new ProblemError('version-unknown', { ...key });
}

async function readLeaf({ log }: ProofDeps, index: number) {
  const [entry] = await log.leaves({ from: index, limit: 1 });
  if (entry === undefined) throw new Error(`leaf ${index} is not in the log`);
  return parseLeaf(entry.bytes);
}

/** What was signed, and by whom: the envelope that the leaf names. */
async function readEvidence(
  { log }: ProofDeps,
  leaf: LeafOf<'release'>,
): Promise<Pick<ReleaseProof, 'manifest' | 'contract' | 'vectors' | 'signatures'>> {
  const bytes = await log.detail(leaf.envelope);
  if (bytes === undefined) throw new Error(`the envelope of ${leaf.name}@${leaf.version} is not stored`);
  const { payload, signatures } = parseEnvelope(bytes);
  const { manifest, contract, vectors } = parseStatement(payload);
  return { manifest, contract, vectors, signatures };
}

async function inclusion(
  { tree }: ProofDeps,
  place: { readonly index: number; readonly size: number },
): Promise<readonly Uint8Array[]> {
  const hashes = await tree.inclusion(place);
  if (hashes === undefined) throw new Error(`leaf ${place.index} is not in the tree of ${place.size}`);
  return hashes;
}

/** The newest state of the agency that signed, where it has changed since: it says what was revoked. */
async function currentState(
  deps: ProofDeps,
  judgedBy: StoredAgencyState,
  size: number,
): Promise<ReleaseProof['current'] | undefined> {
  // Under its present name, whatever it was called when it signed, and wherever the algorithm went since.
  const newest = await stateAt(deps, judgedBy.agency, size);
  if (newest.leaf <= judgedBy.leaf) return undefined;
  const leaf = await readLeaf(deps, newest.leaf);
  if (!isAgencyLeaf(leaf)) throw new Error(`leaf ${newest.leaf} makes no state`);
  const hashes = await inclusion(deps, { index: newest.leaf, size });
  return { index: newest.leaf, leaf, hashes, state: parseState(newest.bytes) };
}
