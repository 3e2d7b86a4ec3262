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
    if (row === undefined) throw new Error(`the node ${index} of level ${level} of the log is gone`);
    return row.hash;
  };
}

/** Lists the hashes of neighbouring subtrees of one level. */
export function listNodes(sql: Sql, span: { level: number; from: number; count: number }): readonly Uint8Array[] {
  const text = 'SELECT hash FROM log_node WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx';
  return sql.all<{ hash: Buffer }>(text, span.level, span.from, span.from + span.count).map(({ hash }) => hash);
}

/** How many hashes are held: the upper part of the tree, which every proof asks for, and what was appended last. */
const HELD = 4096;

/** Remembers hashes that a reader gave. They never change once they are committed; ask for no others through it. */
export function rememberNodes(read: HashReader): HashReader {
  const held = new Map<string, Uint8Array>();
  return (level, index) => {
    const key = `${level} ${index}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const hash = read(level, index);
    if (held.size >= HELD) held.clear();
    held.set(key, hash);
    return hash;
  };
}
