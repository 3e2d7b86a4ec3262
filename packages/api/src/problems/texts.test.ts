import { LOCALES } from '@national-forge/manifest';
import { describe, expect, it } from 'vitest';

import { PROBLEM_CODES, PROBLEMS } from './codes.ts';
import { describeProblemCode, problemParamNames } from './texts.ts';

const marks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('texts of problems', () => {
  it.each(PROBLEM_CODES)('%s has a title, a detail and a hint in every language, with the same parameters', (code) => {
    const perLocale = LOCALES.map((locale) => describeProblemCode(code, {}, locale));

    for (const { title, detail, hint } of perLocale) {
      expect(title.length).toBeGreaterThan(3);
      expect(detail.length).toBeGreaterThan(3);
      expect(hint.length).toBeGreaterThan(3);
    }
    const sets = perLocale.map(({ title, detail, hint }) => [...new Set(marks(title + detail + hint))].join());
    expect(new Set(sets).size).toBe(1);
  });

  it('replaces every mark when all parameters are given', () => {
    for (const code of PROBLEM_CODES) {
      const params = Object.fromEntries(problemParamNames(code).map((name) => [name, 'x']));
      for (const locale of LOCALES) {
        const { title, detail, hint } = describeProblemCode(code, params, locale);
        expect(title + detail + hint).not.toMatch(/[{}]/);
      }
    }
  });

  it('isolates a parameter in Arabic, so that a chosen name cannot reorder the sentence', () => {
    expect(describeProblemCode('agency-unknown', { agency: 'evil-(' }, 'ar').detail).toContain('\u2068evil-(\u2069');
  });

  it('never fills a mark from the prototype of the parameters', () => {
    expect(describeProblemCode('agency-unknown', {}, 'en').detail).toContain('{agency}');
  });
});

describe('facts of problems', () => {
  it('have an HTTP error status and a documented exit code', () => {
    const exits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    for (const { status, exit } of Object.values(PROBLEMS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(exits).toContain(exit);
    }
  });

  it('call every 5xx that a client may repeat a retry, and no other client fault than time and rate', () => {
    const retried = PROBLEM_CODES.filter((code) => PROBLEMS[code].retry);
    expect(retried).toEqual([
      'request-timeout',
      'upload-busy',
      'rate-limited',
      'busy',
      'shutting-down',
      'storage-full',
    ]);
  });
});
