import type { Figure } from '../report/figure.ts';
import { ratio, spreadOf } from '../statistics.ts';

/** Tells the CPU of one leaf or proof in microseconds, by round, in a log of this size. */
export interface Growth {
  readonly size: number;
  readonly append: number[];
  readonly inclusion: number[];
  readonly consistency: number[];
}

const KINDS = [
  { key: 'append', label: 'append a leaf', atMost: 1.5 },
  // A path is as long as the tree is high.
  { key: 'inclusion', label: 'prove inclusion', atMost: 2 },
  { key: 'consistency', label: 'prove consistency', atMost: 2 },
] as const;

/** Tells what appending and proving cost at each size, and how many times more at the largest than at the smallest. */
export function figuresOfGrowth(growth: readonly Growth[]): readonly Figure[] {
  const [shortest, longest] = [growth[0], growth.at(-1)];
  if (shortest === undefined || longest === undefined) throw new RangeError('no log was measured');
  return KINDS.flatMap(({ key, label, atMost }): readonly Figure[] => [
    ...growth.map((one): Figure => ({
      what: `${label}, ${count(one.size)} leaves`,
      spread: spreadOf(one[key]),
      unit: 'µs',
    })),
    {
      what: `${label}: ${count(longest.size)} / ${count(shortest.size)} leaves`,
      ...{ spread: ratio(longest[key], shortest[key]), unit: '×' as const, aim: { atMost }, why: WHY },
    },
  ]);
}

const count = (size: number): string => size.toLocaleString('en');

const WHY =
  'the number of hashes read grows with the height of the tree, 10 at a thousand leaves and 20 at a million; beyond that, those of a long log lie on more pages than the page cache of the connection holds.';
