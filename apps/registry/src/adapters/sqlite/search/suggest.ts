import { analyze } from '@national-forge/analyzer';
import type { SearchHit } from '@national-forge/api';

import type { Engine } from './index/engine.ts';
import { findSearchHit } from './entry/entries.ts';
import { rankOf } from './index/rank-of.ts';
import { documentOf } from './index/posting-block.ts';
import { visitPostings } from './index/postings.ts';
import { readState } from './entry/state.ts';
import { termKey } from './entry/streams.ts';
import { findTerm, listBeginning } from './index/vocabulary.ts';

/** Is an entry that is suggested. */
export interface Suggested {
  readonly id: number;
  readonly hit: SearchHit;
}

/** How many words may complete the last one, and how many entries of each are looked at. */
const COMPLETIONS = 8;
const OF_EACH = 8;

/** How many suggestions are put in order, and how many entries are read for them at most. */
const LOOKED_AT = 16;
const MOST_READ = 64;

/**
 * Suggests entries while someone types: those whose name or titles have every word but the last, and a word that begins
 * like the last; accents, vowel signs and the Arabic article may be left out. Looks at the entries that such words weigh most
 * in, and at the pending ones.
 */
export function suggestEntries(engine: Engine, typed: string, limit: number): readonly Suggested[] {
  const words = plainWords(typed);
  if (words.length === 0) return [];
  const pending = engine.pending();
  engine.columns.follow(readState(engine.sql, 'version'));
  const found = new Map<number, Suggested>();
  const consider = (id: number, hit: SearchHit | undefined): void => {
    if (hit !== undefined && isCalled(hit, words)) found.set(id, { id, hit });
  };
  for (const { id, found: one } of pending.values()) consider(id, one?.entry.hit);
  const seen = new Set<number>(pending.keys());
  for (const id of candidatesFor(engine, typed)) {
    if (found.size >= Math.max(limit, LOOKED_AT) || seen.size >= pending.size + MOST_READ) break;
    if (!seen.has(id)) consider(id, findHit(engine, id));
    seen.add(id);
  }
  const ranks = { columns: engine.columns, pending };
  return [...found.values()].sort((a, b) => compare(ranks, a, b)).slice(0, limit);
}

function findHit({ sql }: Engine, id: number): SearchHit | undefined {
  const hit = findSearchHit(sql, id);
  return hit === undefined ? undefined : (JSON.parse(hit) as SearchHit);
}

/** What is used most and in best health comes first, then the name. */
function compare(ranks: Parameters<typeof rankOf>[0], a: Suggested, b: Suggested): number {
  return rankOf(ranks, b.id) - rankOf(ranks, a.id) || (a.hit.name < b.hit.name ? -1 : 1);
}

/**
 * Looks where the rarest whole word stands, then where words begin like the last: as they are written, by their stems, which
 * have no accents and no article, and by the stems that the last has if it is whole.
 */
function* candidatesFor({ sql }: Engine, typed: string): Generator<number> {
  const words = analyze(typed);
  const last = words.at(-1);
  if (last === undefined) return;
  const whole = words.filter(({ end }) => end <= last.start).flatMap(({ exact, stems }) => keysOf(exact, stems));
  const terms = whole.flatMap((key) => findTerm(sql, key) ?? []);
  const [rarest] = terms.sort((a, b) => a.documents - b.documents);
  if (rarest !== undefined) yield* firstOf(sql, rarest, MOST_READ / 2);
  const beginnings = [...formsOf(last.exact), ...formsOf(plain(last.exact))];
  for (const key of new Set(keysOf(last.exact, [...beginnings, ...last.stems]))) {
    for (const term of listBeginning(sql, key, COMPLETIONS)) yield* firstOf(sql, term, OF_EACH);
  }
}

const keysOf = (exact: string, stems: readonly string[]): readonly string[] => [
  ...formsOf(exact).map((form) => termKey('e', form)),
  ...stems.map((stem) => termKey('s', stem)),
];

function firstOf(sql: Engine['sql'], term: Parameters<typeof visitPostings>[1], most: number): readonly number[] {
  const documents: number[] = [];
  visitPostings(sql, term, (keys) => {
    documents.push(...keys.slice(0, most - documents.length).map(documentOf));
    return documents.length < most;
  });
  return documents;
}

function isCalled({ name, title }: SearchHit, words: readonly string[]): boolean {
  const called = [name, ...Object.values(title)].flatMap((text) => plainWords(text ?? ''));
  return words.every((word, index) => {
    const forms = formsOf(word);
    const isLast = index === words.length - 1;
    return called.some((one) => forms.some((form) => (isLast ? one.startsWith(form) : one === form)));
  });
}

/** Cuts a text into words without what may be left out when it is typed. */
function plainWords(text: string): readonly string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Takes accents, vowel signs and what lengthens letters away, and writes letters alike that are typed for each other. */
function plain(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\u0640]/gu, '');
  return letters.replaceAll('ى', 'ي').replaceAll('ة', 'ه');
}

const ARTICLE = 'ال';

/** A word of Arabic letters is typed with its article or without, however the name has it. */
function formsOf(word: string): readonly string[] {
  if (!/^\p{Script=Arabic}/u.test(word)) return [word];
  if (!word.startsWith(ARTICLE)) return [word, ARTICLE + word];
  return word.length > ARTICLE.length + 1 ? [word, word.slice(ARTICLE.length)] : [word];
}
