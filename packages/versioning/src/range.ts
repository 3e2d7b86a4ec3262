import { isRange } from '@national-forge/manifest';
import semver from 'semver';

import { VersioningError } from './error.ts';

const SHOWN = 256;

/** Holds a range that was understood; `text` is as it was written. */
export interface ParsedRange {
  readonly text: string;
  /** Tells whether a version lies in the range; pre-releases as node-semver says. */
  readonly includes: (version: string) => boolean;
}

/**
 * Understands a range: `*`, `1.2.x`, `^1.2.3`, `~1.2`, `1.2 - 1.4`, comparators, `||`.
 * A pre-release is included only where a comparator names a pre-release of the same major.minor.patch. An empty text is
 * refused, and so is anything above 256 characters; what is a range is what `algorithm.yaml` takes for one.
 *
 * Source: node-semver, "Ranges".
 *
 * @throws VersioningError `range-invalid`
 */
export function parseRange(text: string): ParsedRange {
  if (!isRange(text)) {
    throw new VersioningError('range-invalid', `not a range: ${JSON.stringify(text.slice(0, SHOWN))}`, {
      params: { range: text.slice(0, SHOWN) },
    });
  }
  const range = new semver.Range(text);
  return { text, includes: (version) => range.test(version) };
}

/**
 * Tells whether a version lies in a range; pre-releases as node-semver says.
 *
 * @throws VersioningError `range-invalid`
 */
export const satisfies = (version: string, range: string): boolean => parseRange(range).includes(version);
