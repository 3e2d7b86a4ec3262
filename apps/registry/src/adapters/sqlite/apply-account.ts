import type { AgencyPlan, TokenPlan, TokenRevocationPlan } from '../../ports.ts';
import { hasAgency, insertAgency } from './agencies.ts';
import type { CommitContext } from './commit-context.ts';
import { insertEvent } from './events.ts';
import { Refusal } from './refusal.ts';
import { insertToken, revokeToken } from './tokens.ts';

/** Creates an agency, or throws a `Refusal` `agency-taken`. */
export function applyAgency({ sql, at }: CommitContext, { name, title }: AgencyPlan): void {
  if (!insertAgency(sql, { name, title, createdAt: at })) throw new Refusal('agency-taken', { agency: name });
  insertEvent(sql, { kind: 'agency', actor: '', name, reason: '' }, at);
}

/** Creates a token, or throws a `Refusal` `agency-unknown`. */
export function applyToken({ sql, at }: CommitContext, plan: TokenPlan): void {
  const { agency } = plan;
  if (agency !== null && !hasAgency(sql, agency)) throw new Refusal('agency-unknown', { agency });
  insertToken(sql, plan, at);
  insertEvent(sql, { kind: 'token', actor: '', name: agency ?? '', tag: plan.id, reason: plan.label }, at);
}

/** Revokes a token, or throws a `Refusal` `token-unknown`. */
export function applyRevocation({ sql, at }: CommitContext, { id, agency }: TokenRevocationPlan): void {
  if (!revokeToken(sql, { id, agency }, at)) throw new Refusal('token-unknown', { id });
  insertEvent(sql, { kind: 'token-revocation', actor: '', name: agency ?? '', tag: id, reason: '' }, at);
}
