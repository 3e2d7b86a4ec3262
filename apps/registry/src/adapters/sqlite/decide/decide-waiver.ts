import { digestOf, parseEnvelope, parseWaiver, type JsonValue, type LeafOf } from '@national-forge/transparency';

import type { ReleasePlan, ReleaseRow } from '../../../ports.ts';
import type { ReleaseDetail } from '../../../views/release-detail.ts';
import { assertWaiverStillSigned } from './check-signatures.ts';
import type { DecidedLeaf, DecideContext } from './decision.ts';
import { detailOf } from './named-detail.ts';

/** Is one release of a plan, read. */
export interface AskedRelease {
  readonly plan: ReleasePlan;
  readonly row: ReleaseRow;
  readonly detail: ReleaseDetail;
}

/**
 * Decides the leaf of the waiver that comes with a release, if one does. Throws a `Refusal` of its signatures, and
 * `statement-mismatch` when it is of another release.
 */
export function decideWaiver(context: DecideContext, { plan, row, detail }: AskedRelease): readonly DecidedLeaf[] {
  if (row.waiver === undefined) return [];
  const { name, version, releaseDigest: release } = detail;
  const waiver = { ...parseWaiver(parseEnvelope(row.waiver).payload), name, version, release };
  // The leaf of the release comes first.
  const end = { ...context.end, size: context.end.size + 1 };
  const state = assertWaiverStillSigned({ ...context, end }, row.waiver, waiver);
  const waived = waiver.waived.map(({ against, rule }): JsonValue => ({ against, rule }));
  const named = detailOf({ reason: waiver.reason, release, waived });
  const facts = { time: end.time, name, version, envelope: digestOf(row.waiver), state, actor: plan.actor };
  const leaf: LeafOf<'waiver'> = { kind: 'waiver', ...facts, detail: named.digest };
  return [{ leaf, detail: named, envelope: row.waiver }];
}
