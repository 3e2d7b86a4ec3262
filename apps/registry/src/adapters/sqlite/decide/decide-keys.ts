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
import { countStates, findAgencyState, findStateByEnvelope } from '../log/agency-states.ts';
import { findTransfer } from '../names.ts';
import { Refusal } from '../refusal.ts';
import type { Sql } from '../sql.ts';
import { decideTransfer } from './decide-transfer.ts';
import { appendAll, type DecideContext, type Decision } from './decision.ts';
import { assertAgency } from './find-algorithm.ts';
import { detailOf } from './named-detail.ts';
import { asRefusal } from './refusal-of.ts';

type KeyPlan = AgencyChangePlan | KeyResetPlan;

/**
 * Decides to change the keys, the threshold or a name of an agency as its keys have signed, or to reset them as the operator
 * asks, by the same rules by which clients judge. A change that was made before is proved by its leaf.
 * Throws a `Refusal`: `agency-unknown`, `agency-moved`, those of {@link decideTransfer}, `agency-history-full`,
 * `change-stale`, `change-refused`, `key-taken`, `key-unknown`, `key-refused`,
 * `signature-invalid`, `threshold-unmet`, `threshold-unreachable`.
 */
export function decideKeys(context: DecideContext, plan: KeyPlan): Decision {
  const { agency } = plan;
  const { sql } = context;
  const made = findMade(sql, plan);
  if (made !== undefined) return { leaves: [], proofs: [made] };
  assertAgency(sql, agency);
  const current = findAgencyState(sql, agency);
  if (current === undefined) throw new Error(`the agency ${agency} has no state`);
  try {
    return decideChange(context, plan, context.readState(current));
  } catch (error) {
    throw asRefusal(error, agency);
  }
}

/** Finds the leaf of a change that was made before. A name that moved is asked for under the old one once more. */
function findMade(sql: Sql, { agency, envelope }: KeyPlan): number | undefined {
  const digest = digestOf(envelope);
  return findTransfer(sql, digest) ?? findStateByEnvelope(sql, agency, digest)?.leaf;
}

function decideChange(context: DecideContext, plan: KeyPlan, state: AgencyState): Decision {
  const { size: index, time } = context.end;
  const envelope = parseEnvelope(plan.envelope);
  const change = parseChange(envelope.payload);
  assertAsked(plan, change);
  if (plan.kind === 'agency-change' && change.change.kind === 'transfer') {
    return decideTransfer(context, { plan, state, envelope, signed: change, transfer: change.change });
  }
  assertChange({ state, change, envelope, at: { index, time }, origin: context.origin });
  assertRoom(context.sql, change);
  const detail = plan.kind === 'key-reset' ? detailOf({ reason: plan.reason }) : undefined;
  const facts = { index, time, actor: plan.actor, envelope: digestOf(plan.envelope), detail: detail?.digest ?? '' };
  const fact = factOfChange(change, facts);
  const leaf = { ...fact, state: stateDigest(stateAfter(state, fact, index)) } as Leaf;
  return appendAll(context, [{ leaf, envelope: plan.envelope, ...(detail && { detail }) }]);
}

/** Only the operator's own command resets keys, and it does nothing else. */
function assertAsked({ kind, agency }: KeyPlan, { agency: signedFor, change }: AgencyChange): void {
  const isReset = change.kind === 'key-reset';
  if (signedFor === agency && isReset === (kind === 'key-reset')) return;
  throw new Refusal('change-refused', { agency, reason: `${change.kind} ${signedFor}` });
}

/** How many states the changes of an agency may make. Each client that meets the agency reads and verifies all of them. */
const STATES = 4096;

/**
 * A stolen token with its key must not make an agency that nobody can read any more. What protects an agency stays possible:
 * revocations have as much room again, and the operator may always reset the keys.
 */
function assertRoom(sql: Sql, { agency, change: { kind } }: AgencyChange): void {
  if (kind === 'key-reset' || countStates(sql, agency) < (kind === 'key-revoke' ? 2 * STATES : STATES)) return;
  throw new Refusal('agency-history-full', { agency, limit: STATES });
}
