import { createHash, randomBytes } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatToken, isToken, TOKEN_PATTERN } from './token.ts';

describe('formatToken', () => {
  it('has the form that scanners know, forever', () => {
    const token = formatToken(createHash('sha256').update('known answer').digest());

    expect(token).toMatch(/^nforge_[0-9A-Za-z]{42}$/);
    expect(createHash('sha256').update(token).digest('hex')).toMatchInlineSnapshot(
      `"45dce3643b4a36567aeb79f2baac2f56577651a763a70a2c759f775a0a0d8392"`,
    );
  });

  it('makes tokens that are recognised, and differ', () => {
    const tokens = Array.from({ length: 200 }, () => formatToken(randomBytes(32)));

    expect(tokens.every(isToken)).toBe(true);
    expect(new Set(tokens).size).toBe(200);
    expect([...`token=${tokens[0]!};`.matchAll(TOKEN_PATTERN)].map(([text]) => text)).toEqual([tokens[0]]);
  });

  it('refuses too few random bytes', () => {
    expect(() => formatToken(randomBytes(31))).toThrow(expect.objectContaining({ code: 'random-too-short' }));
  });
});

describe('isToken', () => {
  it('refuses a token with any character changed', () => {
    const token = formatToken(randomBytes(32));
    fc.assert(
      fc.property(
        fc.integer({ min: 7, max: token.length - 1 }),
        fc.constantFrom('0', 'a', 'Z', '9', 'x'),
        (at, character) => {
          fc.pre(token[at] !== character);

          expect(isToken(token.slice(0, at) + character + token.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  it.each(['', 'nforge_', `nforge_${'a'.repeat(42)}`, `npm_${'a'.repeat(42)}`])('refuses %j', (text) => {
    expect(isToken(text)).toBe(false);
  });
});
