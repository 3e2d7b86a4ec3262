import type { Sql } from '../../sql.ts';
import { formatBlock, makePostings, parseBlock, readBlock, type Postings } from './posting-block.ts';
import type { Term } from './vocabulary.ts';

/** So many postings stand with their term: most terms have a few, and one row is read and written for all of it. */
const FEW = 64;

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
 * Changes postings of a term; gives those that are to stand with it. Of many only the blocks that the changes fall into are read
 * and written, so that new documents, which have the largest numbers, cost one block for each level however many there are.
 */
export function changePostings(sql: Sql, term: Term, { removed, added }: PostingChange): Uint8Array | null {
  const gone = new Set(removed);
  if (term.postings === null && term.documents > FULL) {
    changeBlocks(sql, term.id, { touched: [...removed, ...added].sort((a, b) => a - b), gone });
    return null;
  }
  const keys = mergeKeys(without(readAll(sql, term), gone), added);
  if (term.postings === null && term.documents > 0) removePostings(sql, term.id);
  if (keys.length <= FEW) return formatBlock(keys);
  writeBlocks(sql, term.id, keys);
  return null;
}

/** Removes the postings of a term that stand in blocks. */
export function removePostings(sql: Sql, term: number): void {
  sql.run('DELETE FROM search_posting WHERE term = ?', term);
}

function readAll(sql: Sql, term: Term): readonly number[] {
  if (term.documents === 0) return [];
  const all: number[] = [];
  visitPostings(sql, term, (keys) => {
    for (const key of keys) all.push(key);
    return true;
  });
  return all;
}

function without(keys: readonly number[], gone: ReadonlySet<number>): readonly number[] {
  return gone.size === 0 ? keys : keys.filter((key) => !gone.has(key));
}

function changeBlocks(
  sql: Sql,
  term: number,
  { touched, gone }: { readonly touched: readonly number[]; readonly gone: ReadonlySet<number> },
): void {
  let at = 0;
  while (at < touched.length) {
    const block = findBlock(sql, term, touched[at] ?? 0);
    const end = block === undefined ? Infinity : endOfBlock(sql, term, Math.max(block.start, touched[at] ?? 0));
    const until = upTo(touched, at, end);
    const kept = block === undefined ? [] : without(parseBlock(block.keys), gone);
    if (block !== undefined) sql.run('DELETE FROM search_posting WHERE term = ? AND start = ?', term, block.start);
    writeBlocks(sql, term, mergeKeys(kept, without(touched.slice(at, until), gone)));
    at = until;
  }
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
  if (kept.length === 0) return added;
  const merged: number[] = [];
  let next = 0;
  for (const key of kept) {
    for (; next < added.length && (added[next] ?? 0) < key; next += 1) merged.push(added[next] ?? 0);
    merged.push(key);
  }
  for (; next < added.length; next += 1) merged.push(added[next] ?? 0);
  return merged;
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
export function visitPostings(
  sql: Sql,
  { id, postings }: Pick<Term, 'id' | 'postings'>,
  visit: (keys: readonly number[]) => boolean,
): void {
  if (postings !== null) {
    visit(parseBlock(postings));
    return;
  }
  const rows = sql.iterate<Block>('SELECT start, keys FROM search_posting WHERE term = ? ORDER BY start', id);
  for (const { keys } of rows) if (!visit(parseBlock(keys))) return;
}

/** Reads the postings of a term with the highest levels, at least so many if there are. */
export function readPostings(sql: Sql, { id, documents, postings }: Term, least: number): Postings {
  // A block that is begun is read to its end.
  const read = makePostings(Math.min(documents, least + FULL * 2));
  if (postings !== null) readBlock(postings, read);
  else {
    const rows = sql.iterate<Pick<Block, 'keys'>>('SELECT keys FROM search_posting WHERE term = ? ORDER BY start', id);
    for (const { keys } of rows) {
      readBlock(keys, read);
      if (read.length >= least) break;
    }
  }
  return read;
}
