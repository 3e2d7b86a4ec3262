import type { ReleaseRecord } from '@national-forge/api';
import { parseLeaf } from '@national-forge/transparency';

import type { Damage } from '../../ports.ts';
import { headKey, recordKey } from '../../views/document-keys.ts';
import { SEGMENT_SIZE } from '../../views/release-view.ts';
import { renderChannel, renderStatus } from '../../views/render-algorithm.ts';
import { parseReleaseDetail } from '../../views/release-detail.ts';
import { renderRecord } from '../../views/render-record.ts';
import type { Rendered } from '../../views/rendered.ts';
import { headOf, segmentOf, versionListOf } from './project/algorithm-documents.ts';
import { findAlgorithmRow, type AlgorithmRow } from './algorithms.ts';
import { eachAlgorithm } from './audit-tables.ts';
import { listChannels } from './channels.ts';
import { findDocument, listKeys } from './documents.ts';
import { findDetail } from './log/details.ts';
import { findLeaf } from './log/leaves.ts';
import { listBySequence, viewOf, type StoredRelease } from './releases.ts';
import type { Sql } from './sql.ts';

type Found = (damage: Damage) => void;

/** Renders every document anew from rows and compares bytes; gives the number of documents. */
export function auditDocuments(sql: Sql, found: Found): number {
  let count = 0;
  for (const row of eachAlgorithm(sql)) count += auditAlgorithm(sql, row, found);
  auditStrangers(sql, found);
  return count;
}

function auditAlgorithm(sql: Sql, row: AlgorithmRow, found: Found): number {
  const expected = new Set<string>();
  const compare = (document: Rendered): void => {
    expected.add(document.key);
    compareDocument(sql, document, found);
  };
  compare(headOf(sql, row));
  compare(versionListOf(row));
  for (let segment = 0; segment * SEGMENT_SIZE < row.version_count; segment += 1) {
    compare(segmentOf(sql, row, segment));
    for (const release of listBySequence(sql, row.id, { from: segment * SEGMENT_SIZE, count: SEGMENT_SIZE })) {
      compare(renderStatus(row.name, viewOf(release)));
      if (release.erased === 0) expected.add(auditRecord(sql, { name: row.name, release }, found));
    }
  }
  for (const { tag, version, updated_at, log_index } of listChannels(sql, row.id)) {
    compare(renderChannel(row.name, tag, { version, updatedAt: updated_at, logIndex: log_index }));
  }
  for (const key of keysUnder(sql, row.name)) {
    if (!expected.has(key)) found({ kind: 'document-unknown', place: key, detail: 'no row speaks of it' });
  }
  return expected.size;
}

function compareDocument(sql: Sql, { key, bytes, etag }: Rendered, found: Found): void {
  const stored = findDocument(sql, key);
  if (stored === undefined) found({ kind: 'document-missing', place: key, detail: 'the rows ask for it' });
  else if (!stored.bytes.equals(bytes) || stored.etag !== etag) {
    found({ kind: 'document-differs', place: key, detail: 'its bytes are not those that the rows give' });
  }
}

/** The record is frozen: it is what leaf and detail give, and the row says what the record says. */
function auditRecord(sql: Sql, { name, release }: { name: string; release: StoredRelease }, found: Found): string {
  const key = recordKey(name, release.version);
  const expected = recordOf(sql, release.log_index);
  const stored = findDocument(sql, key);
  if (stored === undefined) {
    found({ kind: 'document-missing', place: key, detail: 'the record of a release is gone' });
  } else if (expected?.key !== key || !stored.bytes.equals(expected.bytes) || stored.etag !== expected.etag) {
    found({ kind: 'document-differs', place: key, detail: 'its bytes are not those that were published' });
  } else if (!speaksOf(JSON.parse(stored.bytes.toString()) as ReleaseRecord, name, release)) {
    found({ kind: 'row', place: key, detail: 'the row says something else than the record' });
  }
  return key;
}

/** Renders the record of the release that a leaf published, as far as leaf and detail are there. */
function recordOf(sql: Sql, index: number): Rendered | undefined {
  const bytes = findLeaf(sql, index);
  const leaf = bytes && parseLeaf(bytes);
  if (leaf?.kind !== 'release') return undefined;
  const detail = findDetail(sql, leaf.detail);
  return detail && renderRecord({ leaf, index, detail: parseReleaseDetail(detail) });
}

function speaksOf(record: ReleaseRecord, name: string, row: StoredRelease): boolean {
  const { archive } = record;
  return (
    record.name === name &&
    record.version === row.version &&
    record.releaseDigest === row.release_digest &&
    archive.digest === row.archive_digest &&
    archive.size === row.archive_size &&
    record.publishedAt === row.published_at &&
    JSON.stringify(record.dependencies) === row.dependencies
  );
}

// '0' is the character after '/': the range holds every path below the head and none of a longer name.
function keysUnder(sql: Sql, name: string): readonly string[] {
  const text = 'SELECT key FROM document WHERE key = ? OR (key >= ? AND key < ?)';
  const head = headKey(name);
  return sql.all<{ key: string }>(text, head, `${head}/`, `${head}0`).map(({ key }) => key);
}

function auditStrangers(sql: Sql, found: Found): void {
  const known = new Map<string, boolean>();
  const isKnown = (name: string): boolean => {
    if (!known.has(name)) known.set(name, findAlgorithmRow(sql, name) !== undefined);
    return known.get(name) === true;
  };
  for (let page = listKeys(sql, '', 1000); page.length > 0; page = listKeys(sql, page.at(-1) ?? '', 1000)) {
    for (const key of page) {
      const [, name] = /^\/api\/v1\/algorithms\/([^/]+\/[^/]+)/.exec(key) ?? [];
      if (name === undefined || !isKnown(name)) {
        found({ kind: 'document-unknown', place: key, detail: 'there is no such algorithm' });
      }
    }
  }
}
