import { stateAfter, stateDigest } from '@national-forge/transparency';

import type { AgencyPlan } from '../../../ports.ts';
import { appendAll, type DecideContext, type Decision } from './decision.ts';
import { assertAgencyFree } from './find-algorithm.ts';
import { detailOf } from './named-detail.ts';

/** Decides to create an agency, or throws a `Refusal` `agency-taken`: the name is, or was, that of another. */
export function decideAgency(context: DecideContext, { name, title, actor }: AgencyPlan): Decision {
  assertAgencyFree(context.sql, name);
  const detail = detailOf({ title });
  const { time, size } = context.end;
  const fact = { kind: 'agency' as const, time, agency: name, actor, detail: detail.digest };
  const state = stateDigest(stateAfter(undefined, fact, size));
  return appendAll(context, [{ leaf: { ...fact, state }, detail }]);
}
