import { describe, expect, it } from 'vitest';

import { isReached } from '../../report/figure.ts';
import { figuresOfGrowth } from './growth-figures.ts';
import { eachClass } from './query-classes.ts';

const grown = (postings: number, latency: number, cpuMs: number) => ({
  filled: { records: 100, cpuMs, ms: 50 },
  residentBytes: 10 * 1024 ** 2 * cpuMs,
  rounds: [eachClass(() => ({ latencies: [latency, latency * 2], cpuMs: latency, postings: [1, postings] }))],
  suggestions: [[0.5]],
});
const step = (size: number, postings: number, latency = 1) => ({
  ...{ size, storedBytes: 2 * 1024 ** 2, registry: grown(postings, latency, 1), minisearch: grown(0, 8, 8) },
});
const find = (figures: ReturnType<typeof figuresOfGrowth>, what: string) => figures.find((one) => one.what === what)!;

describe('figuresOfGrowth', () => {
  it('compares filling, memory and time with MiniSearch', () => {
    const figures = figuresOfGrowth([step(100, 50)]);

    expect(find(figures, 'a record indexed: MiniSearch / ours, CPU, 100 records').spread.median).toBe(8);
    expect(find(figures, 'memory: ours of MiniSearch’s, 100 records').spread.median).toBe(12.5);
    expect(find(figures, 'rare: MiniSearch / ours, CPU, 100 records').spread.median).toBe(8);
    expect(find(figures, 'on the disk, 100 records').spread.median).toBe(2);
  });

  it('gives a query 5 ms up to a hundred thousand records and 10 ms beyond', () => {
    const figures = figuresOfGrowth([step(100_000, 50, 4), step(1_000_000, 50, 4)]);

    expect(isReached(find(figures, 'typo: p99, 100,000 records'))).toBe(false);
    expect(isReached(find(figures, 'typo: p99, 1,000,000 records'))).toBe(true);
  });

  it('asks that a hundred times the records take at most ten times the postings', () => {
    const figures = figuresOfGrowth([step(1000, 50), step(100_000, 501)]);
    const bounded = figuresOfGrowth([step(1000, 50), step(100_000, 500)]);

    expect(isReached(find(figures, 'common: most postings, 100,000 / 1,000 records'))).toBe(false);
    expect(isReached(find(bounded, 'common: most postings, 100,000 / 1,000 records'))).toBe(true);
  });

  it('has no aim for postings where the sizes are too close to tell', () => {
    const [near] = figuresOfGrowth([step(100, 50), step(1000, 60)]).filter(({ what }) => /most postings/.test(what));

    expect(near?.spread.median).toBe(1.2);
    expect(near?.aim).toBeUndefined();
  });

  it('leaves out what it cannot compare', () => {
    const { minisearch: _, ...alone } = step(1000, 50);
    const figures = figuresOfGrowth([alone]);

    expect(figures.filter(({ what }) => /MiniSearch|most postings/.test(what))).toEqual([]);
  });
});
