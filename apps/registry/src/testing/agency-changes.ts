import type { EnvelopeBody } from '@national-forge/api';

import { changePlan, type SampleChange } from '../adapters/testing/keys.ts';
import type { Deps } from '../usecases/deps.ts';

/** Signs a change of an agency as it stands now, and writes it as the interface takes it. */
export async function changeBody(
  deps: Pick<Deps, 'agencyStates' | 'log'>,
  change: SampleChange,
): Promise<{ readonly envelope: EnvelopeBody }> {
  const { envelope } = await changePlan(deps, change);
  return { envelope: JSON.parse(Buffer.from(envelope).toString()) as EnvelopeBody };
}
