import type { Sql } from '../../sql.ts';
import { clearBit, CONTAINER, countBits, setBit, visitBits, type Bitmap } from './bitmap.ts';
import { documentOf } from './posting-block.ts';
import { visitPostings, type PostingChange } from './postings.ts';

/** From so many documents on a term also has its members as sets: fewer are read from its postings. */
export const COMMON = 1024;

const BYTES = CONTAINER / 8;

const rowOf = (term: number, container: number): number => term * 65_536 + container;

/** Is the number of documents of a term before and after a change. */
export interface Growth {
  readonly before: number;
  readonly after: number;
}

/** Brings the sets of a term up to its postings, which have changed already. */
export function changeMembers(sql: Sql, term: number, change: PostingChange & Growth): void {
  const { before, after } = change;
  if (after < COMMON) {
    if (before >= COMMON) removeMembers(sql, term);
    return;
  }
  if (before < COMMON || !hasMembers(sql, term)) {
    buildMembers(sql, term);
    return;
  }
  const removed = change.removed.map(documentOf);
  const added = change.added.map(documentOf);
  const containers = new Set([...removed, ...added].map((document) => Math.floor(document / CONTAINER)));
  for (const container of containers) {
    const bits = readContainer(sql, term, container);
    for (const document of removed) if (isIn(document, container)) clearBit(bits, document % CONTAINER);
    for (const document of added) if (isIn(document, container)) setBit(bits, document % CONTAINER);
    writeContainer(sql, rowOf(term, container), bits);
  }
}

const isIn = (document: number, container: number): boolean => Math.floor(document / CONTAINER) === container;

/** Says no for a term that became common in an earlier release, which held no sets below 4,096 documents. */
function hasMembers(sql: Sql, term: number): boolean {
  const text = 'SELECT 1 AS found FROM search_member WHERE id >= ? AND id < ? LIMIT 1';
  return sql.get(text, rowOf(term, 0), rowOf(term + 1, 0)) !== undefined;
}

function readContainer(sql: Sql, term: number, container: number): Bitmap {
  const bits = new Uint32Array(BYTES / 4);
  const row = sql.get<{ bits: Uint8Array }>('SELECT bits FROM search_member WHERE id = ?', rowOf(term, container));
  if (row !== undefined) addContainer(row.bits, bits);
  return bits;
}

function writeContainer(sql: Sql, id: number, bits: Bitmap): void {
  sql.run('INSERT OR REPLACE INTO search_member (id, bits) VALUES (?, ?)', id, formatContainer(bits));
}

/**
 * Writes a set of documents of a container: a bit for each, or, where that is shorter, the number of each of them in 16 bits
 * (little-endian, ascending), as Roaring bitmaps do (Lemire and others 2016).
 */
function formatContainer(bits: Bitmap): Buffer {
  const count = countBits(bits);
  if (count * 2 >= BYTES) return Buffer.from(bits.buffer);
  const numbers = new Uint16Array(count);
  let at = 0;
  visitBits(bits, (document) => {
    numbers[at++] = document;
    return true;
  });
  return Buffer.from(numbers.buffer);
}

function addContainer(bytes: Uint8Array, into: Bitmap): void {
  const aligned = bytes.slice().buffer;
  if (bytes.length < BYTES) {
    for (const document of new Uint16Array(aligned)) setBit(into, document);
    return;
  }
  const words = new Uint32Array(aligned);
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) | (words[word] ?? 0);
}

function buildMembers(sql: Sql, term: number): void {
  const containers = new Map<number, Bitmap>();
  visitPostings(sql, { id: term, postings: null }, (keys) => {
    for (const document of keys.map(documentOf)) {
      const container = Math.floor(document / CONTAINER);
      const bits = containers.get(container) ?? new Uint32Array(BYTES / 4);
      containers.set(container, bits);
      setBit(bits, document % CONTAINER);
    }
    return true;
  });
  for (const [container, bits] of containers) writeContainer(sql, rowOf(term, container), bits);
}

function removeMembers(sql: Sql, term: number): void {
  sql.run('DELETE FROM search_member WHERE id >= ? AND id < ?', rowOf(term, 0), rowOf(term + 1, 0));
}

/** Adds the members of a common term to a set; gives how many containers were read: none if the term has no sets. */
export function addMembers(sql: Sql, term: number, into: Bitmap): number {
  const text = 'SELECT id, bits FROM search_member WHERE id >= ? AND id < ?';
  const rows = sql.all<{ id: number; bits: Uint8Array }>(text, rowOf(term, 0), rowOf(term + 1, 0));
  for (const { id, bits } of rows) {
    const from = ((id % 65_536) * BYTES) / 4;
    addContainer(bits, into.subarray(from, from + BYTES / 4));
  }
  return rows.length;
}
