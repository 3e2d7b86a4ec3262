import fc from 'fast-check';
import { expect, test } from 'vitest';

import { SampleLog } from '../testing/sample-log.ts';
import { openFrontier } from './frontier.ts';

const log = new SampleLog();
while (log.size < 70) log.pad();
const rootAt = (size: number): string => log.checkpoint(size).split('\n')[2] ?? '';
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

test('a frontier has the root of the log at every size, wherever it began', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 69 }), fc.integer({ min: 1, max: 70 }), (start, length) => {
      const frontier = openFrontier(start, start === 0 ? [] : log.inclusion(start, start + 1));
      for (const { bytes } of log.entries.slice(start, start + length)) {
        frontier.append(bytes);
        expect(base64(frontier.root())).toBe(rootAt(frontier.size()));
      }
    }),
  );
});

test('a frontier goes on from its own edge', () => {
  const whole = openFrontier(0);
  for (const [size, { bytes }] of log.entries.entries()) {
    const again = openFrontier(size, whole.edge());
    again.append(bytes);
    whole.append(bytes);
    expect(again.root()).toEqual(whole.root());
    expect(whole.edge().length).toBeLessThanOrEqual(7);
  }
});

test('an edge of another size is refused', () => {
  expect(() => openFrontier(5, [new Uint8Array(32)])).toThrow(RangeError);
  expect(() => openFrontier(4, [new Uint8Array(32), new Uint8Array(32)])).toThrow(RangeError);
});
