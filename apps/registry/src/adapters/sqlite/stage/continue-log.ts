import {
  completedNodes,
  hashLeaf,
  parseCheckpoint,
  parseLeaf,
  parseNote,
  treeRoot,
} from '@national-forge/transparency';

import { StoreError, type Damage, type OwnLog } from '../../../ports.ts';
import type { Era } from '../audit/copy-log.ts';
import { projectLog } from '../audit/project-log.ts';
import { insertCheckpoint } from '../log/checkpoints.ts';
import { findDetail } from '../log/details.ts';
import { findLastLeaf, insertLeaf } from '../log/leaves.ts';
import { insertNode, readNodes } from '../log/log-nodes.ts';
import { openLogStatus, putLogStatus } from '../log/log-status.ts';
import { movePrivate } from '../move-private.ts';
import { asStoreError } from '../open-database.ts';
import { withdrawPending } from '../search/upkeep/withdraw.ts';
import type { Sql } from '../sql.ts';
import type { OpenStage } from './open-stage.ts';

/**
 * Appends a staged part of the log to the tables that serve, projects it and turns writes on or off: all in one
 * transaction. Gives `false` when the log is not where it was when the part was fetched.
 * @throws StoreError `source-damaged`, `locked`, `storage-full`
 */
export function continueLog(
  sql: Sql,
  stage: OpenStage,
  { from, writes }: { readonly from: OwnLog; readonly writes: 'on' | 'off' },
): boolean {
  // Nor in free pages of the file.
  if (stage.erased().size > 0) sql.exec('PRAGMA secure_delete = ON');
  try {
    sql.run('BEGIN IMMEDIATE');
    const isSame = sizeOf(sql) === from.size;
    if (isSame) {
      appendStaged(sql, stage, from.size);
      if (writes === 'on') openLogStatus(sql);
      else putLogStatus(sql, 'log-behind');
      // What the law erased must not stay behind in the index of search.
      if (stage.erased().size > 0) withdrawPending(sql);
    }
    sql.run(isSame ? 'COMMIT' : 'ROLLBACK');
    return isSame;
  } catch (error) {
    if (sql.inTransaction()) sql.run('ROLLBACK');
    throw asStoreError(error, 'registry.db');
  }
}

/** Gives the number of leaves. */
export const sizeOf = (sql: Sql): number => (findLastLeaf(sql)?.index ?? -1) + 1;

const PAGE = 512;

function appendStaged(sql: Sql, stage: OpenStage, from: number): void {
  const read = readNodes(sql);
  let size = from;
  for (let page = stage.listLeaves(size, PAGE); page.length > 0; page = stage.listLeaves(size, PAGE)) {
    for (const entry of page) {
      insertLeaf(sql, entry);
      const leaf = parseLeaf(entry.bytes);
      if (leaf.kind === 'transfer') movePrivate(sql, leaf);
      for (const node of completedNodes(entry.index, hashLeaf(entry.bytes), read)) insertNode(sql, node);
    }
    size += page.length;
  }
  storeCheckpoints(sql, stage);
  projectStaged(sql, stage, { from, size });
  // A row was claimed for each archive named; those that nobody needed and nobody stored are nothing.
  sql.run('DELETE FROM blob WHERE published = 0 AND length(chunks) = 0');
}

function storeCheckpoints(sql: Sql, stage: OpenStage): void {
  const read = readNodes(sql);
  for (const checkpoint of stage.listCheckpoints()) {
    const { size, root } = parseCheckpoint(parseNote(checkpoint.note).text);
    if (Buffer.compare(treeRoot(size, read), root) !== 0)
      throw damaged(`its checkpoint of size ${size} has another root`);
    insertCheckpoint(sql, checkpoint);
  }
}

function projectStaged(sql: Sql, stage: OpenStage, { from, size }: { from: number; size: number }): void {
  const broken: Damage[] = [];
  const detail = (digest: string): Uint8Array | undefined => stage.findDetail(digest) ?? findDetail(sql, digest);
  const parts = { expected: sql, detail, found: (damage: Damage) => void broken.push(damage) };
  projectLog(parts, { size, from, eras: erasOf(sql), erased: stage.erased() });
  const [first] = broken;
  if (first) throw damaged(`${first.kind} ${first.place}: ${first.detail}`);
}

function erasOf(sql: Sql): readonly Era[] {
  const text = 'SELECT leaf_index AS since, origin, key FROM log_identity ORDER BY leaf_index';
  return sql.all<Era>(text);
}

const damaged = (reason: string): StoreError => new StoreError('source-damaged', `${reason}; nothing was changed`);
