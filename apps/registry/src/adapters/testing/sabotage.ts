import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  completedNodes,
  hashLeaf,
  openLogKey,
  parseCheckpoint,
  parseNote,
  signCheckpoint,
  treeRoot,
  type TreeNode,
} from '@national-forge/transparency';
import Database from 'better-sqlite3';

import { verifyFolder } from '../../wiring/maintenance.ts';
import { LOG_KEY_FILE } from '../data-folder.ts';
import type { Bed } from './bed.ts';

/** Does to a copy of the data what only someone with the file can do, past triggers and constraints; then verifies it. */
export async function damagesAfter(bed: Bed, work: (database: Database.Database) => void): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'nforge-sabotage-'));
  const dataDir = join(root, 'data');
  cpSync(bed.dataDir, dataDir, { recursive: true });
  const database = new Database(join(dataDir, 'registry.db'));
  database.unsafeMode(true);
  database.pragma('foreign_keys = OFF');
  database.pragma('ignore_check_constraints = ON');
  const triggers = database.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  work(database);
  for (const { sql } of triggers) database.exec(sql);
  database.close();
  const { damages, ok } = await verifyFolder({ dataDir, clock: bed.clock });
  rmSync(root, { recursive: true });
  if (ok !== (damages.length === 0)) throw new Error(`ok is ${String(ok)} with ${damages.length} damages`);
  return damages.map(({ kind, place, detail }) => `${kind}: ${place}: ${detail}`);
}

/** Makes every hash of the tree again from the leaves that are there, as someone would who hides what he did to them. */
export function remakeNodes(database: Database.Database): void {
  database.exec('DELETE FROM log_node');
  const insert = database.prepare('INSERT INTO log_node (level, idx, hash) VALUES (?, ?, ?)');
  const read = nodesOf(database);
  const leaves = database.prepare('SELECT bytes FROM leaf ORDER BY idx').pluck().all() as Buffer[];
  const put = ({ level, index, hash }: TreeNode): unknown => insert.run(level, index, hash);
  leaves.forEach((bytes, index) => [...completedNodes(index, hashLeaf(bytes), read)].forEach(put));
}

/** Signs the newest checkpoint again, of the leaves that are there: what the operator can do, who has the key of the log. */
export function signAgain(database: Database.Database, { dataDir }: Bed): void {
  remakeNodes(database);
  const size = database.prepare('SELECT count(*) FROM leaf').pluck().get() as number;
  const [last] = database.prepare('SELECT size, note FROM checkpoint ORDER BY size DESC').all() as Row[];
  if (last === undefined) throw new Error('no checkpoint');
  const { origin } = parseCheckpoint(parseNote(last.note).text);
  const root = treeRoot(size, nodesOf(database));
  const signer = openLogKey(origin, readFileSync(join(dataDir, LOG_KEY_FILE), 'utf8'));
  const note = signCheckpoint({ origin, size, root, extensions: [] }, signer);
  database.prepare('UPDATE checkpoint SET size = ?, note = ? WHERE size = ?').run(size, note, last.size);
}

interface Row {
  readonly size: number;
  readonly note: string;
}

function nodesOf(database: Database.Database) {
  const find = database.prepare('SELECT hash FROM log_node WHERE level = ? AND idx = ?').pluck();
  return (level: number, index: number): Uint8Array => find.get(level, index) as Buffer;
}
