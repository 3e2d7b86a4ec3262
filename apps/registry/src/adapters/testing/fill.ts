import { join } from 'node:path';

import { recordKey } from '../../views/document-keys.ts';
import { renderStatus } from '../../views/render-algorithm.ts';
import { frozen } from '../../views/rendered.ts';
import { DATABASE_FILE } from '../data-folder.ts';
import { countVersion, findAlgorithmRow, insertAlgorithm } from '../sqlite/algorithms.ts';
import { publishBlob, putBlob } from '../sqlite/blobs.ts';
import type { CommitContext } from '../sqlite/commit-context.ts';
import { putDocument } from '../sqlite/documents.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { refreshAlgorithm } from '../sqlite/refresh-algorithm.ts';
import { findReleaseRow, insertRelease, viewOf } from '../sqlite/releases.ts';
import { sha256 } from '../sqlite/sha256.ts';
import type { Sql } from '../sqlite/sql.ts';
import { sampleRow } from './sample.ts';

/** Fills an algorithm with versions `1.0.0` … in one transaction, rendering each segment once; without blob files. */
export function fillVersions(dataDir: string, name: string, count: number): void {
  const sql = openDatabase(join(dataDir, DATABASE_FILE));
  const at = new Date('2026-11-23T10:00:00Z');
  const context: CommitContext = { sql, at, touched: new Set(), hasBlobFile: () => true };
  sql.run('BEGIN IMMEDIATE');
  insertAlgorithm(sql, { name, agency: name.slice(0, name.indexOf('/')) }, at);
  const { id = 0 } = findAlgorithmRow(sql, name) ?? {};
  for (let sequence = 0; sequence < count; sequence += 1) insertOne({ sql, at, algorithmId: id, name, sequence });
  refreshAlgorithm(context, name, new Set(Array.from({ length: count }, (_, sequence) => sequence)));
  sql.run('COMMIT');
  sql.close();
}

interface Place {
  readonly sql: Sql;
  readonly at: Date;
  readonly algorithmId: number;
  readonly name: string;
  readonly sequence: number;
}

function insertOne({ sql, at, algorithmId, name, sequence }: Place): void {
  const row = sampleRow({ name, version: `1.${sequence}.0` });
  const { version, archive } = row.record;
  putBlob(sql, { ...archive, chunks: Buffer.alloc(32) }, at);
  publishBlob(sql, archive.digest);
  insertRelease(sql, row, { algorithmId, sequence, submissionId: 'fill', recordDigest: sha256(row.recordBytes) });
  countVersion(sql, algorithmId, at);
  putDocument(sql, frozen(recordKey(name, version), row.recordBytes));
  const stored = findReleaseRow(sql, algorithmId, version);
  if (stored !== undefined) putDocument(sql, renderStatus(name, viewOf(stored)));
}
