import { channelKey } from '../../views/document-keys.ts';
import { LATEST_TAG, SEGMENT_SIZE } from '../../views/release-view.ts';
import { renderChannel } from '../../views/render-algorithm.ts';
import { findShown, headOf, segmentOf, versionListOf } from './algorithm-documents.ts';
import { findAlgorithmRow, type AlgorithmRow } from './algorithms.ts';
import { findChannelRow, putChannel, removeChannel } from './channels.ts';
import { dropDocument, storeDocument, type CommitContext } from './commit-context.ts';
import { removeDependencies, replaceDependencies } from './dependencies.ts';
import { findLatest, searchEntryOf, type StoredRelease } from './releases.ts';
import { findSearchHit, putSearchEntry, removeSearchEntry } from './search-entries.ts';
import type { SearchEntry } from '../../ports.ts';

/**
 * Brings every view of an algorithm up to its rows after a change: `latest`, head, version listing, the segments of
 * the changed releases, search entry, dependencies. Costs the same whatever the number of versions.
 */
export function refreshAlgorithm(context: CommitContext, name: string, changed: ReadonlySet<number>): void {
  const row = findAlgorithmRow(context.sql, name);
  if (row === undefined) throw new Error(`algorithm ${name} is gone`);
  refreshLatest(context, row);
  storeDocument(context, headOf(context.sql, row));
  storeDocument(context, versionListOf(row));
  const segments = new Set(Array.from(changed, (sequence) => Math.floor(sequence / SEGMENT_SIZE)));
  for (const segment of segments) storeDocument(context, segmentOf(context.sql, row, segment));
  refreshSearch(context, row);
}

function refreshLatest(context: CommitContext, row: AlgorithmRow): void {
  const { sql, at } = context;
  const channel = { algorithmId: row.id, tag: LATEST_TAG };
  const wanted = findLatest(sql, row.id);
  const current = findChannelRow(sql, row.id, LATEST_TAG);
  if (wanted?.id === current?.release_id) return;
  if (wanted === undefined) {
    removeChannel(sql, channel);
    dropDocument(context, channelKey(row.name, LATEST_TAG));
    return;
  }
  putChannel(sql, channel, { releaseId: wanted.id, at });
  storeDocument(context, renderChannel(row.name, LATEST_TAG, { version: wanted.version, updatedAt: at.getTime() }));
}

/** Gives what search shows of the version shown; `undefined` hides an algorithm of which every version is yanked. */
export function searchEntryFor(sql: CommitContext['sql'], shown: StoredRelease): SearchEntry | undefined {
  if (shown.yanked_at !== null) return undefined;
  const { hit, text } = searchEntryOf(sql, shown.id);
  return { hit: { ...hit, deprecated: shown.deprecated_at !== null }, text };
}

function refreshSearch({ sql }: CommitContext, row: AlgorithmRow): void {
  const shown = findShown(sql, row.id);
  const entry = searchEntryFor(sql, shown);
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
