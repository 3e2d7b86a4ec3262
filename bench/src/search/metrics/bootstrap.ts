import { mean, percentile } from '../../statistics.ts';
import { randomOf } from '../random.ts';

/** Is a difference of means with the interval in which it lies, sampling of queries considered. */
export interface Interval {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Says how intervals are drawn. */
export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

/**
 * Gives mean(a) − mean(b) with its 95 % interval by the paired percentile bootstrap (Efron and Tibshirani 1993, ch. 13; for
 * retrieval: Sakai, SIGIR 2006): queries are drawn with replacement, both systems answer the same draw. The seed is fixed, so a
 * second run says the same. An interval tells how far another draw of queries like these could move the difference, not what
 * other kinds of queries would do. Throws a RangeError where the lists are empty or differ in length.
 */
export function pairedBootstrap(
  a: readonly number[],
  b: readonly number[],
  { resamples = 10_000, seed = 20_020_101 }: BootstrapOptions = {},
): Interval {
  if (a.length === 0 || a.length !== b.length) throw new RangeError('both systems answer the same queries');
  const differences = a.map((value, index) => value - (b[index] ?? NaN));
  const random = randomOf(seed);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < differences.length; draw += 1) {
      sum += differences[Math.floor(random() * differences.length)] ?? NaN;
    }
    return sum / differences.length;
  });
  const sorted = Array.from(means.sort());
  return { difference: mean(differences), low: percentile(sorted, 0.025), high: percentile(sorted, 0.975) };
}
