import { join } from 'node:path';

import { parseReference } from '@national-forge/manifest';

import { ClientError, isClientError } from '../client-error.ts';
import { withFileLock } from '../files/project-lock.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import { onlineClient, type ProjectOptions } from '../project/context.ts';
import { askerOf, findTarget, lockedReleases } from '../project/graph.ts';
import { MODULES_FOLDER } from '../project/layout.ts';
import { formatLock, LOCK_FILE, ROOT, type Lock, type LockDraft } from '../project/lock.ts';
import {
  formatProjectFile,
  newProjectFile,
  readProjectFile,
  type ProjectFile,
  type Requirements,
} from '../project/project-file.ts';
import { assertAgrees, disagreements, findLock, readLock } from '../project/read-lock.ts';
import { listMoves, presentName, signedName, type MovedTo } from '../project/moved-names.ts';
import { keptVersions, resolveLock, type ReleaseWarning } from '../project/resolve-lock.ts';
import { askStatus, assertNotTombstoned, type StatusReport } from '../project/status-warnings.ts';
import type { FirstUse } from '../trust/session.ts';
import { applyLock, type Applied } from './apply.ts';
import { isReplaced, openDraft, proveDraft, proveLock, type ProvedLock } from './prove-lock.ts';

/** Tells what an installation came to. */
export interface InstallResult extends Applied, StatusReport {
  readonly lock: Lock;
  /** Whether the lock file was written. */
  readonly lockChanged: boolean;
  /** The requirements of forge.json afterwards. */
  readonly requirements: Requirements;
  /** What was trusted because it was met for the first time; undefined when everything was known. */
  readonly firstUse: FirstUse | undefined;
  /** Old names that are used, and where they went: proved. */
  readonly moved: readonly MovedTo[];
}

/** Says how to install. */
export interface InstallOptions extends ProjectOptions {
  /** Takes the lock as it stands and refuses when forge.json asks for something else. */
  readonly locked?: boolean | undefined;
}

/**
 * Installs what forge.json asks for. A lock that agrees with it is taken as it stands, only the status of its releases is asked; otherwise one
 * request resolves the rest, keeping the locked versions that fit. Every release is proved by its agency's signatures and
 * its place in the log; then `forge-lock.json` is written, then `forge_modules`.
 *
 * @example
 * const folders = { cache: defaultCacheFolder(process.env, homedir()), trust: defaultTrustFolder(process.env, homedir()) };
 * await install({ folder: '.', ...folders, client, locked: true });
 * @throws ClientError `project-missing`, `lock-missing` and `lock-outdated` (with `locked`), `offline`, `integrity`,
 * `untrusted`, `release-tombstoned`, `project-busy`, those of the registry, the way and the disk
 */
export async function install(options: InstallOptions): Promise<InstallResult> {
  const file = await readProjectFile(options.folder);
  if (options.locked === true) assertAgrees(file, await readLock(options.folder));
  return alone(options, async () => {
    const current = await readProjectFile(options.folder);
    const old = options.locked === true ? await readLock(options.folder) : await findLock(options.folder);
    if (options.locked === true && old !== undefined) assertAgrees(current, old);
    if (old !== undefined && disagreements(current, old).length === 0) {
      return installLock(options, current, old);
    }
    const { requirements } = current;
    return finish(options, {
      file: current,
      old,
      ...(await proveNew(options, { old, requirements, kept: keptVersions(old) })),
    });
  });
}

/**
 * Adds algorithms to forge.json (`agency/name` or `agency/name@range`), resolves and installs. Without a range the highest
 * stable version in force is taken and every compatible one allowed (`^1.2.0`). A project without forge.json gets one.
 * @throws ClientError as {@link install}; ManifestError when a reference cannot be understood
 */
export async function addRequirements(options: ProjectOptions, references: readonly string[]): Promise<InstallResult> {
  const wanted = references.map(parseReference);
  return alone(options, async () => {
    const file = await projectFileOrNew(options.folder);
    const old = await findLock(options.folder);
    const selectors = Object.fromEntries(wanted.map(({ name, selector }) => [name, selector ?? LATEST_TAG]));
    const kept = withoutNames(keptVersions(old), presentNames(old, Object.keys(selectors)));
    const requirements = { ...file.requirements, ...selectors };
    const open = new Set<string>(wanted.filter(({ selector }) => selector === undefined).map(({ name }) => name));
    return finish(options, { file, old, ...(await proveNew(options, { old, requirements, kept, open })) });
  });
}

