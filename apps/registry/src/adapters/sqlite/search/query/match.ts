import type { Sql } from '../../sql.ts';
import { addAll, atLeast, clearBit, countBits, emptyBitmap, keepOnly, takeAway, type Bitmap } from '../index/bitmap.ts';
import type { PendingEntry } from '../entry/pending.ts';
import type { Group, Plan } from './plan.ts';
import type { PostingReader } from '../index/reader.ts';
import { EVERY, termKey } from '../entry/streams.ts';
import { findTerm } from '../index/vocabulary.ts';

/** Says how much of a query its hits have: every word, at least half of them, or any. */
export type Coverage = 'all' | 'half' | 'any';

/** Lists terms in rows: what has one of every row is excluded. */
export type Exclusion = readonly (readonly string[])[];

/** Is what a query asks for beside its words. */
export interface Conditions {
  /** Values by facet: one of those of each facet. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** What must not occur: of each word any of the terms that stand for it, of each phrase every pair of its words. */
  readonly excluded: readonly Exclusion[];
}

/** Is what matching works with. */
export interface Matching {
  readonly sql: Sql;
  readonly reader: PostingReader;
  readonly pending: ReadonlyMap<number, PendingEntry>;
  readonly largest: number;
}

/** Is what matches: merged documents as bits, pending ones by their number. */
export interface Matches {
  readonly merged: Bitmap;
  readonly pending: ReadonlySet<number>;
  readonly coverage: Coverage;
}

/** With fewer hits that have every word, those that have half of them are hits too; then those that have any. */
const ENOUGH = 20;

/** Finds all that matches a plan, before the filters. Costs one bit of each document for each word, whatever matches. */
export function matchPlan(plan: Plan, matching: Matching): Matches {
  const counting = plan.groups.flatMap((group, index) => (group.counts ? [index] : []));
  if (counting.length === 0) return { ...everything(matching), coverage: 'all' };
  const sets = counting.map((index) => membersOf(plan, index, matching));
  const levels = [
    ['all', counting.length],
    ['half', Math.ceil(counting.length / 2)],
    ['any', 1],
  ] as const;
  let matches: Matches | undefined;
  for (const [coverage, least] of levels) {
    if (matches !== undefined && least === counting.length) continue;
    const merged = atLeast(sets, least);
    for (const id of matching.pending.keys()) clearBit(merged, id);
    matches = { merged, pending: pendingOf(plan, { counting, least }, matching), coverage };
    if (countBits(merged) + matches.pending.size >= ENOUGH) break;
  }
  return matches ?? { ...everything(matching), coverage: 'all' };
}

/** Gives all documents. */
export function everything({ sql, reader, pending, largest }: Matching): Omit<Matches, 'coverage'> {
  const merged = emptyBitmap(largest);
  const every = findTerm(sql, EVERY);
  if (every !== undefined) reader.addTo(merged, every);
  for (const id of pending.keys()) clearBit(merged, id);
  return { merged, pending: new Set([...pending.values()].filter(({ found }) => found).map(({ id }) => id)) };
}

function membersOf(plan: Plan, index: number, { reader, largest }: Matching): Bitmap {
  const bitmap = emptyBitmap(largest);
  for (const { term } of standingFor(plan, index)) if (term !== undefined) reader.addTo(bitmap, term);
  return bitmap;
}

function standingFor({ groups, spans }: Plan, index: number): Group['alternatives'] {
  const covering = spans.filter((span) => span.groups.includes(index)).map(({ alternative }) => alternative);
  return [...(groups[index]?.alternatives ?? []), ...covering];
}

function pendingOf(
  plan: Plan,
  { counting, least }: { readonly counting: readonly number[]; readonly least: number },
  { pending }: Matching,
): ReadonlySet<number> {
  const matched = new Set<number>();
  for (const { id, found } of pending.values()) {
    if (found === undefined) continue;
    const has = counting.filter((index) => standingFor(plan, index).some(({ key }) => found.weighed.has(key)));
    if (has.length >= least) matched.add(id);
  }
  return matched;
}

/** Keeps what has one of the values of each facet asked for, but for one facet if it is named, and nothing excluded. */
export function narrow<M extends Omit<Matches, 'coverage'>>(
  matches: M,
  conditions: Conditions,
  matching: Matching & { readonly but?: string },
): M {
  const wanted = Object.entries(conditions.filters)
    .filter(([facet]) => facet !== matching.but)
    .map(([facet, values]) => values.map((value) => termKey('f', `${facet}=${value}`)));
  if (wanted.length === 0 && conditions.excluded.length === 0) return matches;
  const merged = matches.merged.slice();
  for (const keys of wanted) keepOnly(merged, anyOf(keys, matching));
  for (const rows of conditions.excluded) takeAway(merged, allOf(rows, matching));
  const pending = [...matches.pending].filter((id) => {
    const weighed = matching.pending.get(id)?.found?.weighed;
    const has = (keys: readonly string[]): boolean => keys.some((key) => weighed?.has(key) === true);
    return wanted.every(has) && !conditions.excluded.some((rows) => rows.every(has));
  });
  return { ...matches, merged, pending: new Set(pending) };
}

function allOf(rows: Exclusion, matching: Matching): Bitmap {
  const [first = [], ...rest] = rows;
  const bitmap = anyOf(first, matching);
  for (const keys of rest) keepOnly(bitmap, anyOf(keys, matching));
  return bitmap;
}

function anyOf(keys: readonly string[], { sql, reader, largest }: Matching): Bitmap {
  const bitmap = emptyBitmap(largest);
  for (const key of keys) {
    const term = findTerm(sql, key);
    if (term !== undefined) addAll(bitmap, reader.members(term));
  }
  return bitmap;
}
