import type { Ledger, Plan, PlanOutcome } from '../../ports.ts';
import { applyPrivate } from './apply-private.ts';
import { applyPublic, type Applied, type PublicParts } from './apply-public.ts';
import type { GroupCommit } from './group-commit.ts';
import type { ReceiptReader } from './log/log-reader.ts';
import { putLogStatus } from './log/log-status.ts';
import { Refusal } from './refusal.ts';

/** Is what the ledger stands on. */
export interface LedgerParts extends PublicParts {
  readonly group: GroupCommit;
  readonly receiptOf: ReceiptReader;
}

/** Makes the ledger of a connection. */
export function createLedger(parts: LedgerParts): Ledger {
  const { group, sql } = parts;
  return {
    async commit(plan) {
      try {
        return outcomeOf(parts, await group.submit(() => applyPlan(parts, plan)));
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, code: error.code, params: error.params };
        throw error;
      }
    },
    turnOff: (status) => group.submit(() => putLogStatus(sql, status)),
    drain: () => group.drain(),
  };
}

/** Applies a plan inside the open transaction. */
function applyPlan(parts: PublicParts, plan: Plan): Applied {
  switch (plan.kind) {
    case 'submission':
    case 'token':
    case 'token-revocation': {
      const at = parts.clock.now();
      applyPrivate(parts.sql, plan, at);
      return { at, repeated: false, proofs: [] };
    }
    default:
      return applyPublic(parts, plan);
  }
}

/** Adds the receipts, which there are only now that the checkpoint is durable. */
function outcomeOf({ receiptOf }: LedgerParts, { at, repeated, proofs }: Applied): PlanOutcome {
  const receipts = proofs.map((index) => (index === null ? null : (receiptOf(index) ?? null)));
  return { ok: true, at, repeated, receipts };
}
