import { versionParts } from '../semantic-version.ts';

/** Lists what a change may demand of a version number, the least first. */
const BUMP_LEVELS = ['patch', 'minor', 'major'] as const;

/** Says what a change demands of a version number. */
export type BumpLevel = (typeof BUMP_LEVELS)[number];

/** Tells whether a bump of one level is enough where another is demanded. */
export const isEnough = (given: BumpLevel, demanded: BumpLevel): boolean =>
  BUMP_LEVELS.indexOf(given) >= BUMP_LEVELS.indexOf(demanded);

/** Gives the highest of some levels; `patch` when there is none. */
export const highestOf = (levels: readonly BumpLevel[]): BumpLevel =>
  levels.reduce<BumpLevel>((high, level) => (isEnough(high, level) ? high : level), 'patch');

/**
 * Names the line of a version: the versions that promise to be compatible with each other. The same major number; below
 * 1.0.0 the same minor number, too (SemVer 2.0.0 §4, and how every range is read).
 *
 * @throws VersioningError `version-invalid`
 */
export function lineOf(version: string): string {
  const [major, minor] = versionParts(version).core;
  return major === '0' ? `0.${minor}` : major;
}

/**
 * Says how far one version is from a lower one, as a promise: another line is `major`; in a line of 0.y there is nothing
 * between breaking and not breaking, so that any step is enough for `minor`.
 *
 * @throws VersioningError `version-invalid`
 */
export function bumpBetween(lower: string, upper: string): BumpLevel {
  if (lineOf(lower) !== lineOf(upper)) return 'major';
  const [from, to] = [versionParts(lower).core, versionParts(upper).core];
  if (from[0] === '0' || from[1] !== to[1]) return 'minor';
  return 'patch';
}
