import type { AgencyChanged } from '@national-forge/api';
import {
  formatState,
  isAgencyLeaf,
  parseLeaf,
  stateAfter,
  stateDigest,
  type AgencyState,
} from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { judged } from './rule-failure.ts';
import type { PreparedChange } from './prepare-change.ts';

/** Says what goes with a change when it is sent. */
export interface SendOptions extends CallOptions {
  /** Why a name moves, for everyone to read; goes with a `transfer` only. */
  readonly reason?: string | undefined;
}

/**
 * Sends a change that has all its signatures, and checks that what the registry made of it is what follows from it.
 * @throws ClientError `threshold-unmet` when signatures are wanting; `receipt-invalid` (also with `state`: another state of
 * the agency than the one that follows); problems of the registry
 */
export async function sendChange(
  client: LogCalls,
  prepared: PreparedChange,
  options: SendOptions = {},
): Promise<AgencyChanged> {
  const { agency, envelope, state } = prepared;
  assertComplete(prepared);
  const changed = await client.changeAgencyKeys(agency, envelope, options);
  assertFollows(state, changed);
  return changed;
}

function assertComplete({ parties }: PreparedChange): void {
  const short = parties.find(({ missing }) => missing > 0);
  if (short === undefined) return;
  const { agency, threshold, missing } = short;
  throw new ClientError('threshold-unmet', { params: { agency, threshold, count: threshold - missing } });
}

function assertFollows(before: AgencyState, { state, leaf: made, receipt }: AgencyChanged): void {
  const { index } = receipt;
  const leaf = parseLeaf(Buffer.from(receipt.leaf, 'utf8'));
  // A transfer of one algorithm leaves the agency as it is.
  if (!isAgencyLeaf(leaf)) return;
  const after = judged(before.agency, () => stateAfter(before, leaf, index));
  const text = Buffer.from(formatState(after)).toString('utf8');
  if (stateDigest(after) === leaf.state && text === state && made === index) return;
  throw new ClientError('receipt-invalid', { params: { reason: 'state', index } });
}
