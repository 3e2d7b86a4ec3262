import type { TombstonePlan } from '../../../ports.ts';
import { findRelease } from './decide-status.ts';
import { appendAll, type DecideContext, type Decision } from './decision.ts';

/**
 * Decides to remove a release by law, or throws a `Refusal` (`algorithm-unknown`, `version-unknown`). What is removed
 * already stays so; a second decision may erase the record of a release whose archive went before.
 */
export function decideTombstone(context: DecideContext, plan: TombstonePlan): Decision {
  const { name, version, reference, erases, actor } = plan;
  const release = findRelease(context, plan);
  const isDone = release.tombstone_index !== null && (release.erased === 1 || erases === 'archive');
  if (isDone) return { leaves: [], proofs: [release.tombstone_index] };
  const { time } = context.end;
  const { release_digest: digest } = release;
  return appendAll(context, [
    { leaf: { kind: 'tombstone', time, name, version, release: digest, erases, reference, actor } },
  ]);
}
