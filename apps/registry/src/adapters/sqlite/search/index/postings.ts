import type { Sql } from '../../sql.ts';
import { formatBlock, parseBlock } from './posting-block.ts';

/** Postings of a full block; it fits into a page of the database a few times. */
const FULL = 384;

interface Block {
  readonly start: number;
  readonly keys: Uint8Array;
}

/** Is what changes among the postings of a term, both ascending. */
export interface PostingChange {
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/**
 * Changes postings of a term: only the blocks that the changes fall into are read and written, so that new documents, which
 * have the largest numbers, cost one block for each level however many postings there are.
 */
export function changePostings(sql: Sql, term: number, change: PostingChange & { readonly before: number }): void {
  const removed = new Set(change.removed);
  if (change.before <= FULL) {
    rewriteAll(sql, term, { removed, added: change.added });
    return;
  }
  const touched = [...change.removed, ...change.added].sort((a, b) => a - b);
  let at = 0;
  while (at < touched.length) {
    const block = findBlock(sql, term, touched[at] ?? 0);
    const end = block === undefined ? Infinity : endOfBlock(sql, term, Math.max(block.start, touched[at] ?? 0));
    const until = upTo(touched, at, end);
    const added = touched.slice(at, until).filter((key) => !removed.has(key));
    const kept = block === undefined ? [] : parseBlock(block.keys).filter((key) => !removed.has(key));
    if (block !== undefined) sql.run('DELETE FROM search_posting WHERE term = ? AND start = ?', term, block.start);
    writeBlocks(sql, term, mergeKeys(kept, added));
    at = until;
  }
}

/** Of few postings all are read and written: cheaper than looking for the blocks that change. */
function rewriteAll(
  sql: Sql,
  term: number,
  { removed, added }: { readonly removed: ReadonlySet<number>; readonly added: readonly number[] },
): void {
  const blocks = sql.all<Block>('SELECT start, keys FROM search_posting WHERE term = ? ORDER BY start', term);
  const kept = blocks.flatMap(({ keys }) => parseBlock(keys)).filter((key) => !removed.has(key));
  sql.run('DELETE FROM search_posting WHERE term = ?', term);
  writeBlocks(sql, term, mergeKeys(kept, added));
}

/** Stores the postings of a new term, ascending. */
export function insertPostings(sql: Sql, term: number, keys: readonly number[]): void {
  writeBlocks(sql, term, keys);
}

/** Finds the block a key belongs to: the last that does not start after it, or the first. */
function findBlock(sql: Sql, term: number, key: number): Block | undefined {
  return (
    sql.get<Block>(
      'SELECT start, keys FROM search_posting WHERE term = ? AND start <= ? ORDER BY start DESC LIMIT 1',
      ...[term, key],
    ) ?? sql.get<Block>('SELECT start, keys FROM search_posting WHERE term = ? ORDER BY start LIMIT 1', term)
  );
}

function endOfBlock(sql: Sql, term: number, start: number): number {
  const text = 'SELECT start FROM search_posting WHERE term = ? AND start > ? ORDER BY start LIMIT 1';
  return sql.get<{ start: number }>(text, term, start)?.start ?? Infinity;
}

function upTo(keys: readonly number[], from: number, end: number): number {
  let at = from + 1;
  while (at < keys.length && (keys[at] ?? 0) < end) at += 1;
  return at;
}

/** No key is in both: what is added was not there. */
function mergeKeys(kept: readonly number[], added: readonly number[]): readonly number[] {
  if (added.length === 0) return kept;
  if (kept.length === 0 || (kept.at(-1) ?? 0) < (added[0] ?? 0)) return [...kept, ...added];
  const merged: number[] = [];
  let next = 0;
  for (const key of kept) {
    for (; next < added.length && (added[next] ?? 0) < key; next += 1) merged.push(added[next] ?? 0);
    merged.push(key);
  }
  return [...merged, ...added.slice(next)];
}

function writeBlocks(sql: Sql, term: number, keys: readonly number[]): void {
  const text = 'INSERT INTO search_posting (term, start, keys) VALUES (?, ?, ?)';
  // A block that grew a little stays whole; cut in equal parts none is left nearly empty.
  const parts = Math.ceil(keys.length / (keys.length <= FULL * 1.5 ? FULL * 1.5 : FULL));
  const size = Math.ceil(keys.length / Math.max(1, parts));
  for (let from = 0; from < keys.length; from += size) {
    const part = keys.slice(from, from + size);
    sql.run(text, term, part[0] ?? 0, formatBlock(part));
  }
}

/** Visits the postings of a term, highest level first, block by block, until the visitor says `false`. */
export function visitPostings(sql: Sql, term: number, visit: (keys: readonly number[]) => boolean): void {
  const rows = sql.iterate<Block>('SELECT start, keys FROM search_posting WHERE term = ? ORDER BY start', term);
  for (const { keys } of rows) if (!visit(parseBlock(keys))) return;
}
