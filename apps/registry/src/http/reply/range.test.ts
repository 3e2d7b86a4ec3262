import fc from 'fast-check';
import { expect, it } from 'vitest';

import { parseRange } from './range.ts';

it.each([
  ['bytes=0-9', { start: 0, end: 10 }],
  ['bytes=5-', { start: 5, end: 100 }],
  ['bytes=-5', { start: 95, end: 100 }],
  ['bytes=-500', { start: 0, end: 100 }],
  ['bytes=90-500', { start: 90, end: 100 }],
  ['BYTES=0-0', { start: 0, end: 1 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-5', undefined],
  ['bytes=0-1,5-6', undefined],
  ['items=0-5', undefined],
  ['bytes=-', undefined],
  ['bytes=a-b', undefined],
  [undefined, undefined],
] as const)('reads %j of 100 bytes as %j', (header, range) => {
  expect(parseRange(header, 100)).toEqual(range);
});

it('never leaves the resource', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(1_000_000), (first, last, size) => {
      for (const header of [`bytes=${first}-${last}`, `bytes=${first}-`, `bytes=-${last}`]) {
        const range = parseRange(header, size);
        if (range === undefined || range === 'unsatisfiable') continue;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThan(range.start);
        expect(range.end).toBeLessThanOrEqual(size);
      }
    }),
  );
});
