/** Gives the next number in [0, 1). */
export type Random = () => number;

const STEP = 0x9e3779b9;

/**
 * Makes a source of random numbers that is the same for the same seed on every machine: a counter in steps of the golden
 * ratio (Steele, Lea, Flood 2014, SplitMix) whose bits are mixed by the finaliser of MurmurHash3 (Appleby 2011). Not for secrets.
 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + STEP) >>> 0;
    return mix(state) / 2 ** 32;
  };
}

/** Gives the seed of the n-th of many sources that have nothing to do with each other. */
export const seedOf = (seed: number, n: number): number => mix((mix(seed >>> 0) + Math.imul(n + 1, STEP)) >>> 0);

function mix(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Picks one of a list. Throws on an empty list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
}
