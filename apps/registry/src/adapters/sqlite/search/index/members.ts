import type { Sql } from '../../sql.ts';
import { clearBit, CONTAINER, setBit, type Bitmap } from './bitmap.ts';
import { documentOf } from './posting-block.ts';
import { visitPostings, type PostingChange } from './postings.ts';

/** From so many documents on a term also has its members as bits: fewer are read from its postings. */
export const COMMON = 4096;

const BYTES = CONTAINER / 8;

const rowOf = (term: number, container: number): number => term * 65_536 + container;

/** Is the number of documents of a term before and after a change. */
export interface Growth {
  readonly before: number;
  readonly after: number;
}

/** Brings the bits of a term up to its postings, which have changed already. */
export function changeMembers(sql: Sql, term: number, change: PostingChange & Growth): void {
  const { before, after } = change;
  if (after < COMMON) {
    if (before >= COMMON) removeMembers(sql, term);
    return;
  }
  if (before < COMMON) {
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

function readContainer(sql: Sql, term: number, container: number): Bitmap {
  const bits = new Uint32Array(BYTES / 4);
  const row = sql.get<{ bits: Uint8Array }>('SELECT bits FROM search_member WHERE id = ?', rowOf(term, container));
  if (row !== undefined) new Uint8Array(bits.buffer).set(row.bits);
  return bits;
}

function writeContainer(sql: Sql, id: number, bits: Bitmap): void {
  sql.run('INSERT OR REPLACE INTO search_member (id, bits) VALUES (?, ?)', id, Buffer.from(bits.buffer));
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

/** Adds the members of a common term to a set; gives how many containers were read. */
export function addMembers(sql: Sql, term: number, into: Bitmap): number {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  const words = new Uint32Array(BYTES / 4);
  const text = 'SELECT id, bits FROM search_member WHERE id >= ? AND id < ?';
  const rows = sql.all<{ id: number; bits: Uint8Array }>(text, rowOf(term, 0), rowOf(term + 1, 0));
  for (const { id, bits } of rows) {
    new Uint8Array(words.buffer).set(bits);
    const from = ((id % 65_536) * BYTES) / 4;
    if (from * 4 >= bytes.length) continue;
    for (let word = 0; word < words.length; word += 1)
      into[from + word] = (into[from + word] ?? 0) | (words[word] ?? 0);
  }
  return rows.length;
}
