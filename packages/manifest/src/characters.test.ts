import { describe, expect, it } from 'vitest';

import { findRefusedCharacter, findRefusedCharacters, showable } from './characters.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('refused characters', () => {
  it.each([
    ['controls', [...range(0, 8), 0xb, 0xc, ...range(0xe, 0x1f), ...range(0x7f, 0x9f)]],
    ['bidirectional embeddings, overrides and isolates', [...range(0x202a, 0x202e), ...range(0x2066, 0x2069)]],
    ['line and paragraph separators', [0x2028, 0x2029]],
    ['noncharacters, annotations and byte order marks', [0xfeff, 0xfff9, 0xfffa, 0xfffb, 0xfffe, 0xffff]],
    ['lone surrogates', [0xd800, 0xdbff, 0xdc00, 0xdfff]],
    ['tag characters', range(0xe0000, 0xe007f)],
  ])('are all %s', (_, codePoints) => {
    for (const codePoint of codePoints) {
      const found = findRefusedCharacter(`مرحبا${String.fromCodePoint(codePoint)}x`);
      expect(found).toEqual({ offset: 5, character: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}` });
    }
  });

  it('are none that good Arabic, Amazigh, French or emoji typing needs', () => {
    expect(findRefusedCharacter('نص\u200cعربي\u200d \u200e\u200f\u061c ⵜⴰⵎⴰⵣⵉⵖⵜ « à »\t\n\r\n👩‍👩‍👧')).toBeUndefined();
  });

  it('are counted each once, up to a limit', () => {
    expect(findRefusedCharacters('a\u{e0041}\u{e0042}\u0007', 9).map(({ offset }) => offset)).toEqual([1, 3, 5]);
    expect(findRefusedCharacters('\u0007'.repeat(9), 3)).toHaveLength(3);
  });
});

describe('showable', () => {
  it('replaces what a terminal would obey and cuts what is long', () => {
    expect(showable('a\u001b[31m\u202e\n\tb')).toBe('a\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}b');
    expect(showable('é'.repeat(81))).toBe(`${'é'.repeat(80)}…`);
  });
});
