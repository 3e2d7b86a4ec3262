import type { Damage } from '../../../ports.ts';
import { COMMON, addMembers } from '../search/index/members.ts';
import { countBits, emptyBitmap, setBit } from '../search/index/bitmap.ts';
import { documentOf, levelOf, parseBlock } from '../search/index/posting-block.ts';
import { visitPostings } from '../search/index/postings.ts';
import { readState } from '../search/entry/state.ts';
import type { Sql } from '../sql.ts';

type Tell = (place: string, detail: string) => void;

/** Is what postings of a term come to: how many there are, and a sum by which other ones are told apart. */
interface Sum {
  count: number;
  sum: number;
}

const LEVELS = 256;

/**
 * Checks the index of search: every entry is merged or waits to be; the postings, the counts and the bits of terms are those that are
 * noted of each entry. Needs memory for two numbers for each term.
 */
export function checkIndex(sql: Sql, found: (damage: Damage) => void): void {
  const tell: Tell = (place, detail) => found({ kind: 'search', place, detail });
  checkEntries(sql, tell);
  const wanted = sumDocuments(sql, tell);
  for (const { id, key, documents, postings } of sql.iterate<Term>(
    'SELECT id, key, documents, postings FROM search_term',
  )) {
    const there = sumPostings(sql, { id, postings });
    const noted = wanted.get(id) ?? { count: 0, sum: 0 };
    wanted.delete(id);
    if (there.count !== noted.count || there.sum !== noted.sum)
      tell(nameOf(key), 'its postings are not those of its entries');
    else if (documents !== noted.count) tell(nameOf(key), `it says ${documents} entries, there are ${noted.count}`);
    else checkMembers(sql, { id, key, documents, postings }, tell);
  }
  for (const term of wanted.keys()) tell(`term ${term}`, 'entries have it; it is not there');
  checkNobodys(sql, tell);
}

interface Term {
  readonly id: number;
  readonly key: string;
  readonly documents: number;
  readonly postings: Uint8Array | null;
}

const nameOf = (key: string): string => `term ${key}`;

function checkEntries(sql: Sql, tell: Tell): void {
  const lost = `SELECT name FROM search_entry WHERE NOT EXISTS (SELECT 1 FROM search_document WHERE id = search_entry.id)
    AND NOT EXISTS (SELECT 1 FROM search_pending WHERE id = search_entry.id)`;
  for (const { name } of sql.all<{ name: string }>(lost)) tell(`entry ${name}`, 'nothing finds it');
  const unknown = `SELECT id FROM search_document WHERE NOT EXISTS (SELECT 1 FROM search_entry WHERE id = search_document.id)
    AND NOT EXISTS (SELECT 1 FROM search_pending WHERE id = search_document.id)`;
  for (const { id } of sql.all<{ id: number }>(unknown))
    tell(`document ${id}`, 'it is found, and there is no such entry');
}

/** Adds up what is noted of each entry. */
function sumDocuments(sql: Sql, tell: Tell): Map<number, Sum> {
  const sums = new Map<number, Sum>();
  const largest = readState(sql, 'largest');
  for (const { id, postings } of sql.iterate<{ id: number; postings: Uint8Array }>(
    'SELECT id, postings FROM search_document',
  )) {
    if (id > largest) tell(`document ${id}`, `the largest is said to be ${largest}`);
    for (const pair of parseBlock(postings)) {
      const term = Math.floor(pair / LEVELS);
      const sum = sums.get(term) ?? { count: 0, sum: 0 };
      sums.set(term, sum);
      add(sum, id, pair % LEVELS);
    }
  }
  return sums;
}

function sumPostings(sql: Sql, term: Pick<Term, 'id' | 'postings'>): Sum {
  const sum = { count: 0, sum: 0 };
  visitPostings(sql, term, (keys) => {
    for (const key of keys) add(sum, documentOf(key), levelOf(key));
    return true;
  });
  return sum;
}

/** Damage is an accident, not an attack: whoever edits the file could edit all of it. */
function add(sum: Sum, document: number, level: number): void {
  sum.count += 1;
  sum.sum = (sum.sum + Math.imul(document * LEVELS + level + 1, 0x9e3779b1)) >>> 0;
}

/** Of so many every release held sets; of fewer the postings serve where there are none. */
const ALWAYS = 4096;

function checkMembers(sql: Sql, { id, key, documents, postings }: Term, tell: Tell): void {
  if (documents < COMMON) return;
  const largest = readState(sql, 'largest');
  const [wanted, there] = [emptyBitmap(largest), emptyBitmap(largest)];
  visitPostings(sql, { id, postings }, (keys) => {
    for (const one of keys) setBit(wanted, documentOf(one));
    return true;
  });
  if (addMembers(sql, id, there) === 0 && documents < ALWAYS) return;
  const isSame = countBits(there) === documents && there.every((word, index) => word === wanted[index]);
  if (!isSame) tell(nameOf(key), 'its bits are not those of its postings');
}

function checkNobodys(sql: Sql, tell: Tell): void {
  const text = `SELECT DISTINCT term FROM search_posting WHERE NOT EXISTS (SELECT 1 FROM search_term WHERE id = term)`;
  for (const { term } of sql.all<{ term: number }>(text)) tell(`term ${term}`, 'it has postings; it is not there');
}
