import { foreignSkeletons, type Token } from '@national-forge/analyzer';

import { worthOf } from './frequency.ts';
import { isReading } from './is-reading.ts';
import type { Alternative, Planning, StandsBy } from './plan.ts';
import { distance, errorsOf, listAlike } from '../index/spelling.ts';
import { termKey, type Stream } from '../entry/streams.ts';
import { findTerm, listBeginning, type Term } from '../index/vocabulary.ts';

/** Is what stands for a word, and the word it may be a misspelling of. */
export interface Words {
  readonly alternatives: readonly Alternative[];
  readonly correction: string | undefined;
}

/** What a term is worth against the word itself. */
const WEIGHTS = { exact: 1, stem: 0.9, reading: 0.7, prefix: 0.7, spelling: 0.6, skeleton: 0.4 } as const;

/** A word that so few documents have is helped: by its readings, its consonants, as the beginning of others. */
const FEW = 5;

/** How many words a beginning, and a misspelling, may stand for. */
const MOST_BEGINNING = 12;
const MOST_ALIKE = 6;

/** A longer word may have one error more. */
const FARTHER_FROM = 4;

/** Words share no less than so many letters. */
const SHORTEST_START = 4;

/** Fewer consonants are those of too many words. */
const SHORTEST_SKELETON = 3;

/** A shorter reading of a word that French or English have is chance. */
const SHORTEST_FOREIGN = 4;

/** A shorter beginning says nothing yet. */
const SHORTEST = 2;

/**
 * Finds what stands for a word: itself and its stems; where few documents have these, its readings in another script,
 * words that begin so (of the last word), its consonants in names, and words it may be a misspelling of.
 */
export function alternativesOf(
  token: Token,
  { isLast, isMet }: { isLast: boolean; isMet: boolean },
  planning: Planning,
): Words {
  const own = ownAlternatives(
    token,
    token.stems.filter((stem) => !isReading(token, stem)),
    planning,
  );
  const count = countDocuments(own, planning);
  if (count > FEW) return { alternatives: own, correction: undefined };
  const beginning = isLast ? beginningWith(token.exact, planning) : [];
  if (isMet) return { alternatives: [...own, ...beginning], correction: undefined };
  const heard = soundingLike(token, { count }, planning);
  const helped = [...own, ...heard.readings, ...beginning, ...heard.skeletons];
  const isKnown = planning.lexicon?.knows(token.exact) === true;
  if (isKnown || countDocuments([...own, ...heard.readings, ...beginning], planning) > 0)
    return { alternatives: helped, correction: undefined };
  const alike = spelledAlike(token.exact, planning);
  if (alike.length > 0) return { alternatives: [...helped, ...alike], correction: alike[0]?.key.slice(1) };
  return { alternatives: [...helped, ...sharingTheStart(token.exact, planning)], correction: undefined };
}

/** A word of French or English is hardly Arabizi: not where documents have it, and never for three letters of Arabic (`paid` is not بعد). */
function soundingLike(token: Token, { count }: { count: number }, planning: Planning) {
  const { exact, script, stems } = token;
  const shortest = planning.lexicon?.isEuropean(exact) !== true ? 1 : count > 0 ? Infinity : SHORTEST_FOREIGN;
  const read = stems.filter((stem) => isReading(token, stem) && stem.length >= shortest);
  return {
    readings: read.map((stem) => find('reading', termKey('s', stem), planning)),
    skeletons: foreignSkeletons(exact, script)
      .filter(({ length }) => length >= SHORTEST_SKELETON)
      .map((skeleton) => find('skeleton', termKey('k', skeleton), planning)),
  };
}

/** A word as written is worth what its stem is: that few write it so makes it no rarer. */
function ownAlternatives({ exact }: Token, stems: readonly string[], planning: Planning): readonly Alternative[] {
  const stemmed = stems.map((stem) => find('stem', termKey('s', stem), planning));
  const written = find('exact', termKey('e', exact), planning);
  const documents = written.term?.documents ?? 0;
  const wider = stemmed.map(({ term }) => term?.documents ?? 0).filter((count) => count >= documents);
  const worth = worthOf(wider.length === 0 ? documents : Math.min(...wider), planning.documents);
  return [{ ...written, weight: WEIGHTS.exact * worth }, ...stemmed];
}

