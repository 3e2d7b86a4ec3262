import { describe, expect, it } from 'vitest';

import { ARCHIVE_ERROR_CODES } from './archive-error.ts';
import { describeArchiveError } from './describe-archive-error.ts';

const LOCALES = ['ar', 'fr', 'en'] as const;
const marks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('describeArchiveError', () => {
  it.each(ARCHIVE_ERROR_CODES)('tells %s and a remedy in every language, with the same figures', (code) => {
    const told = LOCALES.map((locale) => describeArchiveError({ code, params: {} }, locale));

    for (const { message, remedy } of told) expect(message.length * remedy.length).toBeGreaterThan(100);
    expect(new Set(told.map(({ message }) => marks(message).join())).size).toBe(1);
  });

  it('shows a hostile parameter harmlessly: no escape code, no mark that turns the line around', () => {
    const params = { limit: 'x\u001b[2J\u202ey' };

    for (const locale of LOCALES) {
      const { message } = describeArchiveError({ code: 'file-too-large', params }, locale);
      expect(message).not.toMatch(/[\u001b\u202e]/);
      expect(message).toContain('x\ufffd[2J\ufffdy');
    }
  });
});
