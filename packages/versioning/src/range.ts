import semver from 'semver';

import { VersioningError } from './error.ts';

const MAX_LENGTH = 256;

/** Holds a range that was understood; `text` is as it was written. */
export interface ParsedRange {
  readonly text: string;
  /** Tells whether a version lies in the range; pre-releases as node-semver says. */
  includes(version: string): boolean;
}

/**
 * Understands a range: `*`, `1.2.x`, `^1.2.3`, `~1.2`, `1.2 - 1.4`, comparators, `||`.
 * A pre-release is included only where a comparator names a pre-release of the same major.minor.patch. An empty text
 * and build metadata are refused, and so is anything above 256 characters.
 *
 * Source: node-semver, "Ranges".
 *
 * @throws VersioningError `range-invalid`
 */
export function parseRange(text: string): ParsedRange {
  const invalid = (cause?: unknown) =>
    new VersioningError('range-invalid', `not a range: ${JSON.stringify(text.slice(0, MAX_LENGTH))}`, {
      params: { range: text.slice(0, MAX_LENGTH) },
      cause,
    });
  if (text.trim() === '' || text.length > MAX_LENGTH || text.includes('+')) throw invalid();
  try {
    const range = new semver.Range(text);
    return { text, includes: (version) => range.test(version) };
  } catch (error) {
    throw invalid(error);
  }
}

/**
 * Tells whether a version lies in a range; pre-releases as node-semver says.
 *
 * @throws VersioningError `range-invalid`
 */
export const satisfies = (version: string, range: string): boolean => parseRange(range).includes(version);
