import { compareVersions, isStable } from '../semantic-version.ts';
import { lineOf } from './level.ts';

/** Is a version that is published, as far as the numbers of others depend on it. */
export interface PublishedVersion {
  readonly version: string;
  readonly yanked: boolean;
  /** True when it was published by a waiver: that it keeps what the version below it promised is not proved. */
  readonly waived?: boolean;
}

/** Holds the versions that a version is compared with, the nearest first. */
export interface Neighbours {
  readonly below: readonly string[];
  readonly above: readonly string[];
}

/**
 * Finds the versions that a version is compared with: of those published in its line, stable and not yanked, the nearest
 * one on each side. What holds from each to the next holds for all of them, except across a waiver: from there on the next
 * one is compared, too.
 *
 * @throws VersioningError `version-invalid`
 */
export function neighboursOf(version: string, published: readonly PublishedVersion[]): Neighbours {
  const line = versionsOfLine(version, published);
  const below = line.filter((one) => compareVersions(one.version, version) < 0).toReversed();
  const above = line.filter((one) => compareVersions(one.version, version) > 0);
  // A waiver lies between a version and the one below it.
  const lower = reach(below, (near) => near.waived === true);
  const upper = reach(above, (_, next) => next?.waived === true);
  return { below: lower, above: upper };
}

/** Lists the published versions that promise the same as a version: its line, stable, not yanked, ascending, without itself. */
export function versionsOfLine(version: string, published: readonly PublishedVersion[]): readonly PublishedVersion[] {
  const line = lineOf(version);
  return published
    .filter((one) => !one.yanked && isStable(one.version) && lineOf(one.version) === line && one.version !== version)
    .toSorted((a, b) => compareVersions(a.version, b.version));
}

type Crosses = (near: PublishedVersion, next: PublishedVersion | undefined) => boolean;

function reach(versions: readonly PublishedVersion[], crosses: Crosses): readonly string[] {
  const last = versions.findIndex((near, index) => !crosses(near, versions[index + 1]));
  return (last < 0 ? versions : versions.slice(0, last + 1)).map((one) => one.version);
}
