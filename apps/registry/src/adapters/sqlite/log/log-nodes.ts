import type { HashReader, TreeNode } from '@national-forge/transparency';

import type { Sql } from '../sql.ts';

/** Stores the hash of a complete subtree. */
export function insertNode(sql: Sql, { level, index, hash }: TreeNode): void {
  sql.run('INSERT INTO log_node (level, idx, hash) VALUES (?, ?, ?)', level, index, hash);
}

/** Reads hashes of complete subtrees; what is not stored is an error, for nothing may be made up. */
export function readNodes(sql: Sql): HashReader {
  return (level, index) => {
    const row = sql.get<{ hash: Buffer }>('SELECT hash FROM log_node WHERE level = ? AND idx = ?', level, index);
    return row === undefined ? gone(level, index) : row.hash;
  };
}

/**
 * Reads the hashes of neighbouring subtrees of one level, one after the other. They come as one row of text: a row for
 * each of 256 hashes costs several times as much as the reading.
 */
export function readRow(sql: Sql, span: { level: number; from: number; count: number }): Buffer {
  const row = sql.get<{ hashes: string | null }>(
    `SELECT group_concat(hex(hash), '' ORDER BY idx) AS hashes FROM log_node WHERE level = ? AND idx >= ? AND idx < ?`,
    ...[span.level, span.from, span.from + span.count],
  );
  const hashes = row?.hashes ?? '';
  // Memory of its own: a slice of the pool would keep more of it alive than it holds.
  const bytes = Buffer.allocUnsafeSlow(span.count * HASH_LENGTH);
  if (hashes.length === bytes.length * 2 && bytes.write(hashes, 'hex') === bytes.length) return bytes;
  throw new Error(`hashes of level ${span.level} from ${span.from} on are gone from the log`);
}

const HASH_LENGTH = 32;
const BLANK = new Uint8Array(HASH_LENGTH);

/** Does a walk through the tree (a proof, a root) with the hashes that it asks for. The same hashes, the same result. */
export type WalkTree = <T>(walk: (read: HashReader) => T) => T;

/** How many hashes are held: the upper part of the tree, which every proof asks for, and what was appended last. */
const HELD = 4096;

/**
 * Makes walks that cost one statement, and none where their hashes are remembered: a first walk, over blank hashes,
 * tells what it reads. Hashes never change once they are committed; walk through no others.
 */
export function createTreeWalk(sql: Sql): WalkTree {
  let young = new Map<string, Uint8Array>();
  let old = new Map<string, Uint8Array>();
  const remember = (key: string, hash: Uint8Array): void => {
    if (young.size >= HELD / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, hash);
  };
  return (walk) => {
    const found = new Map<string, Uint8Array>();
    const missing: [level: number, index: number][] = [];
    const blind = walk((level, index) => {
      const key = `${level} ${index}`;
      const known = young.get(key) ?? old.get(key);
      if (known === undefined) missing.push([level, index]);
      else found.set(key, known);
      return known ?? BLANK;
    });
    if (missing.length === 0) return blind;
    for (const { level, idx, hash } of listNodes(sql, missing)) found.set(`${level} ${idx}`, hash);
    for (const [key, hash] of found) remember(key, hash);
    return walk((level, index) => found.get(`${level} ${index}`) ?? gone(level, index));
  };
}

interface Row {
  readonly level: number;
  readonly idx: number;
  readonly hash: Buffer;
}

function listNodes(sql: Sql, places: readonly (readonly [level: number, index: number])[]): readonly Row[] {
  return sql.all<Row>(
    `SELECT level, idx, hash FROM json_each(?) AS wanted
     CROSS JOIN log_node ON level = wanted.value ->> 0 AND idx = wanted.value ->> 1`,
    JSON.stringify(places),
  );
}

function gone(level: number, index: number): never {
  throw new Error(`the node ${index} of level ${level} of the log is gone`);
}
