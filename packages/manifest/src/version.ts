import semver from 'semver';

import { ManifestError } from './manifest-error.ts';

declare const brand: unique symbol;

/** Holds a version: strict SemVer 2.0.0 without build metadata, at most 64 characters. */
export type Version = string & { readonly [brand]: 'Version' };

/** Bounds a version, in characters. */
export const VERSION_LIMIT = 64;

/** Bounds a version range, in characters: node-semver expands each range, an attacker would like long ones. */
export const RANGE_LIMIT = 256;

/**
 * Parses a version. Build metadata is refused: two releases that differ only there would have no order (SemVer §10).
 * @throws ManifestError `version-invalid`
 */
export function parseVersion(text: string): Version {
  if (!isVersion(text)) throw new ManifestError('version-invalid', { version: text });
  return text;
}

/** Tells whether a text is a version as {@link parseVersion} wants it. */
export function isVersion(text: string): text is Version {
  // node-semver trims, strips a leading `v` and drops build metadata; what it gives back must be what was written.
  return text.length <= VERSION_LIMIT && semver.parse(text)?.version === text;
}

/** Tells whether a text is a range of versions as dependencies name it (`^1.2.0`, `>=1 <3`); an empty one is not. */
export function isRange(text: string): boolean {
  return text.length <= RANGE_LIMIT && text.trim() !== '' && semver.validRange(text) !== null;
}
