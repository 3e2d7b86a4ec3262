import type { SearchSort } from '../../../../ports.ts';
import { hasBit, visitBits } from '../index/bitmap.ts';
import type { Engine } from '../index/engine.ts';
import type { Ordering, Placed } from './placed.ts';
import { rankOf } from '../index/rank-of.ts';

type Key = Exclude<SearchSort, 'relevance'>;

/** Gives the first matches after a place, in the order of a key. */
export function orderByKey(
  engine: Engine,
  ordering: Omit<Ordering, 'sort'> & { readonly sort: Key },
): readonly Placed[] {
  switch (ordering.sort) {
    case 'name':
      return walk(engine, ordering, {
        text: 'SELECT id, name AS key FROM search_entry WHERE (name, id) > (?, ?) ORDER BY name, id',
        start: ['', -1],
      });
    case 'recent':
      return walk(engine, ordering, {
        text: `SELECT id, updated_at AS key FROM search_entry WHERE (updated_at, id) < (?, ?)
          ORDER BY updated_at DESC, id DESC`,
        start: ['\u{10ffff}', 0],
      });
    case 'reuse':
      return byReuse(engine, ordering);
  }
}

interface Walk {
  readonly text: string;
  readonly start: readonly [string, number];
}

/** Walks along an index of the entries and keeps what matches. */
function walk(
  { sql }: Engine,
  { matches, after, wanted }: Omit<Ordering, 'sort'>,
  { text, start }: Walk,
): readonly Placed[] {
  const from = after === undefined ? start : ([String(after.key), after.document] as const);
  const placed: Placed[] = [];
  for (const { id, key } of sql.iterate<{ id: number; key: string }>(text, ...from)) {
    if (!hasBit(matches.merged, id) && !matches.pending.has(id)) continue;
    placed.push({ key, document: id });
    if (placed.length === wanted) break;
  }
  return placed;
}

/** The ranks are at hand: one look at each match. */
function byReuse({ columns }: Engine, { matches, after, wanted, pending }: Omit<Ordering, 'sort'>): readonly Placed[] {
  const placed: Placed[] = [];
  const isAfter = (a: Placed, b: Placed): boolean => a.key < b.key || (a.key === b.key && a.document > b.document);
  const add = (document: number): void => {
    const one = { key: rankOf({ columns, pending }, document) >> 10, document };
    if (after === undefined || isAfter(one, { key: Number(after.key), document: after.document })) placed.push(one);
  };
  visitBits(matches.merged, (document) => {
    add(document);
    return true;
  });
  for (const id of matches.pending) add(id);
  return placed.sort((a, b) => (isAfter(b, a) ? -1 : 1)).slice(0, wanted);
}
