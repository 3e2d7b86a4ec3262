/** Draws whole numbers: all that is random comes from here, so that a run can be repeated. */
export interface Chance {
  /** Gives a whole number from 0 to below `count`. */
  readonly below: (count: number) => number;
}

/** Makes a chance from a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (count) => Math.floor(next() * count) };
}

/** Takes one of a list that is not empty. */
export const pick = <T>(list: readonly T[], { below }: Chance): T => list[below(list.length)] as T;

/** Copies a value with another one at a path; the rest is shared. `change` gets undefined where there is nothing. */
export function changed(
  value: unknown,
  [first, ...rest]: readonly string[],
  change: (value: unknown) => unknown,
): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value)) return value.with(Number(first), changed(value[Number(first)], rest, change));
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [first]: changed(object[first], rest, change) };
}

/** Reads a JSON Pointer (RFC 6901) as a path. */
export const pathOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
