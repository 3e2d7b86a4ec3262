import { parseLeaf, type Leaf } from '@national-forge/transparency';

import type { LogStage, NamedArchive, NamedBytes, StoredCheckpoint } from '../../../ports.ts';
import type { ReleaseDetail } from '../../../views/release-detail.ts';
import { openScratch } from '../audit/scratch.ts';
import { findDetail, putDetail } from '../log/details.ts';
import { insertLeaf, listLeaves } from '../log/leaves.ts';
import type { Sql } from '../sql.ts';

/** Is a stage in a temporary database, with what the adapters do with it. */
export interface OpenStage extends LogStage {
  readonly sql: Sql;
  findDetail(digest: string): Uint8Array | undefined;
  /** Lists the digests of releases whose detail the law has erased. */
  erased(): ReadonlySet<string>;
  listCheckpoints(): readonly StoredCheckpoint[];
  close(): void;
}

/** Opens a stage. What does not fit in memory goes to a temporary file that nobody else sees. */
export function openStage(now: Date): OpenStage {
  const sql = openScratch('', now);
  // A part of a log does not begin at leaf 0.
  sql.exec('DROP TRIGGER leaf_follows; DROP TRIGGER checkpoint_once; PRAGMA foreign_keys = OFF; BEGIN');
  const removed = { archives: new Set<string>(), details: new Set<string>() };
  return {
    sql,
    addLeaves(leaves) {
      for (const entry of leaves) {
        noteRemoval(removed, parseLeaf(entry.bytes));
        insertLeaf(sql, entry);
      }
    },
    listLeaves: (from, limit) => listLeaves(sql, from, limit),
    listNamed(from, limit) {
      const page = listLeaves(sql, from, limit);
      const named = page.flatMap(({ index, bytes }) => namedBy(parseLeaf(bytes), index, removed.details));
      return { named, next: page.length < limit ? null : from + limit };
    },
    addDetail: (digest, bytes) => putDetail(sql, digest, bytes),
    listArchives(from, limit) {
      const page = listLeaves(sql, from, limit);
      const archives = page.flatMap(({ bytes }) => archivesOf(sql, parseLeaf(bytes), removed.archives));
      return { archives, next: page.length < limit ? null : from + limit };
    },
    addCheckpoint({ size, note }) {
      const before = '(SELECT max(size) FROM checkpoint)';
      sql.run(
        `INSERT INTO checkpoint (size, note, previous) VALUES (?, ?, ${before}) ON CONFLICT DO NOTHING`,
        size,
        note,
      );
    },
    findDetail: (digest) => findDetail(sql, digest),
    listCheckpoints: () => sql.all<StoredCheckpoint>('SELECT size, note FROM checkpoint ORDER BY size'),
    erased: () => removed.details,
    close: () => sql.close(),
  };
}

interface Removed {
  readonly archives: Set<string>;
  readonly details: Set<string>;
}

function noteRemoval({ archives, details }: Removed, leaf: Leaf): void {
  if (leaf.kind !== 'tombstone') return;
  archives.add(leaf.release);
  if (leaf.erases === 'archive,detail') details.add(leaf.release);
}

function namedBy(leaf: Leaf, index: number, erased: ReadonlySet<string>): readonly NamedBytes[] {
  const mayLack = leaf.kind === 'release' && erased.has(leaf.release);
  return [
    ...('detail' in leaf ? [{ digest: leaf.detail, index, mayLack }] : []),
    ...('envelope' in leaf ? [{ digest: leaf.envelope, index, mayLack: false }] : []),
  ];
}

function archivesOf(sql: Sql, leaf: Leaf, removed: ReadonlySet<string>): readonly NamedArchive[] {
  if (leaf.kind !== 'release' || removed.has(leaf.release)) return [];
  const bytes = findDetail(sql, leaf.detail);
  if (bytes === undefined) return [];
  const { archive } = JSON.parse(Buffer.from(bytes).toString()) as ReleaseDetail;
  return [{ digest: archive.digest, size: archive.size }];
}
