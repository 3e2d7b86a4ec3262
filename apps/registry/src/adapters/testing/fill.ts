import { join } from 'node:path';

import { completedNodes, formatLeaf, hashLeaf, type Leaf } from '@national-forge/transparency';

import { formatReleaseDetail } from '../../views/release-detail.ts';
import { DATABASE_FILE } from '../data-folder.ts';
import { openLogKeyFile } from '../log-key-file.ts';
import { publishBlob, putBlob } from '../sqlite/blobs.ts';
import { appendLeaf, readLogEnd } from '../sqlite/log/append-leaf.ts';
import { findAgencyState } from '../sqlite/log/agency-states.ts';
import { putDetail } from '../sqlite/log/details.ts';
import { insertLeaf } from '../sqlite/log/leaves.ts';
import { createLogKeyRing } from '../sqlite/log/log-key.ts';
import { insertNode, readNodes } from '../sqlite/log/log-nodes.ts';
import { sealLog } from '../sqlite/log/seal-log.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { projectLeaf, renderChanged } from '../sqlite/project/project-leaf.ts';
import { createProjection, type Projection } from '../sqlite/project/projection.ts';
import type { Sql } from '../sqlite/sql.ts';
import { testClock } from './clock.ts';
import { digestOf, sampleDetail } from './sample.ts';

/** Does work in one transaction of a data folder, and signs a checkpoint if it appended leaves. */
function fill(dataDir: string, work: (sql: Sql) => void): void {
  const sql = openDatabase(join(dataDir, DATABASE_FILE));
  sql.run('BEGIN IMMEDIATE');
  work(sql);
  sealLog(sql, createLogKeyRing(openLogKeyFile(dataDir)));
  sql.run('COMMIT');
  sql.close();
}

/**
 * Fills an algorithm with versions `1.0.0` … as they would be projected, rendering each segment once; without blob
 * files and without signatures.
 */
export function fillVersions(dataDir: string, name: string, count: number): void {
  fill(dataDir, (sql) => {
    const projection = createProjection(sql);
    for (let minor = 0; minor < count; minor += 1) publishOne(projection, name, `1.${minor}.0`);
    renderChanged(projection);
  });
}

function publishOne(projection: Projection, name: string, version: string): void {
  const { sql } = projection;
  const { size: index, time } = readLogEnd(sql, testClock());
  const value = sampleDetail({ name, version, vectors: 'the same in all versions' });
  const bytes = formatReleaseDetail(value);
  const detail = digestOf(bytes);
  const state = findAgencyState(sql, name.slice(0, name.indexOf('/')))?.digest ?? '';
  const facts = { release: value.releaseDigest, envelope: digestOf(version), state, actor: 'token-1', detail };
  const leaf: Leaf = { kind: 'release', time, name, version, ...facts };
  putBlob(sql, { ...value.archive, chunks: Buffer.alloc(32) }, testClock().now());
  publishBlob(sql, value.archive.digest);
  putDetail(sql, detail, bytes);
  appendLeaf(sql, index, leaf);
  projectLeaf(projection, { leaf, index, detail: value });
}

/** Makes a log of `size` leaves: leaves that nothing readable follows from, with their hashes, and one checkpoint. */
export function fillLog(dataDir: string, size: number): void {
  fill(dataDir, (sql) => {
    const { size: from, time } = readLogEnd(sql, testClock());
    const known = new Map<string, Uint8Array>();
    const stored = readNodes(sql);
    const read = (level: number, index: number): Uint8Array => known.get(`${level} ${index}`) ?? stored(level, index);
    for (let index = from; index < size; index += 1) {
      const bytes = fillerLeaf(index, time);
      insertLeaf(sql, { index, bytes });
      for (const node of completedNodes(index, hashLeaf(bytes), read)) {
        insertNode(sql, node);
        // Only the last node of each level is ever asked for again.
        known.set(`${node.level} ${node.index}`, node.hash);
        known.delete(`${node.level} ${node.index - 2}`);
      }
    }
  });
}

function fillerLeaf(index: number, time: number): Uint8Array {
  const digest = digestOf(`filler ${index}`);
  const named = { name: 'filler/filler', version: `1.${index}.0`, release: digest, detail: digest };
  return formatLeaf({ kind: 'approve', time, actor: 'filler', ...named });
}
