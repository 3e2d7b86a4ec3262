import type { SearchHit } from '@national-forge/api';
import { expect, test } from 'vitest';

import { packRank, settleRank, unpackRank } from './rank.ts';

const hit = { status: 'stable', deprecated: false } as SearchHit;
const quiet = { dependents: 0, downloads: 40, hasVectors: true, age: 10 };
const rank = packRank(hit, quiet);

test('a handful of downloads and a few days move no rank', () => {
  const next = packRank(hit, { ...quiet, downloads: 50, age: 25 });

  expect(next).not.toBe(rank);
  expect(settleRank(rank, next)).toBe(rank);
});

test('twice the use moves reuse, a season moves freshness, and each leaves the other where it was', () => {
  const used = settleRank(rank, packRank(hit, { ...quiet, downloads: 120 }));
  const old = settleRank(rank, packRank(hit, { ...quiet, age: 100 }));

  expect(unpackRank(used).reuse).toBeGreaterThan(unpackRank(rank).reuse);
  expect(unpackRank(used).freshness).toBe(unpackRank(rank).freshness);
  expect(unpackRank(old).freshness).toBeLessThan(unpackRank(rank).freshness);
  expect(unpackRank(old).reuse).toBe(unpackRank(rank).reuse);
});

test('health moves at once, and what had no rank takes the one it has', () => {
  const withdrawn = packRank({ ...hit, deprecated: true }, quiet);

  expect(unpackRank(settleRank(rank, withdrawn)).deprecated).toBe(true);
  expect(settleRank(0, rank)).toBe(rank);
});
