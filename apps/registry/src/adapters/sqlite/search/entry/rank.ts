import type { SearchHit } from '@national-forge/api';

/** Is what speaks for an algorithm whatever is asked. */
export interface Signals {
  /** Published algorithms that depend on it. */
  readonly dependents: number;
  /** Downloads of the last 90 days. */
  readonly downloads: number;
  /** Whether the registry or the agency ran its vectors. */
  readonly hasVectors: boolean;
  /** Days since the version shown was published. */
  readonly age: number;
}

/** Is a static rank taken apart, each part from 0 to 1. */
export interface Rank {
  readonly reuse: number;
  readonly health: number;
  readonly freshness: number;
  /** Whether it stands behind all that is not deprecated. */
  readonly deprecated: boolean;
}

/** How far each part may raise a score: together less than a word more in a title does. */
const RANK_WEIGHTS = { reuse: 0.1, health: 0.06, freshness: 0.04 } as const;

const STATUSES: Readonly<Record<string, number>> = {
  stable: 1,
  beta: 0.7,
  development: 0.4,
  concept: 0.2,
  obsolete: 0,
};

/** Reuse and freshness are counted on a scale where each step is a doubling; a year halves freshness. */
const HALVED_AFTER = 365;

/** Packs the static rank of a hit into 16 bits: six of reuse, four of health (0: deprecated), six of freshness. */
export function packRank({ status, deprecated }: SearchHit, signals: Signals): number {
  const uses = Math.log2(1 + signals.dependents * 4 + signals.downloads / 16);
  const reuse = Math.min(63, Math.round(uses * 6));
  const health = ((STATUSES[status] ?? 0.5) + (signals.hasVectors ? 1 : 0)) / 2;
  const freshness = Math.round(63 * 2 ** (-Math.max(0, signals.age) / HALVED_AFTER));
  return (reuse << 10) | ((deprecated ? 0 : 1 + Math.round(health * 14)) << 6) | freshness;
}

/** A part moves only this far or farther: reuse by a doubling, freshness by a month; a handful of downloads moves no hit. */
const MOVES = { reuse: 6, freshness: 4 } as const;

/** Gives the rank that replaces an earlier one: parts that moved a little stay what they were. 0: there was none. */
export function settleRank(before: number, next: number): number {
  if (before === 0) return next;
  const reuse = Math.abs((next >> 10) - (before >> 10)) < MOVES.reuse ? before >> 10 : next >> 10;
  const freshness = Math.abs((next & 63) - (before & 63)) < MOVES.freshness ? before & 63 : next & 63;
  return (reuse << 10) | (next & (15 << 6)) | freshness;
}

/** Takes a packed rank apart. */
export function unpackRank(packed: number): Rank {
  const health = (packed >> 6) & 15;
  return {
    reuse: (packed >> 10) / 63,
    health: Math.max(0, health - 1) / 14,
    freshness: (packed & 63) / 63,
    deprecated: health === 0,
  };
}

/** Gives the factor by which a rank raises a score, from 1 to 1.2. */
export function rankFactor({ reuse, health, freshness }: Rank): number {
  return 1 + RANK_WEIGHTS.reuse * reuse + RANK_WEIGHTS.health * health + RANK_WEIGHTS.freshness * freshness;
}

/** Gives the class, from 0 to 3, in which postings of one impact are ordered. */
export function rankClass(packed: number): number {
  const rank = unpackRank(packed);
  if (rank.deprecated) return 0;
  return 1 + Math.min(2, Math.floor(((rankFactor(rank) - 1) / 0.2) * 3));
}
