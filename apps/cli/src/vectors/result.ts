import type { Locale } from '@national-forge/manifest';
import type { Json, ReplayReport, VectorFailure } from '@national-forge/runner';

import { text } from '../texts/texts.ts';

/** Is what the vectors of one algorithm gave. */
export interface VectorResult {
  /** What the person named. */
  readonly target: string;
  readonly name: string;
  readonly version: string;
  /** Names of all vectors, in their order. */
  readonly vectors: readonly string[];
  /** Undefined where there is nothing to run: engine `none`. */
  readonly report: ReplayReport | undefined;
  readonly milliseconds: number;
}

/** Tells whether an algorithm could not be run at all on this computer, so that nothing is known of its vectors. */
export function isUnable({ report }: VectorResult): boolean {
  const failed = report?.failed ?? [];
  return failed.length > 0 && failed.every(({ code }) => code === 'engine-missing');
}

/** Gives what a vector that failed says and what came of it: each with its word, as far as there is any. */
export function valuesOf(
  { input, expected, actual }: VectorFailure,
  locale: Locale,
): readonly (readonly [string, string])[] {
  const values = [
    ['test.input', input],
    ['test.expected', expected],
    ...(actual === undefined ? [] : [['test.actual', actual] as const]),
  ] as const;
  return values.map(([key, value]) => [text(locale, key), shown(value)]);
}

/** Gives the name of a vector on one line: what is tested may be of somebody else, who would write lines of ours. */
export const onLine = (name: string): string => name.replace(/\s+/g, ' ');

const SHOWN = 1000;

/** A person looks at some lines; `nforge test --json` has the whole. */
function shown(value: Json): string {
  const json = JSON.stringify(value);
  return json.length > SHOWN ? `${json.slice(0, SHOWN).toWellFormed()}…` : json;
}
