import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findString } from './find-string.ts';
import { Undecided } from './undecided.ts';

const length = (min: number, max = Infinity) => ({ type: 'string', test: 'length', span: { min, max } }) as const;
const pattern = (source: string, not = false) => ({ type: 'string', test: 'pattern', source, not }) as const;

describe('the search for a text', () => {
  it('gives the shortest one', () => {
    expect(findString([], [])).toBe('');
    expect(findString([length(3)], [])).toBe('aaa');
    expect(findString([pattern('^[A-Z]{2}\\d+$')], [])).toBe('AA0');
    expect(findString([pattern('^[A-Z]{2}\\d+$'), length(5)], [])).toBe('AA000');
  });

  it('leaves out the texts that are excluded', () => {
    expect(findString([length(1, 1)], ['a', 'b'])).toBe('c');
    expect(findString([pattern('^[ab]$')], ['a'])).toBe('b');
    expect(findString([pattern('^[ab]$')], ['a', 'b'])).toBeUndefined();
    expect(findString([length(0, 0)], [''])).toBeUndefined();
  });

  it('finds none where patterns and lengths leave none', () => {
    expect(findString([pattern('^a'), pattern('^a', true)], [])).toBeUndefined();
    expect(findString([pattern('^a{3}$'), length(4)], [])).toBeUndefined();
    expect(findString([pattern('^(?:ab)+$'), length(3, 3)], [])).toBeUndefined();
    expect(findString([pattern('^(?=.*\\d)[a-z]+$')], [])).toBeUndefined();
  });

  it('counts code points, and builds long texts', () => {
    expect(findString([pattern('^[\\u{1F600}-\\u{1F64F}]+$'), length(2, 2)], [])).toHaveLength(4);
    expect(findString([length(5_001, 5_001)], [])).toHaveLength(5_001);
    expect(findString([pattern('^[a-z ]+$'), length(4_001)], [])).toHaveLength(4_001);
    expect(() => findString([length(100_001)], [])).toThrow(Undecided);
  });

  it('prefers letters', () => {
    expect(findString([pattern('^[^x]$')], [])).toBe('a');
    expect(findString([pattern('^[\\u0600-\\u06ff]$')], [])).toBe('ء');
  });

  it('gives a text of which all holds, or there is none among all short ones', () => {
    const sources = fc.constantFrom('^a', 'b$', '^[ab]+$', 'a', '^$', '[^a]', '^.b?$', '(?!a)b', '\\bab');
    const atoms = fc.array(fc.tuple(sources, fc.boolean()), { maxLength: 4 });
    const all = [
      '',
      ...['a', 'b', 'c', ' '].flatMap((x) => [
        x,
        ...['a', 'b', 'c', ' '].flatMap((y) => [x + y, ...['a', 'b'].map((z) => x + y + z)]),
      ]),
    ];

    fc.assert(
      fc.property(atoms, fc.nat(2), fc.nat(3), (patterns, min, more) => {
        const found = findString(
          [...patterns.map(([source, not]) => pattern(source, not)), length(min, min + more)],
          ['a', 'b'],
        );
        const fits = (text: string): boolean =>
          text.length >= min &&
          text.length <= min + more &&
          text !== 'a' &&
          text !== 'b' &&
          patterns.every(([source, not]) => new RegExp(source, 'u').test(text) !== not);

        if (found === undefined) expect(all.filter(fits)).toEqual([]);
        else expect([found, fits(found)]).toEqual([found, true]);
      }),
      { numRuns: 300 },
    );
  });
});
