import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { stemEnglish } from './stem-english.ts';

const vocabulary = readFileSync(new URL('../../testdata/english-snowball.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

describe('stemEnglish', () => {
  it('gives the stems of Snowball', () => {
    const other = vocabulary.filter(([word = '', stem]) => stemEnglish(word) !== stem);

    expect(vocabulary.length).toBe(1500);
    expect(other).toEqual([]);
  });

  it.each([
    ['dying', 'die'],
    ['skies', 'sky'],
    ['news', 'news'],
    ['evenings', 'evening'],
    ['succeeding', 'succeed'],
    ['added', 'add'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['ties', 'tie'],
    ['cries', 'cri'],
    ['gas', 'gas'],
    ['yes', 'yes'],
    ["taxpayer's", 'taxpay'],
    ["taxpayers'", 'taxpay'],
    ['communities', 'communiti'],
    ['communal', 'communal'],
    ['generally', 'general'],
    ['geologist', 'geolog'],
    ['café', 'cafe'],
    ['ID', 'ID'],
  ])('of %s is %s', (word, stem) => {
    expect(stemEnglish(word)).toBe(stem);
  });
});