function find(by: keyof typeof WEIGHTS, key: string, { sql, documents }: Planning): Alternative {
  const term = findTerm(sql, key);
  return { key, term, by, weight: WEIGHTS[by] * worthOf(term?.documents ?? 0, documents) };
}

/** Counts the documents that have any of them, or somewhat more: those that have two count twice. */
export function countDocuments(alternatives: readonly Alternative[], { pending }: Planning): number {
  let count = alternatives.reduce((sum, { term }) => sum + (term?.documents ?? 0), 0);
  for (const { found } of pending.values()) {
    if (found !== undefined && alternatives.some(({ key }) => found.weighed.has(key))) count += 1;
  }
  return count;
}

function beginningWith(start: string, planning: Planning): readonly Alternative[] {
  if (start.length < SHORTEST) return [];
  const keys = new Map<string, Term | undefined>();
  for (const { key, ...term } of listBeginning(planning.sql, termKey('e', start), MOST_BEGINNING)) keys.set(key, term);
  for (const key of pendingTerms('e', planning)) {
    if (keys.size < MOST_BEGINNING * 2 && key.startsWith(start, 1) && !keys.has(key)) keys.set(key, undefined);
  }
  return alternativesFrom('prefix', keys, planning);
}

/** Where nothing is as near as a slip of the finger, one error more is looked for: better than no hit. */
function spelledAlike(word: string, planning: Planning): readonly Alternative[] {
  const errors = errorsOf(word);
  if (errors === 0) return [];
  const near = nearestTo(word, errors, planning);
  if (near.length > 0) return near;
  const farther = word.length > FARTHER_FROM ? nearestTo(word, errors + 1, planning) : [];
  return farther.map((one) => ({ ...one, weight: one.weight / 2 }));
}

/** The last resort, for endings that no stemmer knows: words that begin like the first three fifths of this one. */
function sharingTheStart(word: string, planning: Planning): readonly Alternative[] {
  const length = Math.ceil(word.length * 0.6);
  if (length < SHORTEST_START) return [];
  return beginningWith(word.slice(0, length), planning).map((one) => ({ ...one, weight: one.weight / 2 }));
}

function nearestTo(word: string, errors: number, planning: Planning): readonly Alternative[] {
  const near = new Map<string, { distance: number; term: Term | undefined }>();
  const look = (key: string, term?: Term): void => {
    const found = distance(word, key.slice(1), errors);
    if (found <= errors) near.set(key, { distance: found, term });
  };
  for (const { key, ...term } of listAlike(planning.sql, word, errors)) look(key, term);
  for (const key of pendingTerms('e', planning)) if (!near.has(key)) look(key);
  const best = [...near].sort(
    ([, a], [, b]) => a.distance - b.distance || (b.term?.documents ?? 0) - (a.term?.documents ?? 0),
  );
  const nearest = best[0]?.[1].distance;
  const kept = best.filter(([, one]) => one.distance === nearest).slice(0, MOST_ALIKE);
  return alternativesFrom('spelling', new Map(kept.map(([key, { term }]) => [key, term])), planning);
}

function alternativesFrom(
  by: StandsBy & keyof typeof WEIGHTS,
  keys: ReadonlyMap<string, Term | undefined>,
  { documents }: Planning,
): readonly Alternative[] {
  return Array.from(keys, ([key, term]) => ({
    ...{ key, term, by },
    weight: WEIGHTS[by] * worthOf(term?.documents ?? 0, documents),
  }));
}

function pendingTerms(stream: Stream, { pending }: Planning): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const { found } of pending.values()) {
    for (const key of found?.weighed.keys() ?? []) if (key.startsWith(stream)) terms.add(key);
  }
  return terms;
}
