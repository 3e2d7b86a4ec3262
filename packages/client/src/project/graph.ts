import { isExactVersion, majorOf, parseSelector, satisfies } from '@national-forge/versioning';

import { ClientError } from '../client-error.ts';
import { ROOT, type LockDraft, type LockedRelease } from './lock.ts';

/** Is one release of a lock with its name. */
export type Locked = Named<Omit<LockedRelease, 'logIndex'>>;

/** Is a release with its place in a lock and its name. */
export type Named<T> = T & {
  /** `agency/name@major`. */
  readonly key: string;
  readonly name: string;
};

/** Names the place of a release in a lock. */
export function lockKey(name: string, version: string): string {
  return `${name}@${majorOf(version)}`;
}

/** Lists the releases of a lock, sorted by key. */
export function lockedReleases<T>(lock: { readonly releases: Readonly<Record<string, T>> }): readonly Named<T>[] {
  return Object.entries(lock.releases)
    .map(([key, release]) => ({ ...release, key, name: key.slice(0, key.lastIndexOf('@')) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Finds which release an asker (`root` or `agency/name@version`) gets for a name. */
export function findTarget(releases: readonly Locked[], by: string, name: string): Locked | undefined {
  return releases.find((release) => release.name === name && release.requiredBy.some((ask) => ask.by === by));
}

/**
 * Proves that a set of releases answers its own questions: every requirement and every dependency has exactly one release
 * that lies in its range, and nothing is there that nobody asked for. A lock is edited by people and merged by tools, and a
 * resolution comes from a server that is not trusted.
 * @throws ClientError with the code given: reason `key`, `missing`, `ambiguous`, `range` or `unwanted`
 */
export function assertSound(
  lock: LockDraft,
  fault: { readonly code: 'lock-invalid' | 'protocol'; readonly path: string },
): void {
  const fail = (reason: string, pointer: string): never => {
    const where = fault.code === 'protocol' ? { host: fault.path } : { path: fault.path };
    throw new ClientError(fault.code, { params: { ...where, reason, pointer } });
  };
  const releases = lockedReleases(lock);
  const wanted = new Set<string>();
  for (const [name, range] of Object.entries(lock.requirements)) wanted.add(edge(ROOT, name, range));
  for (const release of releases) {
    if (release.key !== lockKey(release.name, release.version)) fail('key', release.key);
    for (const [name, range] of Object.entries(release.dependencies)) wanted.add(edge(askerOf(release), name, range));
  }
  const given = new Set<string>();
  for (const release of releases) {
    for (const { by, range } of release.requiredBy) {
      const ask = edge(by, release.name, range);
      if (!wanted.has(ask)) fail('unwanted', release.key);
      if (given.has(ask)) fail('ambiguous', release.key);
      if (!lies(release.version, range)) fail('range', release.key);
      given.add(ask);
    }
  }
  for (const ask of wanted) if (!given.has(ask)) fail('missing', ask);
}

/** Names a release as an asker. */
export function askerOf(release: { readonly name: string; readonly version: string }): string {
  return `${release.name}@${release.version}`;
}

const edge = (by: string, name: string, range: string): string => `${by} ${name} ${range}`;

/** Where a channel points cannot be known here; a range and an exact version can be checked. */
function lies(version: string, range: string): boolean {
  try {
    const selector = parseSelector(range);
    switch (selector.kind) {
      case 'channel':
        return true;
      case 'exact':
        return selector.version === version;
      case 'range':
        return isExactVersion(version) && satisfies(version, range);
    }
  } catch {
    return false;
  }
}
