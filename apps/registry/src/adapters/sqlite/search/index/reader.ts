import type { Sql } from '../../sql.ts';
import { addAll, emptyBitmap, setBit, type Bitmap } from './bitmap.ts';
import { addMembers, COMMON } from './members.ts';
import type { Postings } from './posting-block.ts';
import { readPostings } from './postings.ts';
import type { Term } from './vocabulary.ts';

/** Is what was read of the postings of a term: the highest levels first. */
export interface PostingList {
  readonly postings: Postings;
  /** The impact of those that were not read is not above this one; `undefined`: all were read. */
  readonly floor: number | undefined;
}

/** Reads postings within a budget, each term once. */
export interface PostingReader {
  read(term: Term): PostingList;
  /** Adds all documents of a term to a set. */
  addTo(into: Bitmap, term: Term): void;
  /** Gives all documents of a term. */
  members(term: Term): Bitmap;
  /** Postings that were read so far. */
  touched(): number;
}

/** How many postings of a common term are read. */
const OF_A_COMMON_TERM = 1024;

/** How many postings a query reads before it is content with a few of each further term that is common. */
const BUDGET = 16_384;
const OF_A_LATE_TERM = 384;

/** Opens a reader for one query. */
export function openReader(sql: Sql, largest: number): PostingReader {
  const lists = new Map<number, PostingList>();
  const sets = new Map<number, Bitmap>();
  let touched = 0;
  const readList = (term: Term): PostingList => {
    const { documents } = term;
    const isCommon = documents >= COMMON;
    const most = isCommon ? (touched > BUDGET ? OF_A_LATE_TERM : OF_A_COMMON_TERM) : documents;
    const postings = readPostings(sql, term, most);
    const { length, levels } = postings;
    touched += length;
    return { postings, floor: length >= documents ? undefined : (levels[length - 1] ?? 0) >> 2 };
  };
  const reader: PostingReader = {
    read: (term) => remember(lists, term.id, () => readList(term)),
    addTo: (into, term) => {
      if (term.documents < COMMON) setAll(into, reader.read(term).postings);
      else addAll(into, reader.members(term));
    },
    members: (term) =>
      remember(sets, term.id, () => {
        const bitmap = emptyBitmap(largest);
        if (term.documents < COMMON) reader.addTo(bitmap, term);
        // Of an earlier release it may have none.
        else if (addMembers(sql, term.id, bitmap) === 0) setAll(bitmap, readPostings(sql, term, term.documents));
        return bitmap;
      }),
    touched: () => touched,
  };
  return reader;
}

function setAll(into: Bitmap, { documents, length }: Postings): void {
  for (let at = 0; at < length; at += 1) setBit(into, documents[at] ?? 0);
}

function remember<T>(held: Map<number, T>, key: number, make: () => T): T {
  const found = held.get(key);
  if (found !== undefined) return found;
  const made = make();
  held.set(key, made);
  return made;
}
