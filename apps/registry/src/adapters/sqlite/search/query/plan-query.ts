import { analyze, isStopWord, type ConceptMatch, type Token } from '@national-forge/analyzer';

import { alternativesOf, type Words } from './alternatives.ts';
import { worthOf } from './frequency.ts';
import type { Group, Plan, Planning, Span } from './plan.ts';
import { termKey } from '../entry/streams.ts';
import { findTerm } from '../index/vocabulary.ts';

/** The most words of a query that are looked at. */
const MOST_WORDS = 16;

/** What a concept is worth against the words themselves, by how sure it is that the words speak of it. */
const CONCEPT_WEIGHTS: Readonly<Record<ConceptMatch['by'], number>> = {
  exact: 0.75,
  stem: 0.7,
  reading: 0.6,
  skeleton: 0.4,
};

/** Finds what stands for the words of a query: terms of the index, and the concepts that its words speak of. */
export function planQuery(words: string, planning: Planning): Plan {
  const tokens = analyze(words).filter(({ exact }) => exact.length <= 64);
  const looked = tokens.filter((_, index) => index < MOST_WORDS * 2);
  const single = looked.filter((token) => !isJoined(token, looked)).slice(0, MOST_WORDS);
  const joined = looked.filter((token) => isJoined(token, looked)).slice(0, MOST_WORDS);
  const onlySmall = single.every(({ exact }) => isStopWord(exact));
  const last = /\S$/u.test(words) ? single.at(-1) : undefined;
  const found = single.map((token) =>
    groupOf(token, { isLast: token === last, counts: onlySmall || !isStopWord(token.exact) }, planning),
  );
  const groups = [...found.map(({ group }) => group), ...joined.map((token) => joinedGroup(token, planning))];
  const spans = spansOf(words, { tokens, groups }, planning);
  return { groups, spans, didYouMean: correct(words, found) };
}

/** A name of several parts shares its place with the first of them, which lies inside. */
function isJoined(token: Token, tokens: readonly Token[]): boolean {
  return tokens.some(
    (other) =>
      other !== token &&
      other.start >= token.start &&
      other.end <= token.end &&
      other.exact.length < token.exact.length,
  );
}

interface Role {
  readonly isLast: boolean;
  readonly counts: boolean;
}

interface FoundGroup {
  readonly group: Group;
  readonly correction: string | undefined;
}

function groupOf(token: Token, { isLast, counts }: Role, planning: Planning): FoundGroup {
  const { alternatives, correction }: Words = alternativesOf(token, { isLast }, planning);
  // A small word says little wherever it is.
  const weighed = counts ? alternatives : alternatives.map((one) => ({ ...one, weight: one.weight * 0.3 }));
  const { exact: word, start, end } = token;
  return { group: { word, start, end, counts, alternatives: weighed }, correction };
}

function joinedGroup({ exact, start, end, stems }: Token, { sql, documents }: Planning): Group {
  const keys = [termKey('e', exact), ...stems.map((stem) => termKey('s', stem))];
  const alternatives = keys.map((key) => {
    const term = findTerm(sql, key);
    return { key, term, weight: worthOf(term?.documents ?? 0, documents), by: 'name' as const };
  });
  return { word: exact, start, end, counts: false, alternatives };
}

function spansOf(
  words: string,
  { tokens, groups }: { tokens: readonly Token[]; groups: readonly Group[] },
  { lexicon, sql }: Planning,
): readonly Span[] {
  if (lexicon === undefined) return [];
  return lexicon.match(words, tokens).flatMap(({ concept, start, end, by }) => {
    const covered = groups.flatMap((group, index) => (group.start >= start && group.end <= end ? [index] : []));
    const counting = covered.flatMap((index) => groups[index] ?? []).filter(({ counts }) => counts);
    if (counting.length === 0) return [];
    const key = termKey('c', concept.id);
    // Never worth more than all of its words: where these are written they lead.
    const weight = CONCEPT_WEIGHTS[by] * counting.reduce((sum, group) => sum + highestWeight(group), 0);
    return [
      { concept: concept.id, groups: covered, alternative: { key, term: findTerm(sql, key), weight, by: 'concept' } },
    ];
  });
}

/** Of what the index has, or else of what it could have. */
function highestWeight({ alternatives }: Group): number {
  const there = alternatives.filter(({ term }) => term !== undefined);
  return Math.max(...(there.length > 0 ? there : alternatives).map(({ weight }) => weight));
}

function correct(words: string, found: readonly FoundGroup[]): string | undefined {
  if (found.every(({ correction }) => correction === undefined)) return undefined;
  let text = words;
  for (const { group, correction } of found.toReversed()) {
    if (correction !== undefined) text = text.slice(0, group.start) + correction + text.slice(group.end);
  }
  return text.trim();
}
