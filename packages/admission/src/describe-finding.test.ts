import { LOCALES } from '@national-forge/manifest';
import { describe, expect, it } from 'vitest';

import { describeFinding } from './describe-finding.ts';
import { FINDING_CODES } from './finding.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';

const codes = FINDING_CODES.filter((code) => code !== 'manifest-problem');
const placeholders = (text = '') => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).toSorted();
const arabic = /\p{Script=Arabic}/u;

describe('the texts of findings', () => {
  it.each(codes)('tell %s in all languages with the same values', (code) => {
    for (const part of ['message', 'remedy', 'nearest'] as const) {
      expect(placeholders(ar[code][part])).toEqual(placeholders(en[code][part]));
      expect(placeholders(fr[code][part])).toEqual(placeholders(en[code][part]));
    }
    expect(ar[code].message).toMatch(arabic);
    expect(ar[code].remedy).toMatch(arabic);
    expect(new Set([en[code].message, fr[code].message, ar[code].message]).size).toBe(3);
  });

  it('have no codes that do not exist', () => {
    for (const texts of [ar, en, fr]) expect(Object.keys(texts).toSorted()).toEqual(codes.toSorted());
  });
});

describe('describeFinding', () => {
  it('puts values into the sentence', () => {
    const params = { vector: 'short', schema: 'in.json', expected: 'type: "string"', found: '7' };

    expect(describeFinding({ code: 'vector-input-invalid', pointer: '/0/input', params }, 'en').message).toBe(
      'The input of vector “short” is not valid against in.json at /0/input. Expected type: "string"; found 7.',
    );
  });

  it('names the nearest word where it is known', () => {
    const code = 'schema-keyword-unknown';
    expect(describeFinding({ code, params: { keyword: 'typ', nearest: 'type' } }, 'fr').remedy).toBe(
      'Vouliez-vous dire type ?',
    );
    expect(describeFinding({ code, params: { keyword: 'x' } }, 'fr').remedy).toMatch(/^Supprimez-le/);
  });

  it('isolates Latin values in Arabic', () => {
    expect(describeFinding({ code: 'glob-empty', params: { glob: 'v/*.json' } }, 'ar').message).toContain(
      '\u2068v/*.json\u2069',
    );
  });

  it('tells problems of the manifest in the words of the manifest', () => {
    for (const locale of LOCALES) {
      const { message } = describeFinding(
        { code: 'manifest-problem', params: { problem: 'unknown-key', key: 'regiun', nearest: 'region' } },
        locale,
      );
      expect(message).toContain('regiun');
    }
  });

  it('fills in values as they are, never as templates', () => {
    expect(describeFinding({ code: 'glob-empty', params: { glob: '{pointer} $& $1' } }, 'en').message).toContain(
      '{pointer} $& $1',
    );
  });
});
