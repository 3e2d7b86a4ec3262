import { analyze, isStopWord, type ConceptMatch, type Token } from '@national-forge/analyzer';

import { alternativesOf, countDocuments, type Words } from './alternatives.ts';
import { labelAlternatives } from './label-alternatives.ts';
import { worthOf } from './frequency.ts';
import { chooseWords } from './choose-words.ts';
import type { Alternative, Group, Plan, Planning, Span } from './plan.ts';
import { termKey } from '../entry/streams.ts';
import { findTerm } from '../index/vocabulary.ts';

/** The most names of several parts that are looked at. */
const MOST_WORDS = 16;

/** What a concept is worth against the words themselves, by how sure it is that the words speak of it. */
const CONCEPT_WEIGHTS: Readonly<Record<ConceptMatch['by'], number>> = {
  exact: 0.65,
  stem: 0.6,
  reading: 0.5,
  skeleton: 0.35,
};

/** Finds what stands for the words of a query: terms of the index, and the concepts that its words speak of. */
export function planQuery(words: string, planning: Planning): Plan {
  const tokens = analyze(words).filter(({ exact }) => exact.length <= 64);
  const met = metIn(words, tokens, planning);
  const meant = (token: Token): number =>
    Math.max(0, ...met.filter((one) => lies(token, one)).map(({ term }) => term?.documents ?? 0));
  const parts = tokens.filter((token) => !isJoined(token, tokens));
  const single = chooseWords(parts, meant, planning);
  const joined = tokens.filter((token) => isJoined(token, tokens)).slice(0, MOST_WORDS);
  const onlySmall = single.every(({ exact }) => isStopWord(exact));
  const last = single.findLast(({ end }) => end === words.length);
  const found = single.map((token) => {
    const role = { isLast: token === last, isMet: met.some((one) => isSure(one) && lies(token, one)) };
    return groupOf(token, { ...role, counts: onlySmall || !isStopWord(token.exact) }, planning);
  });
  const own = [...found.map(({ group }) => group), ...joined.map((token) => joinedGroup(token, planning))];
  const groups = own.map((group) => helpedByLabels(group, met, planning));
  return { groups, spans: spansOf(met, groups), didYouMean: correct(words, found) };
}

/** A word that nothing in the index stands for is looked for by what else its concept is called. */
function helpedByLabels(group: Group, met: readonly Met[], planning: Planning): Group {
  const meant = met.filter((one) => lies(group, one));
  const alternatives = [...group.alternatives, ...meant.map((one) => alternativeOf(one, 0))];
  if (meant.length === 0 || countDocuments(alternatives, planning) > 0) return group;
  const labels = meant.flatMap(({ concept }) => labelAlternatives(concept, planning));
  return { ...group, alternatives: [...group.alternatives, ...labels] };
}

function alternativeOf({ key, term }: Met, weight: number): Alternative {
  return { key, term, weight, by: 'concept' };
}

/** Is a concept that words speak of, with the term of the documents that do so, too. */
type Met = ConceptMatch & Pick<Alternative, 'key' | 'term'>;

function metIn(words: string, tokens: readonly Token[], { lexicon, sql }: Planning): readonly Met[] {
  return (lexicon?.match(words, tokens, { inner: true }) ?? []).map((match) => {
    const key = termKey('c', match.concept.id);
    return { ...match, key, term: findTerm(sql, key) };
  });
}

/** Tells whether a word needs no guess: documents have what it speaks of. */
const isSure = ({ by, term }: Met): boolean => term !== undefined && (by === 'exact' || by === 'stem');

const lies = (inner: { start: number; end: number }, { start, end }: { start: number; end: number }): boolean =>
  inner.start >= start && inner.end <= end;

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
  readonly isMet: boolean;
  readonly counts: boolean;
}

interface FoundGroup {
  readonly group: Group;
  readonly correction: string | undefined;
}

function groupOf(token: Token, { counts, ...role }: Role, planning: Planning): FoundGroup {
  const { alternatives, correction }: Words = alternativesOf(token, role, planning);
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

function spansOf(met: readonly Met[], groups: readonly Group[]): readonly Span[] {
  return met.flatMap((one) => {
    const { concept, by } = one;
    const covered = groups.flatMap((group, index) => (lies(group, one) ? [index] : []));
    const counting = covered.flatMap((index) => groups[index] ?? []).filter(({ counts }) => counts);
    if (counting.length === 0) return [];
    // Never worth more than all of its words: where these are written they lead.
    const weight = CONCEPT_WEIGHTS[by] * counting.reduce((sum, group) => sum + highestWeight(group), 0);
    return [{ concept: concept.id, groups: covered, alternative: alternativeOf(one, weight) }];
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
