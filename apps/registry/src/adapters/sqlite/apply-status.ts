import type { StatusPlan } from '../../ports.ts';
import { statusKey } from '../../views/document-keys.ts';
import { renderStatus } from '../../views/render-algorithm.ts';
import { findAlgorithmRow, touchAlgorithm } from './algorithms.ts';
import { isSeen } from './apply-channels.ts';
import { storeDocument, type CommitContext } from './commit-context.ts';
import { findEtag } from './documents.ts';
import { insertEvent, type EventRow } from './events.ts';
import { refreshAlgorithm } from './refresh-algorithm.ts';
import { Refusal } from './refusal.ts';
import { findReleaseRow, updateStatus, viewOf, type StatusColumns, type StoredRelease } from './releases.ts';

/**
 * Changes the status of a release, or throws a `Refusal` (`algorithm-unknown`, `version-unknown`,
 * `precondition-failed`, `successor-invalid`). The reason is noted for what this plan changes; the rest keeps its own.
 */
export function applyStatus(context: CommitContext, plan: StatusPlan): void {
  const { sql, at } = context;
  const { name, version } = plan;
  const algorithm = findAlgorithmRow(sql, name);
  if (algorithm === undefined) throw new Refusal('algorithm-unknown', { name });
  const release = findReleaseRow(sql, algorithm.id, version);
  if (release === undefined) throw new Refusal('version-unknown', { name, version });
  const current = findEtag(sql, statusKey(name, version));
  if (!isSeen(current, plan.ifMatch)) throw new Refusal('precondition-failed', { current: current ?? 'none' });
  assertSuccessor(context, plan);
  const kinds = changesOf(release, plan);
  if (kinds.length === 0) return;
  const status = statusAfter(release, plan, at.getTime());
  updateStatus(sql, release.id, status);
  for (const kind of kinds) insertEvent(sql, { kind, actor: plan.actor, name, version, reason: plan.reason }, at);
  storeDocument(context, renderStatus(name, viewOf({ ...release, ...status })));
  touchAlgorithm(sql, algorithm.id, at);
  refreshAlgorithm(context, name, new Set([release.sequence]));
}

const successorOf = (plan: StatusPlan): string | null => (plan.deprecated ? plan.successor : null);

function assertSuccessor({ sql }: CommitContext, plan: StatusPlan): void {
  const successor = successorOf(plan);
  if (successor === null) return;
  if (successor !== plan.name && findAlgorithmRow(sql, successor) !== undefined) return;
  throw new Refusal('successor-invalid', { successor });
}

function changesOf(release: StoredRelease, plan: StatusPlan): readonly EventRow['kind'][] {
  const kinds: EventRow['kind'][] = [];
  if ((release.yanked_at !== null) !== plan.yanked) kinds.push(plan.yanked ? 'yank' : 'unyank');
  const deprecated = release.deprecated_at !== null;
  if (deprecated !== plan.deprecated) kinds.push(plan.deprecated ? 'deprecate' : 'undeprecate');
  else if (release.successor !== successorOf(plan)) kinds.push('deprecate');
  return kinds;
}

function statusAfter(release: StoredRelease, plan: StatusPlan, at: number): StatusColumns {
  const successor = successorOf(plan);
  const yanked = plan.yanked
    ? { yanked_at: release.yanked_at ?? at, yanked_reason: release.yanked_reason ?? plan.reason }
    : { yanked_at: null, yanked_reason: null };
  if (!plan.deprecated) return { ...yanked, deprecated_at: null, deprecated_reason: null, successor: null };
  const reason = successor === release.successor ? (release.deprecated_reason ?? plan.reason) : plan.reason;
  return { ...yanked, deprecated_at: release.deprecated_at ?? at, deprecated_reason: reason, successor };
}
