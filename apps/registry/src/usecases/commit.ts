import { ProblemError } from '@national-forge/api';

import type { Ledger, Plan, PlanOutcome } from '../ports.ts';

/** Says that other versions stand now than those that a release was compared with. Never leaves the use cases. */
export class RevisionMoved extends Error {
  constructor() {
    super('the versions have changed while they were compared');
    this.name = 'RevisionMoved';
  }
}

/**
 * Commits a plan and waits until it is durable. Throws `ProblemError` with the ledger's code when the plan was refused
 * by the state found inside the transaction, and `RevisionMoved` when releases must be judged again; nothing was stored then.
 */
export async function commit(ledger: Ledger, plan: Plan): Promise<Extract<PlanOutcome, { ok: true }>> {
  const outcome = await ledger.commit(plan);
  if (outcome.ok) return outcome;
  if (outcome.code === 'revision-moved') throw new RevisionMoved();
  throw new ProblemError(outcome.code, outcome.params);
}
