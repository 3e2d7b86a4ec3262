import type { VerifiedRelease } from '@national-forge/transparency';

import { eachLimited } from '../limit.ts';
import type { ProjectOptions } from '../project/context.ts';
import { lockedReleases } from '../project/graph.ts';
import { LOCK_VERSION, type Lock, type LockDraft, type LockedRelease } from '../project/lock.ts';
import { givenUp, isSameWay, type LockedMove, type MoveClaims } from '../project/moved-names.ts';
import { findAgency } from '../trust/known-log.ts';
import { findKnownLog } from '../trust/last-seen.ts';
import { openTrust, type FirstUse, type LockPins, type TrustSession } from '../trust/session.ts';
import { untrusted } from '../trust/step.ts';

/** Is a lock whose releases are all proved, as far as that can be done without their files. */
export interface ProvedLock {
  readonly lock: Lock;
  /** The proof of each release by its key in the lock. */
  readonly proofs: ReadonlyMap<string, VerifiedRelease>;
  readonly firstUse: FirstUse | undefined;
  /** Whether the log was asked; if not, nobody knows what was revoked since. */
  readonly isFresh: boolean;
  /** Whether no key that the lock pins for some agency counts any more, so that others could not install it. */
  readonly isOutlived: boolean;
  /** Remembers what was proved. */
  readonly remember: () => Promise<void>;
}

const PARALLEL = 8;

/**
 * Proves the releases of a lock as it stands: in the tree that it names, by the keys that it pins. With a registry that
 * tree is proved to be a beginning of the newest one, and no key may have been reset or revoked since.
 * @throws ClientError `untrusted`, `offline` when the cache lacks a proof, those of the way
 */
export async function proveLock(options: ProjectOptions, lock: Lock): Promise<ProvedLock> {
  const session = await openTrust(options, { pins: lock, isStanding: true });
  const moved = await proveMoves(session, lock.moved);
  assertSameWay(lock.moved, moved);
  const proofs = await proveAll(options, session, lock.releases);
  for (const { key, name, version, logIndex } of lockedReleases(lock)) {
    const actual = proofs.get(key)?.index;
    if (actual === logIndex) continue;
    const params = {
      what: `${name}@${version}`,
      expected: logIndex,
      actual: actual ?? '',
      reason: 'index',
      source: 'lock',
    };
    throw untrusted('inclusion', params);
  }
  return provedBy(session, lock, proofs);
}

/**
 * Opens the log for a new lock.
 * @param old the lock before it: what it pins is known
 * @throws ClientError `untrusted`, `offline`, those of the registry and the way
 */
export async function openDraft(options: ProjectOptions, old: Lock | undefined): Promise<TrustSession> {
  const pins = old === undefined || (await isReplaced(options, old)) ? undefined : old;
  return openTrust(options, { pins });
}

/** Is what a new lock is made of. */
export interface DraftClaim {
  readonly session: TrustSession;
  readonly draft: LockDraft;
  /** The lock before it: where names went stays known. */
  readonly old: Lock | undefined;
}

/**
 * Proves the releases of a resolution in the newest tree and makes a lock of it.
 * @throws ClientError `untrusted`, `offline`, those of the registry and the way
 */
export async function proveDraft(options: ProjectOptions, { session, draft, old }: DraftClaim): Promise<ProvedLock> {
  assertSameWays(draft, session.log.known?.moved);
  assertSameWays(draft, old?.moved);
  const moved = await proveMoves(session, draft.moved);
  const proofs = await proveAll(options, session, draft.releases);
  const releases = Object.entries(draft.releases).map(
    ([key, release]) => [key, { ...release, logIndex: proofs.get(key)?.index ?? 0 }] as const,
  );
  const { registry, at, requirements } = draft;
  const facts = {
    lockVersion: LOCK_VERSION as typeof LOCK_VERSION,
    registry,
    at,
    requirements: { ...requirements },
    releases: Object.fromEntries(releases),
    ...(Object.keys(moved).length === 0 ? {} : { moved }),
  };
  return provedBy(session, { ...facts, ...mutable(session.pins()) }, proofs);
}

/** Proves where names went, before the releases that are called by them. */
async function proveMoves(session: TrustSession, claims: MoveClaims = {}): Promise<Record<string, LockedMove>> {
  const moved = await eachLimited(Object.entries(claims), PARALLEL, async ([from, claim]) => {
    return [from, await session.moves.prove(from, claim)] as const;
  });
  return Object.fromEntries(moved);
}

/** A lock that names other agencies on the way would have them pinned in place of the true ones. */
function assertSameWay(locked: Lock['moved'] = {}, proved: Readonly<Record<string, LockedMove>>): void {
  for (const [from, { via }] of Object.entries(locked)) {
    const actual = proved[from]?.via.join(' ') ?? '';
    if (actual === via.join(' ')) continue;
    throw untrusted('moved', { what: from, expected: via.join(' '), actual, reason: 'other-leaf' });
  }
}

/** A name goes one way, and on from there, and is never given again: what is offered under it is something else. */
function assertSameWays({ moved = {}, releases }: LockDraft, known: Lock['moved'] = {}): void {
  const names = givenUp(known);
  const hidden = lockedReleases({ releases }).find(({ name }) => names.has(name));
  if (hidden !== undefined) throw untrusted('moved', { what: hidden.name, actual: hidden.name, reason: 'hidden' });
  for (const [from, way] of Object.entries(known)) {
    const told = moved[from];
    if (told === undefined || isSameWay(way, told)) continue;
    throw untrusted('moved', { what: from, expected: way.to, actual: told.to, reason: 'hidden' });
  }
}

/** Tells whether a person took another log in place of the one that a lock pins. */
export async function isReplaced({ client, trust }: ProjectOptions, lock: Lock): Promise<boolean> {
  const known = client === undefined ? undefined : await findKnownLog(trust, client.registry);
  return known?.replaces === lock.log.origin;
}

/** Tells whether no key that a lock pins for some agency counts any more: the operator has reset them. */
function isOutlived(lock: Lock, { agencies }: LockPins): boolean {
  return Object.entries(lock.agencies).some(([agency, { keys }]) => {
    const current = findAgency(agencies, agency)?.keys ?? keys;
    return keys.length > 0 && !keys.some((key) => current.includes(key));
  });
}

const mutable = ({ log, agencies }: LockPins) => ({ log, agencies: { ...agencies } });

function provedBy(session: TrustSession, lock: Lock, proofs: ProvedLock['proofs']): ProvedLock {
  return {
    lock,
    proofs,
    firstUse: session.firstUse(),
    isFresh: session.log.online,
    isOutlived: isOutlived(lock, session.pins()),
    remember: () => session.remember(),
  };
}

async function proveAll(
  options: ProjectOptions,
  session: TrustSession,
  releases: Readonly<Record<string, Omit<LockedRelease, 'logIndex'>>>,
): Promise<ReadonlyMap<string, VerifiedRelease>> {
  const wanted = lockedReleases({ releases });
  options.onProgress?.({ kind: 'prove', releases: wanted.length });
  const proofs = await eachLimited(wanted, PARALLEL, async (release) => {
    return [release.key, await session.prove(release)] as const;
  });
  return new Map(proofs);
}
