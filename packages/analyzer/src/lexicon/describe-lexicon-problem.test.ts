import { describe, expect, it } from 'vitest';

import { describeLexiconProblem } from './describe-lexicon-problem.ts';
import { LEXICON_PROBLEM_CODES } from './problem.ts';

describe('describeLexiconProblem', () => {
  it.each(LEXICON_PROBLEM_CODES)('has words for %s in three languages', (code) => {
    const texts = (['ar', 'fr', 'en'] as const).map((locale) =>
      describeLexiconProblem({ code, found: 'X$&X' }, locale),
    );

    expect(new Set(texts).size).toBe(3);
    expect(texts[0]).toMatch(/\p{Script=Arabic}/u);
    if (code !== 'label-empty') expect(texts.every((text) => text.includes('X$&X'))).toBe(true);
  });

  it('shows no characters that turn a line around', () => {
    expect(describeLexiconProblem({ code: 'label-twice', found: 'a\u202Eb\n' }, 'fr')).toContain('a\uFFFDb\uFFFD');
  });
});
