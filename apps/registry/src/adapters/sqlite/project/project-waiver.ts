import type { LeafOf } from '@national-forge/transparency';

import type { WaiverDetail } from '../../../views/waiver-detail.ts';
import { getAlgorithmRow, touchAlgorithm } from '../algorithms.ts';
import { putWaiver } from '../bindings.ts';
import { getReleaseRow } from '../releases.ts';
import { instantOfLeaf, noteChange, type LogFact, type Projection } from './projection.ts';
import { storeStatus } from './store-status.ts';

/** Notes on a release what its agency waived: shown in its status, and later versions are compared across it. */
export function projectWaiver(context: Projection, fact: LogFact<LeafOf<'waiver'>>): void {
  const { sql } = context;
  const { leaf, index } = fact;
  const at = instantOfLeaf(fact);
  const algorithm = getAlgorithmRow(sql, leaf.name);
  const release = getReleaseRow(sql, algorithm.id, leaf.version);
  putWaiver(sql, release.id, { index, at, detail: fact.detail as WaiverDetail });
  storeStatus(context, leaf.name, getReleaseRow(sql, algorithm.id, leaf.version));
  touchAlgorithm(sql, algorithm.id, at);
  noteChange(context, leaf.name, release.sequence);
}
