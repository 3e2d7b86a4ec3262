import type { CharSet } from 'refa';

/** Lists ranges of characters in the order in which a person would choose one; surrogates are none by themselves. */
const PREFERRED: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x30, 0x39],
  [0x20, 0x20],
  [0x2d, 0x2f],
  [0x5f, 0x5f],
  [0x21, 0x7e],
  [0xe0, 0xff],
  [0x621, 0x64a],
  [0xa1, 0xd7ff],
  [0xe000, 0x10_ff_ff],
];

/** Gives the character of a set that is the easiest to read. */
export function readableOf(set: CharSet): string {
  for (const [from, to] of PREFERRED) {
    for (const { min, max } of set.ranges) {
      const first = Math.max(min, from);
      if (first <= Math.min(max, to)) return String.fromCodePoint(first);
    }
  }
  return String.fromCodePoint(set.ranges[0]?.min ?? 0);
}
