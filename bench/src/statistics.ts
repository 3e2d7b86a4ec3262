/** Is what repeated measurements show. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Number of measurements. */
  readonly count: number;
}

/** Gives the middle of the values, the mean of the two in the middle when their number is even. Throws on none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no values');
  return (lower + upper) / 2;
}

/** Summarises values. Throws on none. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), count: values.length };
}

/** Combines measurements that were made in the same round: what disturbed the machine disturbed both. */
export function pairwise(
  a: readonly number[],
  b: readonly number[],
  combine: (a: number, b: number) => number,
): readonly number[] {
  if (a.length !== b.length) throw new RangeError('rounds are missing');
  return a.map((value, index) => combine(value, b[index] ?? NaN));
}

/** Summarises how many times `a` is `b`, round by round. */
export const ratio = (a: readonly number[], b: readonly number[]): Spread => spreadOf(pairwise(a, b, (x, y) => x / y));

/** Gives the value that so large a share of the values does not exceed (nearest rank). Throws on none. */
export function percentile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];
  if (value === undefined) throw new RangeError('no values');
  return value;
}

/** Gives the arithmetic mean. Throws on no values. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
