import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { describeProblem } from './describe-problem.ts';
import { LOCALES } from './languages.ts';
import { parseManifest } from './parse.ts';
import { MANIFEST_PROBLEM_CODES } from './problem.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';

const folder = new URL('../testdata/invalid/', import.meta.url);
const found = readdirSync(folder).flatMap((name) => parseManifest(readFileSync(new URL(name, folder))).problems);
const placeholders = (text: string) => [...new Set(text.match(/\{[a-z]+\}/g))].sort();

describe('the texts of problems', () => {
  it.each(Object.entries({ ar, en, fr }))('exist in %s for every code and no other', (_, texts) => {
    expect(Object.keys(texts).sort()).toEqual([...MANIFEST_PROBLEM_CODES].sort());
  });

  it.each(MANIFEST_PROBLEM_CODES)('of %s show the same facts in every language', (code) => {
    for (const part of ['message', 'remedy', 'nearest'] as const) {
      const expected = placeholders(en[code][part] ?? '');
      expect(placeholders(fr[code][part] ?? ''), `fr ${part}`).toEqual(expected);
      expect(placeholders(ar[code][part] ?? ''), `ar ${part}`).toEqual(expected);
    }
  });

  it('are written in the script of their language', () => {
    for (const code of MANIFEST_PROBLEM_CODES) {
      expect(ar[code].message, code).toMatch(/\p{Script=Arabic}{2}/u);
      expect(`${en[code].message}${fr[code].message}`, code).not.toMatch(/\p{Script=Arabic}/u);
      expect(fr[code].message, code).not.toBe(en[code].message);
    }
  });

  it('find every fact that they show in the problems of real files', () => {
    for (const problem of found) {
      for (const locale of LOCALES) {
        const { message, remedy } = describeProblem(problem, locale);
        expect(`${message} ${remedy}`).not.toMatch(/\{[a-z]+\}/);
      }
    }
  });

  it('are each needed: every code is provoked by a file, or by a test that needs no file', () => {
    const provoked = new Set<string>(found.map(({ code }) => code));
    const elsewhere = ['file-too-large', 'yaml-too-many-tokens', 'channel-invalid', 'selector-invalid', 'problems-cut'];

    expect(MANIFEST_PROBLEM_CODES.filter((code) => !provoked.has(code))).toEqual(elsewhere);
  });
});

describe('describeProblem', () => {
  const problem = { code: 'unknown-key', params: { key: 'licence', nearest: 'license' } } as const;

  it('names the nearest word if there is one, else what to do without', () => {
    expect(describeProblem(problem, 'en')).toEqual({
      message: 'The key “licence” is unknown here.',
      remedy: 'Did you mean “license”?',
    });
    expect(describeProblem({ ...problem, params: { key: 'x' } }, 'en').remedy).toMatch(/^Delete it/);
  });

  it('isolates Latin words in Arabic sentences', () => {
    expect(describeProblem(problem, 'ar').remedy).toBe('هل تقصد «\u2068license\u2069»؟');
  });

  it('does not read placeholders inside what a file says', () => {
    const { message } = describeProblem({ code: 'unknown-key', params: { key: '{nearest} $& {key}' } }, 'en');

    expect(message).toBe('The key “{nearest} $& {key}” is unknown here.');
  });
});

describe('docs/spec/manifest.md', () => {
  it('lists every code in the order of the table', () => {
    const spec = readFileSync(new URL('../../../docs/spec/manifest.md', import.meta.url), 'utf8');
    const listed = spec.slice(spec.indexOf('## Problems')).match(/`[a-z0-9]+(?:-[a-z0-9]+)+`/g);

    expect(listed).toEqual(MANIFEST_PROBLEM_CODES.map((code) => `\`${code}\``));
  });
});
