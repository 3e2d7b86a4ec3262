import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ArchiveError } from './archive-error.ts';
import { BLOCK, formatHeader, parseHeader, splitPath } from './tar-header.ts';

const segment = fc.string({
  unit: fc.constantFrom(...'a b c d e x y z 0 1 9 - _ .'.split(' '), ' '),
  minLength: 1,
  maxLength: 60,
});
const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => segments.join('/'));

describe('A header', () => {
  it('gives back what it was made of', () => {
    fc.assert(
      fc.property(path, fc.nat(0o77777777777), fc.constantFrom('0', '5', 'x'), (name, size, type) => {
        fc.pre(splitPath(name) !== undefined);
        const header = { path: name, size, type };

        expect(parseHeader(formatHeader(header))).toEqual(header);
        expect(formatHeader(header)).toHaveLength(BLOCK);
      }),
    );
  });

  it('with a flipped bit is refused or says the same', () => {
    const header = { path: 'data/a.json', size: 1234, type: '0' };
    const block = formatHeader(header);
    let passed = 0;
    for (let bit = 0; bit < BLOCK * 8; bit++) {
      const flipped = Buffer.from(block);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      try {
        expect(parseHeader(flipped)).toEqual(header);
        passed += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(ArchiveError);
      }
    }

    // The checksum's own leading zero and its end may be written in two ways; nothing else may.
    expect(passed).toBeLessThanOrEqual(4);
  });

  it.each([
    ['a'.repeat(100), true],
    ['a'.repeat(101), false],
    [`${'a'.repeat(155)}/${'b'.repeat(100)}`, true],
    [`${'a'.repeat(156)}/b`, false],
    [`${'a'.repeat(50)}/${'b'.repeat(101)}`, false],
    ['été', false],
    ['a\u007f', false],
  ])('holds the path %s: %s', (name, fits) => {
    expect(splitPath(name) !== undefined).toBe(fits);
    if (!fits) expect(() => formatHeader({ path: name, size: 0, type: '0' })).toThrow(RangeError);
  });

  it('holds no size of eight gibibytes or more', () => {
    expect(() => formatHeader({ path: 'a', size: 2 ** 33, type: '0' })).toThrow(RangeError);
  });
});
