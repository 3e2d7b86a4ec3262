import { analyze } from '@national-forge/analyzer';
import type { SearchHit } from '@national-forge/api';

import type { Engine } from './index/engine.ts';
import { findSearchHit } from './entry/entries.ts';
import { rankOf } from './index/rank-of.ts';
import { documentOf } from './index/posting-block.ts';
import { visitPostings } from './index/postings.ts';
import { readState } from './entry/state.ts';
import { termKey } from './entry/streams.ts';
import { listBeginning } from './index/vocabulary.ts';

/** Is an entry that is suggested. */
export interface Suggested {
  readonly id: number;
  readonly hit: SearchHit;
}

/** How many words may complete the last one, and how many entries of each are looked at. */
const COMPLETIONS = 8;
const OF_EACH = 8;

/** How many suggestions are put in order. */
const LOOKED_AT = 16;

/**
 * Suggests entries while someone types: those whose name or titles have every word but the last, and a word that begins
 * like the last. Looks at the entries that such words weigh most in, and at the pending ones.
 */
export function suggestEntries(engine: Engine, typed: string, limit: number): readonly Suggested[] {
  const words = analyze(typed).map(({ exact }) => exact);
  const last = words.at(-1);
  if (last === undefined) return [];
  const found: Suggested[] = [];
  const pending = engine.pending();
  engine.columns.follow(readState(engine.sql, 'version'));
  const consider = (id: number, hit: SearchHit | undefined): void => {
    if (hit !== undefined && isCalled(hit, words)) found.push({ id, hit });
  };
  for (const { id, found: one } of pending.values()) consider(id, one?.entry.hit);
  for (const id of candidatesFor(engine, last)) {
    if (found.length >= Math.max(limit, LOOKED_AT)) break;
    if (!pending.has(id)) consider(id, findHit(engine, id));
  }
  return found.sort((a, b) => compare({ columns: engine.columns, pending }, a, b)).slice(0, limit);
}

function findHit({ sql }: Engine, id: number): SearchHit | undefined {
  const hit = findSearchHit(sql, id);
  return hit === undefined ? undefined : (JSON.parse(hit) as SearchHit);
}

/** What is used most and in best health comes first, then the name. */
function compare(ranks: Parameters<typeof rankOf>[0], a: Suggested, b: Suggested): number {
  return rankOf(ranks, b.id) - rankOf(ranks, a.id) || (a.hit.name < b.hit.name ? -1 : 1);
}

function candidatesFor({ sql }: Engine, last: string): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const term of listBeginning(sql, termKey('e', last), COMPLETIONS)) {
    let left = OF_EACH;
    visitPostings(sql, term, (keys) => {
      for (const key of keys.slice(0, left)) ids.add(documentOf(key));
      left -= keys.length;
      return left > 0;
    });
  }
  return ids;
}

function isCalled({ name, title }: SearchHit, words: readonly string[]): boolean {
  const called = [name, ...Object.values(title)].flatMap((text) => analyze(text ?? '').map(({ exact }) => exact));
  return words.every((word, index) =>
    called.some((one) => (index === words.length - 1 ? one.startsWith(word) : one === word)),
  );
}
