import { isExactVersion, majorOf, parseSelector, satisfies } from '@national-forge/versioning';

import { ClientError } from '../client-error.ts';
import { ROOT, type LockDraft, type LockedRelease } from './lock.ts';
import { presentName, type MoveClaims } from './moved-names.ts';

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

/** Is what somebody asks for. */
export interface Asking {
  /** `root` or `agency/name@version`. */
  readonly by: string;
  /** The name that is said, which may be an old one. */
  readonly name: string;
  readonly range: string;
}

/** Finds which release answers an asker. */
export function findTarget<T extends Locked>(
  { releases, moved }: { readonly releases: readonly T[]; readonly moved?: MoveClaims | undefined },
  { by, name, range }: Asking,
): T | undefined {
  const present = presentName(moved, name);
  const isAnswer = (release: T): boolean =>
    release.name === present && release.requiredBy.some((ask) => ask.by === by && ask.range === range);
  return releases.find(isAnswer);
}

/**
 * Proves that a set of releases answers its own questions: every requirement and every dependency has exactly one release
 * that lies in its range, and nothing is there that nobody asked for. A lock is edited by people and merged by tools, and a
 * resolution comes from a server that is not trusted.
 * @throws ClientError with the code given: reason `key`, `missing`, `ambiguous`, `range`, `unwanted` or `moved`
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
  const wanted = questionsOf(lock);
  for (const release of releases) if (release.key !== lockKey(release.name, release.version)) fail('key', release.key);
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
  const odd = oddMove(lock);
  if (odd !== undefined) fail('moved', odd);
}

/** Lists who asks for what, by present names. */
function questionsOf(lock: LockDraft): ReadonlySet<string> {
  const askers = lockedReleases(lock).map((release) => ({ by: askerOf(release), asked: release.dependencies }));
  const edges = [{ by: ROOT, asked: lock.requirements }, ...askers].flatMap(({ by, asked }) =>
    Object.entries(asked).map(([name, range]) => edge(by, presentName(lock.moved, name), range)),
  );
  return new Set(edges);
}

/**
 * Finds an old name that nobody uses, or a release that was published under another name and to which nothing leads from there.
 * That requirements and dependencies lead to releases, the rest has shown.
 */
function oddMove({ requirements, releases, moved = {} }: LockDraft): string | undefined {
  const all = lockedReleases({ releases });
  const used = new Set([
    ...Object.keys(requirements),
    ...all.flatMap(({ dependencies, publishedAs = '' }) => [...Object.keys(dependencies), publishedAs]),
  ]);
  const odd = Object.keys(moved).find((from) => !used.has(from));
  const strange = all.find(({ name, publishedAs = name }) => presentName(moved, publishedAs) !== name);
  return odd ?? strange?.key;
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
