import type { Clock, Ledger, Plan, PlanOutcome } from '../../ports.ts';
import { applyAgency, applyRevocation, applyToken } from './apply-account.ts';
import { applyChannels } from './apply-channels.ts';
import { applyRelease } from './apply-release.ts';
import { applyStatus } from './apply-status.ts';
import type { CommitContext } from './commit-context.ts';
import type { GroupCommit } from './group-commit.ts';
import { Refusal } from './refusal.ts';
import { putSubmission } from './submissions.ts';

/** Is what the ledger stands on. */
export interface LedgerParts {
  readonly group: GroupCommit;
  readonly clock: Clock;
  readonly context: Omit<CommitContext, 'at'>;
}

/** Makes the ledger of a connection. */
export function createLedger({ group, clock, context }: LedgerParts): Ledger {
  return {
    commit: (plan) =>
      group
        .submit(() => {
          const at = clock.now();
          return { ok: true as const, at, repeated: applyPlan({ ...context, at }, plan) };
        })
        .catch(refusalOutcome),
    drain: () => group.drain(),
  };
}

/** Applies a plan inside the open transaction; gives whether it stood already. */
function applyPlan(context: CommitContext, plan: Plan): boolean {
  switch (plan.kind) {
    case 'release':
      return applyRelease(context, plan);
    case 'submission':
      putSubmission(context.sql, plan, context.at);
      return false;
    case 'channel':
      applyChannels(context, plan);
      return false;
    case 'status':
      applyStatus(context, plan);
      return false;
    case 'agency':
      applyAgency(context, plan);
      return false;
    case 'token':
      applyToken(context, plan);
      return false;
    case 'token-revocation':
      applyRevocation(context, plan);
      return false;
  }
}

function refusalOutcome(error: unknown): PlanOutcome {
  if (error instanceof Refusal) return { ok: false, code: error.code, params: error.params };
  throw error;
}
