import {
  assertChange,
  digestOf,
  factOfChange,
  parseChange,
  parseEnvelope,
  stateAfter,
  stateDigest,
  type AgencyChange,
  type AgencyState,
  type Leaf,
} from '@national-forge/transparency';

import type { AgencyChangePlan, KeyResetPlan } from '../../../ports.ts';
import { findAgencyState, findStateByEnvelope } from '../log/agency-states.ts';
import { Refusal } from '../refusal.ts';
import { appendAll, type DecideContext, type Decision } from './decision.ts';
import { detailOf } from './named-detail.ts';
import { asRefusal } from './refusal-of.ts';

type KeyPlan = AgencyChangePlan | KeyResetPlan;

/**
 * Decides to change the keys or the threshold of an agency as its keys have signed, or to reset them as the operator
 * asks, by the same rules by which clients judge. A change that was made before is proved by its leaf.
 * Throws a `Refusal`: `agency-unknown`, `change-stale`, `change-refused`, `key-taken`, `key-unknown`, `key-refused`,
 * `signature-invalid`, `threshold-unmet`, `threshold-unreachable`.
 */
export function decideKeys(context: DecideContext, plan: KeyPlan): Decision {
  const { agency } = plan;
  const current = findAgencyState(context.sql, agency);
  if (current === undefined) throw new Refusal('agency-unknown', { agency });
  const made = findStateByEnvelope(context.sql, agency, digestOf(plan.envelope));
  if (made !== undefined) return { leaves: [], proofs: [made.leaf] };
  try {
    return decideChange(context, plan, context.readState(current));
  } catch (error) {
    throw asRefusal(error, agency);
  }
}

function decideChange(context: DecideContext, plan: KeyPlan, state: AgencyState): Decision {
  const { size: index, time } = context.end;
  const envelope = parseEnvelope(plan.envelope);
  const change = parseChange(envelope.payload);
  assertAsked(plan, change);
  assertChange({ state, change, envelope, at: { index, time }, origin: context.origin });
  const detail = plan.kind === 'key-reset' ? detailOf({ reason: plan.reason }) : undefined;
  const facts = { index, time, actor: plan.actor, envelope: digestOf(plan.envelope), detail: detail?.digest ?? '' };
  const fact = factOfChange(change, facts);
  const leaf = { ...fact, state: stateDigest(stateAfter(state, fact, index)) } as Leaf;
  return appendAll(context, [{ leaf, envelope: plan.envelope, ...(detail && { detail }) }]);
}

/** Only the operator's own command resets keys, and it does nothing else. */
function assertAsked({ kind, agency }: KeyPlan, { agency: signedFor, change }: AgencyChange): void {
  const isReset = change.kind === 'key-reset';
  if (signedFor === agency && change.kind !== 'transfer' && isReset === (kind === 'key-reset')) return;
  throw new Refusal('change-refused', { agency, reason: `${change.kind} ${signedFor}` });
}
