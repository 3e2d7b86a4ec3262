import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { normaliseArabic } from '../arabic/normalise-arabic.ts';
import { gatherTables } from './gather-tables.ts';
import { parseTable } from './parse-table.ts';
import { arabicLetters, brokenPlurals, tifinaghLetters } from './tables.ts';

describe('the tables', () => {
  it('are committed as they are generated (pnpm --filter @national-forge/analyzer generate)', () => {
    const committed = readFileSync(new URL('../../data/tables.json', import.meta.url), 'utf8');

    expect(committed).toBe(`${JSON.stringify(gatherTables(), null, 2)}\n`);
  });

  it('name their source', () => {
    for (const name of Object.keys(gatherTables())) {
      const text = readFileSync(new URL(`../../data/${name}.tsv`, import.meta.url), 'utf8');
      expect(text, name).toMatch(/^#.*Sources?: /m);
    }
  });

  it('hold the broken plurals of at least 400 nouns, and none twice once normalised', () => {
    const plurals = [...brokenPlurals.keys()].map((plural) => normaliseArabic(plural));

    expect(brokenPlurals.size).toBeGreaterThanOrEqual(400);
    expect(plurals.filter((plural, at) => plurals.indexOf(plural) !== at)).toEqual([]);
  });

  it('hold no broken plural that is the singular of another', () => {
    const singulars = new Set([...brokenPlurals.values()].map((singular) => normaliseArabic(singular)));

    expect([...brokenPlurals.keys()].filter((plural) => singulars.has(normaliseArabic(plural)))).toEqual([]);
  });

  it('hold the 33 letters of Tifinagh, each with a transcription of its own', () => {
    expect(tifinaghLetters.size).toBe(33);
    expect(new Set(tifinaghLetters.values()).size).toBe(33);
  });

  it('lead every Arabic letter to one that is led nowhere', () => {
    expect([...arabicLetters.values()].filter((letter) => arabicLetters.has(letter))).toEqual([]);
  });
});

describe('parseTable', () => {
  it('reads one or two columns and leaves remarks out', () => {
    expect(parseTable('# Source: nobody\na\tb\n\nc\n')).toEqual({ a: 'b', c: '' });
  });

  it.each([
    ['a\tb\tc', 'line 1: not one or two columns'],
    ['\tb', 'line 1: not one or two columns'],
    ['a\tb\na\tc', 'line 2: a is there twice'],
  ])('refuses %j', (text, message) => {
    expect(() => parseTable(text)).toThrow(message);
  });
});
