import type { PrivatePlan, TokenPlan, TokenRevocationPlan } from '../../ports.ts';
import { assertAgency } from './decide/find-algorithm.ts';
import { Refusal } from './refusal.ts';
import type { Sql } from './sql.ts';
import { putSubmission } from './submissions.ts';
import { insertToken, revokeToken } from './tokens.ts';

/** Applies a plan whose facts stay outside the log, or throws a `Refusal` (`agency-unknown`, `agency-moved`, `token-unknown`). */
export function applyPrivate(sql: Sql, plan: PrivatePlan, at: Date): void {
  switch (plan.kind) {
    case 'submission':
      putSubmission(sql, plan, at);
      return;
    case 'token':
      applyToken(sql, plan, at);
      return;
    case 'token-revocation':
      applyRevocation(sql, plan, at);
      return;
  }
}

function applyToken(sql: Sql, plan: TokenPlan, at: Date): void {
  const { agency } = plan;
  if (agency !== null) assertAgency(sql, agency);
  insertToken(sql, plan, at);
}

function applyRevocation(sql: Sql, { id, agency }: TokenRevocationPlan, at: Date): void {
  if (!revokeToken(sql, { id, agency }, at)) throw new Refusal('token-unknown', { id });
}
