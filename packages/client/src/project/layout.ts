import { compareVersions } from '@national-forge/versioning';

import { findTarget, lockedReleases, type Named } from './graph.ts';
import { ROOT, type Lock, type LockedRelease } from './lock.ts';

/** Names the folder that holds what is installed; it belongs to nforge alone. */
export const MODULES_FOLDER = 'forge_modules';

/** Names the file in it that tells programs what is where. */
export const INDEX_FILE = 'index.json';

/** Is a release of a lock with its place. */
export type Placed = Named<LockedRelease> & {
  /** Path below `forge_modules`, with `/`: `agency/name`, or `agency/name@major` for a further major. */
  readonly path: string;
  /** Whether forge.json itself asks for it. */
  readonly direct: boolean;
};

/**
 * Gives every release of a lock its place. The plain path `agency/name` belongs to the release that forge.json asks for,
 * else to the highest version; other majors of the same algorithm lie beside it as `agency/name@major`.
 */
export function placeReleases(lock: Lock): readonly Placed[] {
  const releases = lockedReleases(lock);
  const { moved, requirements } = lock;
  const targets = Object.entries(requirements).map(([name, range]) =>
    findTarget({ releases, moved }, { by: ROOT, name, range }),
  );
  const direct = new Set(targets.map((target) => target?.key));
  const byName = Map.groupBy(releases, ({ name }) => name);
  return releases.map((release) => {
    const plain = plainOf(byName.get(release.name) ?? [], direct);
    const path = plain === release.key ? release.name : release.key;
    return { ...release, path, direct: direct.has(release.key) };
  });
}

function plainOf(majors: readonly Named<LockedRelease>[], direct: ReadonlySet<string | undefined>): string | undefined {
  const asked = majors.find(({ key }) => direct.has(key));
  return (asked ?? majors.toSorted((a, b) => compareVersions(b.version, a.version))[0])?.key;
}
