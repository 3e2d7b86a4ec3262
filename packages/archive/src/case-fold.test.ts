import { describe, expect, it } from 'vitest';

import { foldName } from './case-fold.ts';

describe('Folding a name', () => {
  it('joins every assigned character with its lower and upper case', () => {
    const apart: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const character = String.fromCodePoint(point);
      const key = foldName(character);
      for (const other of [
        character.toLowerCase(),
        character.toUpperCase(),
        character.normalize('NFD'),
        character.normalize('NFC'),
      ]) {
        if (foldName(other) !== key) apart.push(`U+${point.toString(16)}`);
      }
    }

    expect(apart).toEqual([]);
  });

  it('joins what the simple case folding of Unicode joins', () => {
    const apart: string[] = [];
    for (let point = 0x80; point <= 0x1ffff; point++) {
      const character = String.fromCodePoint(point);
      const partner = character.toLowerCase() === character ? character.toUpperCase() : character.toLowerCase();
      // The regular expression engine folds by CaseFolding.txt, another table than the one under test.
      if (
        partner.length > (partner.codePointAt(0)! > 0xffff ? 2 : 1) ||
        !new RegExp(`^[${partner}]$`, 'iu').test(character)
      )
        continue;
      if (foldName(partner) !== foldName(character)) apart.push(`U+${point.toString(16)}`);
    }

    expect(apart).toEqual([]);
  });

  it.each([
    ['ß', 'SS'],
    ['ẞ', 'ss'],
    ['İ', 'i'],
    ['ı', 'I'],
    ['K', 'k'],
    ['ſ', 's'],
    ['ﬃ', 'FFI'],
    ['ς', 'Σ'],
    ['ΐ', 'Ϊ́'],
    ['ŉ', 'ʼN'],
    ['a\u200db', 'AB'],
    ['가', '\u1100\u1161'],
  ])('takes %s and %s for one', (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
  });

  it.each([
    ['é', 'e'],
    ['ا', 'أ'],
    ['ⴰ', 'ⴱ'],
    ['а', 'a'],
    ['1', '١'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(foldName(a)).not.toBe(foldName(b));
  });
});
