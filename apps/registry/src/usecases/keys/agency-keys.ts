import { ProblemError, type AgencyKeys } from '@national-forge/api';
import { isAgencyLeaf, parseEnvelope, parseLeaf } from '@national-forge/transparency';

import type { AgencyStep, StoredAgencyState, StoredCheckpoint } from '../../ports.ts';
import type { Deps } from '../deps.ts';
import { checkpointOf, toBase64 } from '../log/tree-size.ts';
import { envelopeBody } from '../sign.ts';

/** Says whose keys are wanted, after which leaf, and as of which tree. */
export interface AgencyKeysQuery {
  readonly agency: string;
  readonly after?: number | undefined;
  readonly size?: number | undefined;
}

type KeysDeps = Pick<Deps, 'agencyStates' | 'log' | 'tree'>;

/**
 * Gives the keys of an agency as of a checkpoint, with every step that led there after the leaf `after`, each proved.
 * Throws `ProblemError` `agency-unknown`, `log-range`.
 */
export async function getAgencyKeys(deps: KeysDeps, query: AgencyKeysQuery): Promise<AgencyKeys> {
  const { agency, after = -1 } = query;
  const checkpoint = await checkpointOf(deps, query.size);
  const state = await stateAt(deps, agency, checkpoint.size);
  const steps = (await deps.agencyStates.history(agency, after)).filter(({ index }) => index < checkpoint.size);
  return {
    agency,
    state: Buffer.from(state.bytes).toString(),
    leaf: state.leaf,
    history: await Promise.all(steps.map((step) => proveStep(deps, step, checkpoint))),
    checkpoint: checkpoint.note,
  };
}

/** Gives the state of an agency in the tree of the first `size` leaves. Throws `ProblemError` `agency-unknown`. */
export async function stateAt(
  { agencyStates }: Pick<Deps, 'agencyStates'>,
  agency: string,
  size: number,
): Promise<StoredAgencyState> {
  const current = await agencyStates.current(agency);
  if (current === undefined) throw new ProblemError('agency-unknown', { agency });
  if (current.leaf < size) return current;
  const step = (await agencyStates.history(agency, -1)).findLast(({ index }) => index < size);
  const state = step && (await agencyStates.byDigest(stateNamedBy(step.leaf)));
  if (state === undefined) throw new ProblemError('agency-unknown', { agency });
  return state;
}

function stateNamedBy(bytes: Uint8Array): string {
  const leaf = parseLeaf(bytes);
  if (!isAgencyLeaf(leaf)) throw new TypeError(`${leaf.kind} makes no state of an agency`);
  return leaf.state;
}

async function proveStep(
  { tree }: Pick<Deps, 'tree'>,
  { index, leaf, envelope }: AgencyStep,
  { size }: StoredCheckpoint,
): Promise<AgencyKeys['history'][number]> {
  const hashes = await tree.inclusion({ index, size });
  if (hashes === undefined) throw new Error(`leaf ${index} is not in the tree of ${size}`);
  const signed = envelope === null ? null : envelopeBody(parseEnvelope(envelope));
  return { index, leaf: Buffer.from(leaf).toString(), envelope: signed, hashes: hashes.map(toBase64) };
}
