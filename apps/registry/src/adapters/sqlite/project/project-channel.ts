import type { LeafOf } from '@national-forge/transparency';

import { channelKey } from '../../../views/document-keys.ts';
import { renderChannel } from '../../../views/render-algorithm.ts';
import { getAlgorithmRow, touchAlgorithm } from '../algorithms.ts';
import { putChannel, removeChannel } from '../channels.ts';
import { getReleaseRow } from '../releases.ts';
import { dropDocument, instantOfLeaf, noteChange, storeDocument, type LogFact, type Projection } from './projection.ts';

/** Moves or removes a channel. */
export function projectChannel(context: Projection, fact: LogFact<LeafOf<'channel'>>): void {
  const { sql } = context;
  const { name, tag, version } = fact.leaf;
  const at = instantOfLeaf(fact);
  const algorithm = getAlgorithmRow(sql, name);
  const channel = { algorithmId: algorithm.id, tag };
  if (version === null) {
    removeChannel(sql, channel);
    dropDocument(context, channelKey(name, tag));
  } else {
    const releaseId = getReleaseRow(sql, algorithm.id, version).id;
    putChannel(sql, channel, { releaseId, at, logIndex: fact.index });
    storeDocument(context, renderChannel(name, tag, { version, updatedAt: at.getTime(), logIndex: fact.index }));
  }
  touchAlgorithm(sql, algorithm.id, at);
  noteChange(context, name);
}
