import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { automatonOf } from './pattern.ts';
import { Undecided } from './undecided.ts';

const full = process.env['NFORGE_TEST_SCALE'] === 'full';

const codesOf = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** Patterns of the parts that a formal language has, with anchors anywhere. */
const patterns = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', '.', '\\d', '\\W', '[ab]', '[^a]', '^', '$', '[^]', 'é', '\\p{L}', '[\\p{Lu}é]'),
    tie('pattern').map((inner) => `(?:${inner})`),
    fc.constantFrom('\\b', '\\B'),
    fc.tuple(fc.constantFrom('?=', '?!', '?<=', '?<!'), tie('pattern')).map(([kind, inner]) => `(${kind}${inner})`),
    fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}')).map(([inner, times]) => `(?:${inner})${times}`),
    fc
      .tuple(fc.constantFrom('a', 'b', '(?:ab|c)', '(?:a|^)'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}'))
      .map((two) => two.join('')),
  ),
  pattern: fc.oneof(
    { depthSize: 'small' },
    fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((two) => two.join('|')),
  ),
})).pattern;

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'É', 'é', '1', '-', '\n', '😀', 'ع'), maxLength: 5 });

const automatonIfAny = (source: string): ReturnType<typeof automatonOf> | undefined => {
  try {
    return automatonOf(source);
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
};

describe('an automaton', () => {
  it('takes the texts in which the engine finds the pattern', { timeout: 600_000 }, () => {
    let undecided = 0;
    const numRuns = full ? 5000 : 200;
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 30, maxLength: 30 }), (source, samples) => {
        const automaton = automatonIfAny(source);
        if (automaton === undefined) undecided += 1;
        const pattern = new RegExp(source, 'u');
        for (const text of automaton === undefined ? [] : samples)
          expect(automaton?.test(codesOf(text)), `${source} in ${text}`).toBe(pattern.test(text));
      }),
      { numRuns },
    );
    // What looks far ahead from within what looks back, and what finds nothing but a place.
    expect(undecided).toBeLessThan(numRuns / 4);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['^(?=.*\\d)(?=.*[a-z]).{8,}$', ['abcdefg1', '1234567a'], ['abcdefgh', 'abc1', '12345678']],
    ['^(?!000|666)\\d{3}$', ['123', '001'], ['000', '666', '12']],
    ['^(?:(?!ab).)*$', ['', 'ba', 'aa'], ['ab', 'xaby']],
    ['\\bnon\\b', ['non', 'oui, non.'], ['nonante', 'anon']],
    ['(?<=^|\\s)x(?=\\s|$)', ['x', 'a x b'], ['ax', 'xb']],
    ['(?<!\\d)\\d{2}(?!\\d)', ['12', 'a12b'], ['123', '1']],
    ['(?<=a(?=b))b', ['ab'], ['b', 'aa']],
  ])('looks around in %s', (source, found, others) => {
    const automaton = automatonOf(source);

    for (const text of found) expect([text, automaton.test(codesOf(text))]).toEqual([text, true]);
    for (const text of others) expect([text, automaton.test(codesOf(text))]).toEqual([text, false]);
  });

  it.each([
    '\\B',
    '(?!a)(?<!b)',
    '\\B(?:(?![^])|(?!))',
    '(?![^])',
    '(\\w+)\\1',
    '(a)?b\\1',
    '(?<x>a|b)\\k<x>',
    '(?i:a)',
    '(?<=a(?=bc))b',
  ])('is not made of %s, which is no formal language here', (source) => {
    expect(() => automatonOf(source)).toThrow(Undecided);
  });
});
