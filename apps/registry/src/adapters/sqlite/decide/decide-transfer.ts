import {
  assertChange,
  digestOf,
  factOfChange,
  stateAfter,
  stateDigest,
  type AgencyChange,
  type AgencyState,
  type Envelope,
} from '@national-forge/transparency';

import type { AgencyChangePlan, StoredAgencyState } from '../../../ports.ts';
import { findAgencyState } from '../log/agency-states.ts';
import { appendAll, type DecideContext, type Decision } from './decision.ts';
import { assertAgency, assertAgencyFree, assertNameFree, findAlgorithm } from './find-algorithm.ts';
import { detailOf } from './named-detail.ts';

type TransferChange = Extract<AgencyChange['change'], { readonly kind: 'transfer' }>;

/** Is a signed transfer, read, with the state of the agency that sends it. */
export interface AskedTransfer {
  readonly plan: AgencyChangePlan;
  readonly state: AgencyState;
  readonly envelope: Envelope;
  readonly signed: AgencyChange;
  readonly transfer: TransferChange;
}

/**
 * Decides to rename an agency, or to give one algorithm another name, perhaps in another agency, which signs too.
 * Names are for ever: one that is or was in use is not given again.
 * Throws a `Refusal`: `agency-taken`, `algorithm-unknown`, `algorithm-moved`, `algorithm-taken`, `agency-unknown`,
 * `agency-moved` (the receiver); and what {@link assertChange} throws.
 */
export function decideTransfer(context: DecideContext, asked: AskedTransfer): Decision {
  const { plan, state, envelope, signed, transfer } = asked;
  const { size: index, time } = context.end;
  const receiver = findReceiver(context, transfer);
  const isOther = receiver !== undefined && receiver.agency !== state.agency;
  assertChange({
    ...{ state, change: signed, envelope, at: { index, time }, origin: context.origin },
    ...(isOther && { receiver: context.readState(receiver) }),
  });
  const detail = detailOf({ reason: plan.reason ?? null });
  const facts = { index, time, actor: plan.actor, envelope: digestOf(plan.envelope), detail: detail.digest };
  const fact = factOfChange(signed, facts);
  const after = receiver?.digest ?? stateDigest(stateAfter(state, fact, index));
  return appendAll(context, [{ leaf: { ...fact, state: after }, envelope: plan.envelope, detail }]);
}

/**
 * Finds the present state of the agency that an algorithm goes to, which may be the one where it is. An agency that is
 * renamed has no receiver. Asserts that the new name is free.
 */
function findReceiver({ sql }: DecideContext, { from, to }: TransferChange): StoredAgencyState | undefined {
  if (!to.includes('/')) {
    assertAgencyFree(sql, to);
    return undefined;
  }
  findAlgorithm(sql, from);
  const agency = to.slice(0, to.indexOf('/'));
  assertAgency(sql, agency);
  assertNameFree(sql, to);
  const receiver = findAgencyState(sql, agency);
  if (receiver === undefined) throw new Error(`the agency ${agency} has no state`);
  return receiver;
}
