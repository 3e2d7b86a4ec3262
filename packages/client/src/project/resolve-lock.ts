import type { Resolution } from '@national-forge/api';

import { lockKey, assertSound } from './graph.ts';
import { dateOf, onlineClient, type ProjectOptions } from './context.ts';
import { findMoves } from './find-moves.ts';
import type { Lock, LockDraft, LockedRelease } from './lock.ts';
import type { MoveClaims } from './moved-names.ts';
import type { Requirements } from './project-file.ts';
import { successorOf } from './successor.ts';

/** Tells something about a release that is to be used all the same. */
export interface ReleaseWarning {
  readonly kind: 'yanked' | 'deprecated' | 'tombstoned';
  readonly name: string;
  readonly version: string;
  readonly reason?: string;
  /** The algorithm that takes its place, by its present name. */
  readonly successor?: string;
  /** The decision by which a release was removed. */
  readonly reference?: string;
}

/** Is a resolution fresh from the registry, with what it says about the releases. Nothing in it is proved yet. */
export interface Resolved {
  readonly draft: LockDraft;
  readonly warnings: readonly ReleaseWarning[];
}

/**
 * Asks the registry which releases meet the requirements: one request, and a second where one must be told of old names.
 * @param kept `agency/name@major` → version: kept where they fit
 * @throws ClientError `offline`, those of the registry, `protocol` when the answer does not answer the question
 */
export async function resolveLock(
  options: ProjectOptions,
  requirements: Requirements,
  kept: Readonly<Record<string, string>> = {},
): Promise<Resolved> {
  const client = onlineClient(options, 'resolve');
  const at = dateOf(options);
  options.onProgress?.({ kind: 'resolve', requirements: Object.keys(requirements).length });
  const request = { requirements: { ...requirements }, at, locked: { ...kept } };
  const resolution = await client.resolve(request, { signal: options.signal });
  const moved = await findMoves(options, resolution, requirements);
  const draft = assembleDraft(resolution, { registry: client.registry, requirements, moved });
  assertSound(draft, { code: 'protocol', path: new URL(client.registry).host });
  return { draft, warnings: resolution.releases.flatMap(warningsOf) };
}

/** Makes the draft of a lock of a resolution. */
function assembleDraft(
  resolution: Resolution,
  asked: { readonly registry: string; readonly requirements: Requirements; readonly moved: MoveClaims },
): LockDraft {
  const releases = resolution.releases.map((release) => {
    const { name, version, releaseDigest, archive, dependencies, publishedAs } = release;
    const signed = publishedAs === undefined || publishedAs === name ? {} : { publishedAs };
    const facts = { version, releaseDigest, archive, dependencies, requiredBy: onceEach(release.requiredBy) };
    return [lockKey(name, version), { ...facts, ...signed }] as const;
  });
  return {
    registry: asked.registry,
    at: resolution.at,
    requirements: { ...asked.requirements },
    releases: Object.fromEntries(releases),
    ...(Object.keys(asked.moved).length === 0 ? {} : { moved: asked.moved }),
  };
}

/** Who asks by the old and by the present name asks twice for the same. */
function onceEach(asks: Resolution['releases'][number]['requiredBy']): LockedRelease['requiredBy'] {
  return asks.filter(({ by, range }, at) => at === asks.findIndex((one) => one.by === by && one.range === range));
}

/** Lists the versions of a lock in the form in which a registry keeps them. */
export function keptVersions(lock: Lock | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(lock?.releases ?? {}).map(([key, { version }]) => [key, version]));
}

function warningsOf({ name, version, yanked, deprecated }: Resolution['releases'][number]): ReleaseWarning[] {
  const warnings: ReleaseWarning[] = yanked ? [{ kind: 'yanked', name, version }] : [];
  if (deprecated === null) return warnings;
  const present = successorOf(deprecated);
  const successor = present === undefined ? {} : { successor: present };
  return [...warnings, { kind: 'deprecated', name, version, reason: deprecated.reason, ...successor }];
}
