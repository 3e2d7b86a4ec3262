import { OWN_ERROR_CODES } from '@national-forge/client';
import { VERSIONING_ERROR_CODES } from '@national-forge/versioning';
import { describe, expect, it } from 'vitest';

import { FAILURES } from '../describe-error.ts';
import { marksOf, text, TEXTS, type TextKey } from './texts.ts';

const marks = (words: string): string[] => marksOf(words).toSorted();
const LOCALES = ['ar', 'fr'] as const;

describe('the texts', () => {
  it.each(LOCALES)('in %s are the English ones with the same parameters', (locale) => {
    expect(Object.keys(TEXTS[locale]).sort()).toEqual(Object.keys(TEXTS.en).sort());
    for (const key of Object.keys(TEXTS.en) as TextKey[])
      expect([key, ...marks(TEXTS[locale][key])]).toEqual([key, ...marks(TEXTS.en[key])]);
  });

  it('in Arabic are in Arabic script, save names and codes', () => {
    const codes =
      /^(init\.comment\.(kind|developmentStatus)|doctor\.(proxy|settings|cache|program)|doctor\.check\.\w+)$/;
    for (const [key, words] of Object.entries(TEXTS.ar))
      if (!codes.test(key)) expect([key, /\p{Script=Arabic}/u.test(words)]).toEqual([key, true]);
  });

  it('give every code of a failure a message and advice, with the same parameters in each language', () => {
    for (const locale of ['en', ...LOCALES] as const) {
      const { client, versioning, particular } = FAILURES[locale];
      expect(Object.keys(client).sort()).toEqual([...OWN_ERROR_CODES].sort());
      expect(Object.keys(versioning).sort()).toEqual([...VERSIONING_ERROR_CODES].sort());
      for (const group of ['client', 'versioning', 'particular'] as const) {
        const table: Readonly<Record<string, readonly string[]>> = { client, versioning, particular }[group];
        const english: Readonly<Record<string, readonly string[]>> = FAILURES.en[group];
        for (const [code, words] of Object.entries(table)) {
          expect(words.every((one) => one !== '')).toBe(true);
          expect([code, ...marks(words.join())]).toEqual([code, ...marks(english[code]?.join() ?? '')]);
        }
      }
    }
  });

  it('isolate what is inserted into Arabic, and let nothing of it repaint the terminal or turn the line', () => {
    const hostile = '\u001b[2J\u202ename\u2069\n';

    expect(text('ar', 'usage.unknownCommand', { command: hostile })).toContain(
      '«\u2068\ufffd[2J\ufffdname\ufffd\ufffd\u2069»',
    );
    expect(text('en', 'usage.unknownCommand', { command: hostile })).toBe(
      'There is no command "\ufffd[2J\ufffdname\ufffd\ufffd".',
    );
  });

  it('leave a mark whose value is not given as it is', () => {
    expect(text('en', 'usage.unknownCommand')).toBe('There is no command "{command}".');
  });
});
