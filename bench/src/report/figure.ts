import type { Spread } from '../statistics.ts';

/** Is what a figure is expected to be. */
export type Aim = { readonly atLeast: number } | { readonly atMost: number };

/** Is one measured figure. */
export interface Figure {
  readonly what: string;
  readonly spread: Spread;
  readonly unit:
    '×' | '%' | 'points' | 'ms' | 'µs' | 'MiB' | 'B' | 'fdatasync' | 'releases' | '/s' | 'pairs' | 'postings';
  readonly aim?: Aim;
  /** Says why the aim is not reached, if it is not. */
  readonly why?: string;
}

/** Is one subject of measurement with its figures. */
export interface Section {
  readonly title: string;
  /** Says how it was measured. */
  readonly method: string;
  readonly figures: readonly Figure[];
}

/** Tells whether the median reaches the aim; undefined where there is none. */
export function isReached({ aim, spread }: Figure): boolean | undefined {
  if (aim === undefined) return undefined;
  return 'atLeast' in aim ? spread.median >= aim.atLeast : spread.median <= aim.atMost;
}
