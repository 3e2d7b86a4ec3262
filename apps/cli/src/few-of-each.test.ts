import { describe, expect, it } from 'vitest';

import { fewOfEach } from './few-of-each.ts';

const told = (words: string): string =>
  fewOfEach(words.split(' '), (word) => word.slice(0, 1))
    .map(({ item, more }) => (more === undefined ? item : `+${String(more)}`))
    .join(' ');

describe('few of each', () => {
  it('leaves out what is more than five of a kind, and says how many', () => {
    expect(told('a1 a2 b1 a3 a4 a5 a6 b2 a7 a8')).toBe('a1 a2 b1 a3 a4 a5 +3 b2');
  });

  it('tells a sixth that is the last instead of that there is one more', () => {
    expect(told('a1 a2 a3 a4 a5 a6 b1')).toBe('a1 a2 a3 a4 a5 a6 b1');
  });
});