/**
 * Raises the locked versions of some algorithms, or of all, as far as forge.json allows.
 * @throws ClientError as {@link install}; `requirement-unknown`; `release-tombstoned` when forge.json allows no version but
 * one that was removed by law
 */
export async function update(options: ProjectOptions, names?: readonly string[]): Promise<InstallResult> {
  return alone(options, async () => {
    const file = await readProjectFile(options.folder);
    const old = await findLock(options.folder);
    const known = presentNames(old, Object.keys(file.requirements));
    for (const name of names ?? []) {
      // A person may say the old name or the present one, whichever forge.json has.
      if (!known.has(name)) throw new ClientError('requirement-unknown', { params: { name } });
    }
    const isAll = names === undefined || names.length === 0;
    const kept = isAll ? {} : withoutNames(keptVersions(old), presentNames(old, names));
    return finish(options, { file, old, ...(await proveNew(options, { old, requirements: file.requirements, kept })) });
  });
}

/** Is what the registry is asked for. */
interface Wish {
  readonly old: Lock | undefined;
  readonly requirements: Requirements;
  /** `agency/name@major` → version. */
  readonly kept: Readonly<Record<string, string>>;
  /** Names that were asked for without a range. */
  readonly open?: ReadonlySet<string>;
}

/**
 * Resolves and proves a new lock. The log is looked at before anything else is asked: no answer of a registry that was set back
 * is worth anything, not even that it knows no version.
 */
async function proveNew(options: ProjectOptions, wish: Wish): Promise<Pick<Plan, 'proved' | 'warnings'>> {
  const { old, requirements, kept, open = new Set() } = wish;
  onlineClient(options, 'resolve');
  for (let tries = 1; ; tries++) {
    const session = await openDraft(options, old);
    const { draft, warnings } = await resolveLock(options, requirements, kept).catch((error: unknown) =>
      tellRemoved(options, old, error),
    );
    assertUnchanged(old, draft);
    try {
      return { proved: await proveDraft(options, { session, draft: withCarets(draft, open), old }), warnings };
    } catch (error) {
      // What was published between the two questions is in the next tree.
      if (tries > 1 || !isClientError(error) || !LATER.has(error.code)) throw error;
    }
  }
}

/** What a registry says of a tree that it has not reached, or of whose size it signed no checkpoint. */
const LATER: ReadonlySet<string> = new Set(['log-range', 'checkpoint-unknown']);

/** Gives names together with the present ones, as far as the lock knows them. */
function presentNames(old: Lock | undefined, names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [name, presentName(old?.moved, name)]));
}

function withoutNames(kept: Readonly<Record<string, string>>, names: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(kept).filter(([key]) => !names.has(nameOf(key))));
}

/** Where no version is left because one was removed by law, the decision explains more than "no version". */
async function tellRemoved(options: ProjectOptions, old: Lock | undefined, error: unknown): Promise<never> {
  if (old === undefined || !isClientError(error) || error.code !== 'no-version') throw error;
  const wanted = lockedReleases(old).filter(({ name }) => name === error.params['name']);
  assertNotTombstoned(await askStatus(options, wanted));
  throw error;
}

const LATEST_TAG = 'latest';

const nameOf = (key: string): string => key.slice(0, key.lastIndexOf('@'));

/** One installation at a time per project: two would overwrite each other's forge.json. */
function alone<T>(options: ProjectOptions, run: () => Promise<T>): Promise<T> {
  const path = join(options.folder, MODULES_FOLDER, '.lock');
  const onWait = (): void => options.onProgress?.({ kind: 'wait', path });
  return withFileLock(path, { signal: options.signal, onWait }, run);
}

interface Plan {
  readonly file: ProjectFile;
  readonly old: Lock | undefined;
  readonly proved: ProvedLock;
  /** What the registry said when it resolved; absent: it has not been asked yet. */
  readonly warnings?: readonly ReleaseWarning[] | undefined;
}

