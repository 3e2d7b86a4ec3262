import { ProblemError, type AgencyKeys } from '@national-forge/api';
import { parseEnvelope } from '@national-forge/transparency';

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

/** Steps in one answer: each is proved anew, so a long history must not keep one request busy. */
const STEPS = 256;

type KeysDeps = Pick<Deps, 'agencyStates' | 'log' | 'tree'>;

/**
 * Gives the keys of an agency as of a checkpoint, with the steps that led there after the leaf `after`, each proved: the
 * first {@link STEPS} of them. Who finds that the last one is not `leaf` asks again, after it, in the same tree.
 * Throws `ProblemError` `agency-unknown`, `log-range`, `checkpoint-unknown`.
 */
export async function getAgencyKeys(deps: KeysDeps, query: AgencyKeysQuery): Promise<AgencyKeys> {
  const { agency, after = -1 } = query;
  const checkpoint = await checkpointOf(deps, query.size);
  const state = await stateAt(deps, agency, checkpoint.size);
  const steps = await deps.agencyStates.history(agency, { after, before: checkpoint.size, limit: STEPS });
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
  const state = await agencyStates.asOf(agency, size);
  if (state === undefined) throw new ProblemError('agency-unknown', { agency });
  return state;
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
