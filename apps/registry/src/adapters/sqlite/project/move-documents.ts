import { headKey } from '../../../views/document-keys.ts';
import { SEGMENT_SIZE } from '../../../views/release-view.ts';
import { renderChannel } from '../../../views/render-algorithm.ts';
import type { AlgorithmRow } from '../algorithms.ts';
import { listChannels } from '../channels.ts';
import { listKeysUnder, moveFrozen } from '../documents.ts';
import { listBySequence } from '../releases.ts';
import { noteChange, storeDocument, type Projection } from './projection.ts';
import { storeStatus } from './store-status.ts';

/**
 * Moves the documents of an algorithm to its new name. Records stay as they were published, byte for byte; statuses and
 * channels, which say the name, are rendered again, and so will be head, listing and segments.
 */
export function moveDocuments(context: Projection, { id, name: from, version_count }: AlgorithmRow, to: string): void {
  const { sql, touched, changed } = context;
  for (const key of listKeysUnder(sql, headKey(from))) {
    touched.add(key);
    touched.add(`${headKey(to)}${key.slice(headKey(from).length)}`);
  }
  moveFrozen(sql, headKey(from), headKey(to));
  // What an earlier leaf of the same replay left to be rendered is rendered under the new name.
  changed.delete(from);
  noteChange(context, to);
  for (let at = 0; at < version_count; at += SEGMENT_SIZE) {
    noteChange(context, to, at);
    for (const release of listBySequence(sql, id, { from: at, count: SEGMENT_SIZE })) {
      storeStatus(context, to, release);
    }
  }
  for (const { tag, version, updated_at: updatedAt, log_index: logIndex } of listChannels(sql, id)) {
    storeDocument(context, renderChannel(to, tag, { version, updatedAt, logIndex }));
  }
}
