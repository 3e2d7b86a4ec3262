import { describe, expect, it } from 'vitest';

import { normaliseArabic } from '../arabic/normalise-arabic.ts';
import { stemArabic } from '../arabic/stem-arabic.ts';
import { readArabizi } from '../darija/read-arabizi.ts';
import { readPairs } from '../testing/words.ts';
import { skeletonOf } from './skeleton-of.ts';

type Pair = readonly [latin: string, arabic: string];

const stemOf = (arabic: string): string => stemArabic(normaliseArabic(arabic));

function meetByStem([latin, arabic]: Pair): boolean {
  return readArabizi(latin).some((reading) => stemArabic(reading) === stemOf(arabic));
}

function meetBySkeleton([latin, arabic]: Pair): boolean {
  const skeleton = skeletonOf(latin, 'Latn');
  return skeleton !== undefined && skeleton === skeletonOf(arabic, 'Arab');
}

function rateOf(pairs: readonly Pair[], meets: (pair: Pair) => boolean): number {
  return pairs.filter(meets).length / pairs.length;
}

// Measured on the lists of testdata/: a step that gets worse shows here. Most of the ordinary words are nouns of the tables as well, so
// their rate by stem is what the tables give, not what an unknown word may hope for; the rates by skeleton owe the tables nothing.
describe('Latin and Arabic spellings of one word', () => {
  const words = readPairs('arabizi-words');
  const names = readPairs('names');

  it('of at least 120 ordinary words meet in 98 of 100, by stem in 82 and by skeleton in 93', () => {
    expect(words.length).toBeGreaterThanOrEqual(120);
    expect(rateOf(words, (pair) => meetByStem(pair) || meetBySkeleton(pair))).toBeGreaterThanOrEqual(0.98);
    expect(rateOf(words, meetByStem)).toBeGreaterThanOrEqual(0.82);
    expect(rateOf(words, meetBySkeleton)).toBeGreaterThanOrEqual(0.93);
  });

  it('of at least 60 names of people and places meet in 96 of 100', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(rateOf(names, (pair) => meetByStem(pair) || meetBySkeleton(pair))).toBeGreaterThanOrEqual(0.96);
  });
});

describe('skeletons of different words', () => {
  const near = readPairs('different-words');

  it('are the same for at most 43 of 100 pairs that were chosen for being near', () => {
    expect(near.length).toBeGreaterThanOrEqual(60);
    expect(rateOf(near, meetBySkeleton)).toBeLessThanOrEqual(0.43);
  });

  it('are the same for at most 2 of 1000 of any two words', () => {
    const all = [...readPairs('arabizi-words'), ...readPairs('names')];
    const crossed = all.flatMap(([latin, own]) =>
      all.filter(([, other]) => stemOf(own) !== stemOf(other)).map(([, other]) => [latin, other] as const),
    );

    expect(rateOf(crossed, meetBySkeleton)).toBeLessThanOrEqual(0.002);
  });
});
