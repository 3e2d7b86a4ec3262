import { LOCALES } from '@national-forge/manifest';
import { TRANSPARENCY_ERROR_CODES } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { describeTransparencyError } from './reasons.ts';

describe('describeTransparencyError', () => {
  it.each(TRANSPARENCY_ERROR_CODES)('tells %s in every language, each time in another one', (code) => {
    const clauses = LOCALES.map((locale) => describeTransparencyError(code, {}, locale));

    expect(new Set(clauses).size).toBe(LOCALES.length);
    for (const clause of clauses) expect(clause).toMatch(/^[^.{}]{10,}$/u);
    expect(clauses[LOCALES.indexOf('ar')]).toMatch(/\p{Script=Arabic}/u);
  });

  it('gives no two codes of a language the same clause, or nobody could tell them apart', () => {
    for (const locale of LOCALES) {
      const clauses = TRANSPARENCY_ERROR_CODES.map((code) => describeTransparencyError(code, {}, locale));
      expect(new Set(clauses).size).toBe(TRANSPARENCY_ERROR_CODES.length);
    }
  });

  it('shows which key is meant, isolated where the text runs the other way, and keeps the rest for programs', () => {
    const params = { key: 'sha256:ab', expected: 'x' };

    expect(describeTransparencyError('signer-unknown', params, 'en')).toBe(
      'the agency does not have the key that signed (key: sha256:ab)',
    );
    expect(describeTransparencyError('signer-unknown', params, 'ar')).toContain('(\u2068key: sha256:ab\u2069)');
  });

  it('cuts what an attacker may have made long', () => {
    expect(describeTransparencyError('key-unknown', { key: 'x'.repeat(5000) }, 'fr').length).toBeLessThan(200);
  });
});
