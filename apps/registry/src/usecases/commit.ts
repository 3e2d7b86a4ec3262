import { ProblemError } from '@national-forge/api';

import type { Ledger, Plan, PlanOutcome } from '../ports.ts';

/**
 * Commits a plan and waits until it is durable. Throws `ProblemError` with the ledger's code when the plan was refused
 * by the state found inside the transaction; nothing was stored then.
 */
export async function commit(ledger: Ledger, plan: Plan): Promise<Extract<PlanOutcome, { ok: true }>> {
  const outcome = await ledger.commit(plan);
  if (!outcome.ok) throw new ProblemError(outcome.code, outcome.params);
  return outcome;
}
