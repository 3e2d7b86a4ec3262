import { channelKey } from '../../../views/document-keys.ts';
import { LATEST_TAG, SEGMENT_SIZE } from '../../../views/release-view.ts';
import { renderChannel } from '../../../views/render-algorithm.ts';
import type { SearchEntry } from '../../../views/search-entry.ts';
import { getAlgorithmRow, type AlgorithmRow } from '../algorithms.ts';
import { findChannelRow, putChannel, removeChannel } from '../channels.ts';
import { removeDependencies, replaceDependencies } from '../dependencies.ts';
import { listFormerNames } from '../names.ts';
import { findLatest, searchEntryOf, type StoredRelease } from '../releases.ts';
import { findSearchHit, putSearchEntry, removeSearchEntry } from '../search/entry/entries.ts';
import type { Sql } from '../sql.ts';
import { findShown, headOf, segmentOf, versionListOf } from './algorithm-documents.ts';
import { dropDocument, instantOfLeaf, storeDocument, type LogFact, type Projection } from './projection.ts';

/**
 * Brings every view of an algorithm up to its rows after a change: head, version listing, the segments of the changed
 * releases, search entry, dependencies. Costs the same whatever the number of versions.
 */
export function refreshAlgorithm(context: Projection, name: string, changed: ReadonlySet<number>): void {
  const row = getAlgorithmRow(context.sql, name);
  storeDocument(context, headOf(context.sql, row));
  storeDocument(context, versionListOf(row));
  const segments = new Set(Array.from(changed, (sequence) => Math.floor(sequence / SEGMENT_SIZE)));
  for (const segment of segments) storeDocument(context, segmentOf(context.sql, row, segment));
  refreshSearch(context, row);
}

/** Points `latest` to the highest stable version that can be used, with each leaf that may change which one that is. */
export function refreshLatest(
  context: Projection,
  { id: algorithmId, name }: Pick<AlgorithmRow, 'id' | 'name'>,
  fact: LogFact,
): void {
  const { sql } = context;
  const channel = { algorithmId, tag: LATEST_TAG };
  const wanted = findLatest(sql, algorithmId);
  const current = findChannelRow(sql, algorithmId, LATEST_TAG);
  if (wanted?.id === current?.release_id) return;
  if (wanted === undefined) {
    removeChannel(sql, channel);
    dropDocument(context, channelKey(name, LATEST_TAG));
    return;
  }
  const at = instantOfLeaf(fact);
  const { index: logIndex } = fact;
  putChannel(sql, channel, { releaseId: wanted.id, at, logIndex });
  const target = { version: wanted.version, updatedAt: at.getTime(), logIndex };
  storeDocument(context, renderChannel(name, LATEST_TAG, target));
}

/** Gives what search shows of the version shown; `undefined` hides an algorithm of which no version can be used. */
function searchEntryFor(sql: Sql, row: AlgorithmRow, shown: StoredRelease): SearchEntry | undefined {
  if (shown.usable === 0) return undefined;
  const { hit, texts } = searchEntryOf(sql, shown.id);
  const formerNames = listFormerNames(sql, row.id).map(({ name }) => name);
  // The manifest says the name of its time.
  return { hit: { ...hit, name: row.name, deprecated: shown.deprecated_at !== null }, texts, formerNames };
}

function refreshSearch({ sql }: Projection, row: AlgorithmRow): void {
  const shown = findShown(sql, row.id);
  const entry = searchEntryFor(sql, row, shown);
  if (entry === undefined) {
    removeSearchEntry(sql, row.id);
    removeDependencies(sql, row.name);
    return;
  }
  if (findSearchHit(sql, row.id) === JSON.stringify(entry.hit)) return;
  putSearchEntry(sql, row.id, entry);
  const dependencies = JSON.parse(shown.dependencies) as Readonly<Record<string, string>>;
  replaceDependencies(sql, { name: row.name, version: shown.version, dependencies });
}
