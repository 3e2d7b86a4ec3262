import type { Concept, Language } from '@national-forge/analyzer';
import { regions, sectors } from '@national-forge/manifest';
import type { MeasuredRecord } from '@national-forge/registry/bench';

import { pick, randomOf, seedOf, type Random } from '../random.ts';
import { properName } from './proper-name.ts';
import { SENTENCES } from './sentences.ts';
import { zipfOf } from './zipf.ts';

/** Says which records are made. */
export interface GeneratorOptions {
  readonly count: number;
  readonly seed: number;
  /** What the records speak of; their labels are the vocabulary. */
  readonly concepts: readonly Concept[];
}

/** Languages of a record and how often such a record comes, out of 100: the first is its main language. */
const LANGUAGE_MIX: readonly (readonly [number, readonly Language[]])[] = [
  [28, ['fr']],
  [24, ['ar']],
  [24, ['ar', 'fr']],
  [9, ['en']],
  [8, ['fr', 'ar', 'en']],
  [4, ['ary']],
  [3, ['zgh', 'fr']],
];

const KINDS = ['rule', 'statistical', 'machine-learning', 'generative', 'optimisation', 'transform', 'validator'];
const LICENSES = ['EUPL-1.2', 'MIT', 'Apache-2.0', 'CC0-1.0', 'GPL-3.0-only', 'BSD-3-Clause'];
const RISKS = ['minimal', 'limited', 'high'];
const STATUSES = ['stable', 'beta', 'development', 'concept', 'obsolete'];
const AGENCIES = 400;

interface Maker {
  /** In an order of their own for each seed: the first is the commonest. */
  readonly concepts: readonly Concept[];
  readonly draw: (random: Random) => number;
  readonly drawAgency: (random: Random) => number;
  readonly drawFacet: (random: Random) => number;
}

/**
 * Makes records one after the other as they are asked for, so that a million never are in memory. How often a concept comes follows
 * Zipf's law; the n-th record is the same whatever the count. Texts are labels in simple sentences: their words come as often as
 * in a real catalogue, they mean nothing.
 */
export function* generateRecords({ count, seed, concepts }: GeneratorOptions): Generator<MeasuredRecord> {
  const maker: Maker = {
    concepts: shuffled(randomOf(seed), concepts),
    draw: zipfOf(concepts.length),
    drawAgency: zipfOf(AGENCIES),
    drawFacet: zipfOf(1000),
  };
  for (let index = 0; index < count; index += 1) yield recordOf(maker, randomOf(seedOf(seed, index)), index);
}

function recordOf(maker: Maker, random: Random, index: number): MeasuredRecord {
  const languages = languagesOf(random);
  const subject = maker.draw(random);
  const about = [maker.concepts[subject], ...Array.from({ length: 7 }, () => maker.concepts[maker.draw(random)])];
  const concepts = about.filter((concept) => concept !== undefined);
  const agency = `agency-${maker.drawAgency(random) + 1}`;
  const facet = (list: readonly string[], shift = 0): string =>
    list[(maker.drawFacet(random) + shift) % list.length] ?? '';
  const texts = Object.fromEntries(languages.map((language) => [language, textsOf(random, concepts, language)]));
  const each = <T>(of: (text: Texts) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, of(text)]));
  return {
    id: `${agency}/${(concepts[0]?.id ?? 'x').slice(0, 40)}-${index.toString(36)}`,
    lang: languages[0] ?? 'fr',
    title: each(({ title }) => title),
    summary: each(({ summary }) => summary),
    description: each(({ description }) => description),
    keywords: each(({ keywords }) => keywords),
    ...{ kind: facet(KINDS), region: facet(regions.map(({ code }) => code)), agency, license: facet(LICENSES) },
    // What a record speaks of decides its sector, so that words and sectors go together.
    sectors: [sectors[subject % sectors.length]?.code ?? 'government'],
    ...{ languages, risk: facet(RISKS), status: facet(STATUSES) },
  };
}

function languagesOf(random: Random): readonly Language[] {
  let left = random() * LANGUAGE_MIX.reduce((sum, [share]) => sum + share, 0);
  for (const [share, languages] of LANGUAGE_MIX) {
    left -= share;
    if (left < 0) return languages;
  }
  return ['fr'];
}

interface Texts {
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly keywords: readonly string[];
}

function textsOf(random: Random, concepts: readonly Concept[], language: Language): Texts {
  const { titles, summaries, descriptions } = SENTENCES[language];
  const labels = concepts.map((concept) => labelOf(random, concept, language));
  const name = properName(random, language === 'fr' || language === 'en' ? 'Latn' : 'Arab');
  const law = `${1 + Math.floor(random() * 120)}-${10 + Math.floor(random() * 16)}`;
  const fill = (sentence: string, from: number): string =>
    sentence
      .replaceAll(/\{([a-d])\}/g, (_, letter: string) => labels[from + letter.charCodeAt(0) - 97] ?? labels[0] ?? '')
      .replace('{n}', name)
      .replace('{y}', law);
  return {
    title: fill(pick(random, titles), 0),
    summary: fill(pick(random, summaries), 1),
    description: descriptions.map((sentence, index) => fill(sentence, 2 + 2 * index)).join(' '),
    keywords: labels.slice(0, 1 + Math.floor(random() * 4)),
  };
}

/** The preferred label most of the time; where the language has none, what people say who speak it: Arabic, French. */
function labelOf(random: Random, { labels, id }: Concept, language: Language): string {
  for (const wanted of [language, 'ar', 'fr']) {
    const some = labels.filter((label) => label.language === wanted);
    if (some.length > 0) return (random() < 0.7 ? some[0] : pick(random, some))?.text ?? id;
  }
  return id;
}

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  const keyed = list.map((one) => ({ one, key: random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
}
