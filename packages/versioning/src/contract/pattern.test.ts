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

describe('an automaton', () => {
  it('takes the texts in which the engine finds the pattern', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 20, maxLength: 20 }), (source, samples) => {
        const automaton = automatonOf(source);
        const pattern = new RegExp(source, 'u');
        for (const text of samples)
          expect(automaton.test(codesOf(text)), `${source} in ${text}`).toBe(pattern.test(text));
      }),
      { numRuns: full ? 3000 : 120 },
    );
  });

  it.each(['(?=.*x)y', '(\\w+)\\1', '\\bx\\b', '(?<=a)b.*'])(
    'is not made of %s, which is no formal language here',
    (source) => {
      expect(() => automatonOf(source)).toThrow(Undecided);
    },
  );
});
