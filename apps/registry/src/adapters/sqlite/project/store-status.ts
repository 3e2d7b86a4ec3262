import { renderStatus } from '../../../views/render-algorithm.ts';
import { findMovedAlgorithm, listFormerNames } from '../names.ts';
import { getReleaseRow, listSucceeded, viewOf, type StoredRelease } from '../releases.ts';
import { storeDocument, type Projection } from './projection.ts';

/** Stores the status of a release as its row has it. A successor is shown as it was said, with the name it has now. */
export function storeStatus(context: Projection, name: string, row: StoredRelease): void {
  const { successor } = row;
  const movedTo = successor === null ? undefined : findMovedAlgorithm(context.sql, successor)?.to;
  storeDocument(context, renderStatus(name, viewOf(row), movedTo));
}

/** Stores again the statuses that name an algorithm as successor under a name that it gave up. */
export function storeStatusesBefore(context: Projection, algorithmId: number): void {
  const { sql } = context;
  for (const { name: former } of listFormerNames(sql, algorithmId)) {
    for (const { algorithmId: id, name, version } of listSucceeded(sql, former)) {
      storeStatus(context, name, getReleaseRow(sql, id, version));
    }
  }
}
