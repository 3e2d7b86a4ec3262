import { describe, expect, it } from 'vitest';

import type { Figure } from './figure.ts';
import { performancePage } from './performance-page.ts';

const spread = (median: number) => ({ median, min: median / 2, max: median * 2, count: 3 });
const surroundings = { date: '2030-01-02', machine: '2 cores', versions: ['Node 24'], scale: 'full' };
const page = (figures: readonly Figure[]) =>
  performancePage([{ title: 'Things', method: 'Counted.', figures }], surroundings);

describe('performancePage', () => {
  it('says of each aim whether the median reaches it, and why not', () => {
    const text = page([
      { what: 'fast', spread: spread(2), unit: '×', aim: { atLeast: 2 }, why: 'never shown' },
      { what: 'slow', spread: spread(1.99), unit: '×', aim: { atLeast: 2 }, why: 'the disk waits.' },
      { what: 'large', spread: spread(21), unit: 'MiB', aim: { atMost: 20 } },
      { what: 'plain', spread: spread(7), unit: 'ms' },
    ]);

    expect(text).toContain('**1 of 3 aims reached.**');
    expect(text).toMatch(/\| fast +\| 2\.00 × +\| 1\.00–4\.00 \| ≥ 2\.00 \| yes +\|/);
    expect(text).toMatch(/\| slow +\| 1\.99 × .*\*\*no\*\* +\|/);
    expect(text).toContain('- slow: the disk waits.');
    expect(text).toContain('- large: the reason is not known yet.');
    expect(text).not.toContain('never shown');
    expect(text).toMatch(/\| plain +\| 7\.00 ms +\| 3\.50–14\.0 \| +\| +\|/);
  });

  it('says one reason once for all figures that share it', () => {
    const why = 'the disk waits.';
    const short = (what: string): Figure => ({ what, spread: spread(1), unit: '×', aim: { atLeast: 2 }, why });

    expect(page([short('first'), short('second')])).toContain('- first; second: the disk waits.');
  });

  it.each([
    [0.456, '0.46'],
    [1, '1.00'],
    [12.34, '12.3'],
    [123.4, '123'],
    [1234.5, '1,235'],
  ])('writes %s with the figures that count', (value, text) => {
    expect(page([{ what: 'it', spread: spread(value), unit: 'ms' }])).toContain(`| ${text} ms `);
  });
});
