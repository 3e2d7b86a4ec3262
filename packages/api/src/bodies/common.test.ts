import { describe, expect, it } from 'vitest';

import { agencyRequest, tokenRequest } from './accounts.ts';
import { reason } from './common.ts';

const refused = ['a\u0000b', 'a\u001b[2Jb', 'first\nsecond', 'paid\u202Edonator', 'lone \ud800 surrogate'];

describe('a text that others are shown', () => {
  it.each(['خطأ في جدول 2025', 'ⵜⴰⵎⴰⵣⵉⵖⵜ', 'L’arrêté du 3 mars est annulé', 'می\u200cخواهم'])('may be %j', (text) => {
    expect(reason.parse(text)).toBe(text);
  });

  it.each(refused)(
    'is refused as a reason, an agency title and a label if it reads otherwise than stored: %j',
    (text) => {
      expect(reason.safeParse(text).success).toBe(false);
      expect(agencyRequest.safeParse({ name: 'impots', title: { fr: text } }).success).toBe(false);
      expect(tokenRequest.safeParse({ scopes: ['publish'], label: text }).success).toBe(false);
    },
  );
});

describe('the title of an agency', () => {
  it('is bounded, because every page that names the agency carries it', () => {
    expect(agencyRequest.safeParse({ name: 'impots', title: { fr: 'a'.repeat(100) } }).success).toBe(true);
    expect(agencyRequest.safeParse({ name: 'impots', title: { fr: 'a'.repeat(101) } }).success).toBe(false);
  });

  it('is refused in a language that the registry does not know, instead of being dropped', () => {
    expect(agencyRequest.safeParse({ name: 'impots', title: { de: 'Steuern' } }).success).toBe(false);
  });
});
