import { VersioningError } from './error.ts';

/** Holds the parts of a version as decimal text, because pre-release numbers may be longer than a double is exact. */
export interface VersionParts {
  readonly core: readonly [major: string, minor: string, patch: string];
  readonly prerelease: readonly string[];
}

const MAX_LENGTH = 256;
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][\\da-zA-Z-]*)';
const VERSION = new RegExp(`^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?$`);
const NUMERIC = /^\d+$/;

/** Tells whether an identifier of a pre-release list counts as a number (SemVer 2.0.0 §11.4.1). */
export const isNumericIdentifier = (identifier: string): boolean => NUMERIC.test(identifier);

const tryParse = (version: string): VersionParts | undefined => {
  if (version.length > MAX_LENGTH) return undefined;
  const match = VERSION.exec(version);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', prerelease] = match;
  const core = [major, minor, patch] as const;
  // node-semver refuses a core number above 2^53 - 1, and every range is judged by node-semver.
  if (core.some((part) => !Number.isSafeInteger(Number(part)))) return undefined;
  return { core, prerelease: prerelease === undefined ? [] : prerelease.split('.') };
};

/**
 * Splits a version into its parts.
 * Strict SemVer 2.0.0 without build metadata, at most 256 characters.
 *
 * @throws VersioningError `version-invalid`
 */
export function versionParts(version: string): VersionParts {
  const parts = tryParse(version);
  if (parts === undefined) {
    throw new VersioningError('version-invalid', `not a version: ${JSON.stringify(version.slice(0, MAX_LENGTH))}`, {
      params: { version: version.slice(0, MAX_LENGTH) },
    });
  }
  return parts;
}

/** Tells whether a text is a version: strict SemVer 2.0.0 without build metadata. */
export const isExactVersion = (text: string): boolean => tryParse(text) !== undefined;

/** Tells whether a version is stable, that is, carries no pre-release list. Throws `version-invalid`. */
export const isStable = (version: string): boolean => versionParts(version).prerelease.length === 0;

/** Reads the major number of a version. Throws `version-invalid`. */
export const majorOf = (version: string): number => Number(versionParts(version).core[0]);

/**
 * Compares two versions by SemVer precedence; negative when `a` comes first, zero only for equal texts.
 * Exact for numbers of any length, where node-semver rounds pre-release numbers above 2^53.
 *
 * Source: SemVer 2.0.0 §11.
 *
 * @throws VersioningError `version-invalid`
 */
export function compareVersions(a: string, b: string): number {
  const left = versionParts(a);
  const right = versionParts(b);
  for (const index of [0, 1, 2] as const) {
    const order = compareNumbers(left.core[index], right.core[index]);
    if (order !== 0) return order;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const order = compareIdentifiers(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string, b: string): number {
  const numericA = isNumericIdentifier(a);
  if (numericA !== isNumericIdentifier(b)) return numericA ? -1 : 1;
  return numericA ? compareNumbers(a, b) : compareText(a, b);
}

const compareNumbers = (a: string, b: string): number =>
  a.length === b.length ? compareText(a, b) : a.length - b.length;

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