/** Installs a lock as it stands; it is pinned anew only where a person took another log, or keys that the operator reset. */
async function installLock(options: InstallOptions, file: ProjectFile, old: Lock): Promise<InstallResult> {
  const mayPinAnew = options.locked !== true;
  const isLost = mayPinAnew && (await isReplaced(options, old));
  const proved = isLost ? undefined : await proveLock(options, old);
  if (proved !== undefined && !(mayPinAnew && proved.isOutlived)) return finish(options, { file, old, proved });
  const session = await openDraft(options, old);
  return finish(options, { file, old, proved: await proveDraft(options, { session, draft: old, old }) });
}

async function finish(options: InstallOptions, { file, old, proved, warnings }: Plan): Promise<InstallResult> {
  const { lock, firstUse } = proved;
  const text = formatLock(lock);
  const lockChanged = old === undefined || formatLock(old) !== text;
  const { requirements } = lock;
  const asked =
    JSON.stringify(Object.entries(file.requirements).sort()) !== JSON.stringify(Object.entries(requirements).sort());
  const status = warnings ? { statusKnown: true, warnings } : await askStatus(options, lockedReleases(lock));
  // A resolution offers no release that was removed; a lock may name one that this computer has still.
  assertNotTombstoned(status);
  if (firstUse !== undefined) options.onProgress?.({ kind: 'first-use', firstUse });
  const applied = await applyLock(options, proved, async () => {
    await proved.remember();
    if (asked) await writeAtomic(file.path, formatProjectFile(file, requirements));
    if (lockChanged) await writeAtomic(join(options.folder, LOCK_FILE), text);
  });
  // Who answers for the status and not for the log may hide a revocation.
  const statusKnown = status.statusKnown && proved.isFresh;
  const moved = listMoves(lock.moved);
  return { ...applied, lock, lockChanged, requirements, firstUse, moved, ...status, statusKnown };
}

/** A version that was locked never changes its content: a registry that says otherwise is not believed. */
function assertUnchanged(old: Lock | undefined, lock: LockDraft): void {
  if (old === undefined) return;
  const digests = new Map(lockedReleases(old).map((release) => [publishedAs(release), release.releaseDigest]));
  for (const release of lockedReleases(lock)) {
    const expected = digests.get(publishedAs(release)) ?? release.releaseDigest;
    if (expected === release.releaseDigest) continue;
    const params = { what: askerOf(release), expected, actual: release.releaseDigest };
    throw new ClientError('integrity', { params });
  }
}

/** The name of its time never changes, whatever the algorithm is called later. */
const publishedAs = (release: Parameters<typeof signedName>[0] & { readonly version: string }): string =>
  askerOf({ name: signedName(release), version: release.version });

/** Turns `latest` into the range that is remembered. */
function withCarets(lock: LockDraft, names: ReadonlySet<string>): LockDraft {
  const { moved } = lock;
  const releases = lockedReleases(lock);
  const caretOf = (name: string, range: string): string => {
    const target = names.has(name) ? findTarget({ releases, moved }, { by: ROOT, name, range }) : undefined;
    return target === undefined ? range : `^${target.version}`;
  };
  const asked = Object.entries(lock.requirements);
  const rewritten = releases.map(({ key, name, ...release }) => {
    // An old name and the present one may both ask for it.
    const rangesFor = (range: string): readonly string[] => {
      const asking = asked.filter(([one, other]) => presentName(moved, one) === name && other === range);
      return [...new Set(asking.map(([one]) => caretOf(one, range)))];
    };
    const requiredBy = release.requiredBy.flatMap(({ by, range }) =>
      by === ROOT ? rangesFor(range).map((caret) => ({ by, range: caret })) : [{ by, range }],
    );
    return [key, { ...release, requiredBy }] as const;
  });
  const requirements = Object.fromEntries(asked.map(([name, range]) => [name, caretOf(name, range)]));
  return { ...lock, requirements, releases: Object.fromEntries(rewritten) };
}

async function projectFileOrNew(folder: string): Promise<ProjectFile> {
  try {
    return await readProjectFile(folder);
  } catch (error) {
    if (error instanceof ClientError && error.code === 'project-missing') return newProjectFile(folder);
    throw error;
  }
}
