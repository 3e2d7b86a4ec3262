import type { StatusPlan } from '../../../ports.ts';
import { statusKey } from '../../../views/document-keys.ts';
import { findAlgorithmRow } from '../algorithms.ts';
import { findRevision } from '../bindings.ts';
import { findEtag } from '../documents.ts';
import { Refusal } from '../refusal.ts';
import { findReleaseRow, type StoredRelease } from '../releases.ts';
import { isSeen } from './decide-channels.ts';
import { appendAll, type DecidedLeaf, type DecideContext, type Decision } from './decision.ts';
import { assertNotMoved, findAlgorithm } from './find-algorithm.ts';
import { detailOf } from './named-detail.ts';

/**
 * Decides to change the status of a release, or throws a `Refusal` (`algorithm-unknown`, `algorithm-moved`,
 * `version-unknown`, `precondition-failed`, `successor-invalid`, `revision-moved`). What the plan does not change makes no leaf and keeps its reason.
 */
export function decideStatus(context: DecideContext, plan: StatusPlan): Decision {
  const { sql, end } = context;
  const { name, version, actor } = plan;
  const release = findRelease(context, plan);
  const current = findEtag(sql, statusKey(name, version));
  if (!isSeen(current, plan.ifMatch)) throw new Refusal('precondition-failed', { current: current ?? 'none' });
  if (successorOf(plan) !== release.successor) assertSuccessor(context, plan);
  assertRevision(context, plan);
  const detail = detailOf({ reason: plan.reason });
  const facts = { time: end.time, name, version, actor, detail: detail.digest };
  const leaves = changesOf(release, plan).map((kind): DecidedLeaf => ({
    leaf: kind === 'deprecate' ? { kind, ...facts, successor: successorOf(plan) } : { kind, ...facts },
    detail,
  }));
  return appendAll(context, leaves);
}

/** Finds the release a plan speaks of, or throws a `Refusal` (`algorithm-unknown`, `algorithm-moved`, `version-unknown`). */
export function findRelease({ sql }: DecideContext, { name, version }: { name: string; version: string }) {
  const release = findReleaseRow(sql, findAlgorithm(sql, name).id, version);
  if (release === undefined) throw new Refusal('version-unknown', { name, version });
  return release;
}

function assertRevision({ sql }: DecideContext, { name, revision }: StatusPlan): void {
  if (revision === undefined || findRevision(sql, findAlgorithm(sql, name).id) === revision) return;
  throw new Refusal('revision-moved', { name });
}

const successorOf = (plan: StatusPlan): string | null => (plan.deprecated ? plan.successor : null);

function assertSuccessor({ sql }: DecideContext, plan: StatusPlan): void {
  const successor = successorOf(plan);
  if (successor === null) return;
  assertNotMoved(sql, successor);
  if (successor !== plan.name && findAlgorithmRow(sql, successor) !== undefined) return;
  throw new Refusal('successor-invalid', { successor });
}

function changesOf(
  release: StoredRelease,
  plan: StatusPlan,
): readonly ('yank' | 'unyank' | 'deprecate' | 'undeprecate')[] {
  const kinds: ('yank' | 'unyank' | 'deprecate' | 'undeprecate')[] = [];
  if ((release.yanked_at !== null) !== plan.yanked) kinds.push(plan.yanked ? 'yank' : 'unyank');
  const deprecated = release.deprecated_at !== null;
  if (deprecated !== plan.deprecated) kinds.push(plan.deprecated ? 'deprecate' : 'undeprecate');
  else if (release.successor !== successorOf(plan)) kinds.push('deprecate');
  return kinds;
}
