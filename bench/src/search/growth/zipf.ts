import type { Random } from '../random.ts';

/**
 * Draws ranks from 0 to size − 1 such that the r-th is drawn in proportion to 1 / r^exponent (Zipf 1949; of words in texts the
 * exponent is close to 1). Throws a RangeError on an empty range.
 */
export function zipfOf(size: number, exponent = 1): (random: Random) => number {
  if (size < 1) throw new RangeError('nothing to draw from');
  const cumulative = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += 1 / (rank + 1) ** exponent;
    cumulative[rank] = sum;
  }
  return (random) => firstAbove(cumulative, random() * sum);
}

function firstAbove(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
