import { join } from 'node:path';

import { parseReference } from '@national-forge/manifest';

import { ClientError, isClientError } from '../client-error.ts';
import { withFileLock } from '../files/project-lock.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import type { ProjectOptions } from '../project/context.ts';
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
import { keptVersions, resolveLock, type ReleaseWarning } from '../project/resolve-lock.ts';
import { askStatus, assertNotTombstoned, type StatusReport } from '../project/status-warnings.ts';
import type { FirstUse } from '../trust/session.ts';
import { applyLock, type Applied } from './apply.ts';
import { isReplaced, proveDraft, proveLock, type ProvedLock } from './prove-lock.ts';

/** Tells what an installation came to. */
export interface InstallResult extends Applied, StatusReport {
  readonly lock: Lock;
  /** Whether the lock file was written. */
  readonly lockChanged: boolean;
  /** The requirements of forge.json afterwards. */
  readonly requirements: Requirements;
  /** What was trusted because it was met for the first time; undefined when everything was known. */
  readonly firstUse: FirstUse | undefined;
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
    const { draft, warnings } = await resolveLock(options, current.requirements, keptVersions(old));
    return finish(options, { file: current, old, proved: await proveFresh(options, draft, old), warnings });
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
    const kept = keptVersions(old);
    for (const key of Object.keys(kept)) if (Object.hasOwn(selectors, nameOf(key))) Reflect.deleteProperty(kept, key);
    const { draft, warnings } = await resolveLock(options, { ...file.requirements, ...selectors }, kept);
    const open = new Set<string>(wanted.filter(({ selector }) => selector === undefined).map(({ name }) => name));
    const proved = await proveFresh(options, withCarets(draft, open), old);
    return finish(options, { file, old, proved, warnings });
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
    for (const name of names ?? []) {
      if (!Object.hasOwn(file.requirements, name)) throw new ClientError('requirement-unknown', { params: { name } });
    }
    const old = await findLock(options.folder);
    const kept = names === undefined || names.length === 0 ? {} : keptVersions(old);
    for (const key of Object.keys(kept)) if (names?.includes(nameOf(key)) === true) Reflect.deleteProperty(kept, key);
    const { draft, warnings } = await resolveLock(options, file.requirements, kept).catch((error: unknown) =>
      tellRemoved(options, old, error),
    );
    return finish(options, { file, old, proved: await proveFresh(options, draft, old), warnings });
  });
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
  readonly warnings?: readonly ReleaseWarning[];
}

/** Installs a lock as it stands; it is pinned anew only where a person took another log, or keys that the operator reset. */
async function installLock(options: InstallOptions, file: ProjectFile, old: Lock): Promise<InstallResult> {
  const mayPinAnew = options.locked !== true;
  const isLost = mayPinAnew && (await isReplaced(options, old));
  const proved = isLost ? undefined : await proveLock(options, old);
  if (proved !== undefined && !(mayPinAnew && proved.isOutlived)) return finish(options, { file, old, proved });
  return finish(options, { file, old, proved: await proveDraft(options, old, old) });
}

async function proveFresh(options: ProjectOptions, draft: LockDraft, old: Lock | undefined): Promise<ProvedLock> {
  assertUnchanged(old, draft);
  return proveDraft(options, draft, old);
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
  return { ...applied, lock, lockChanged, requirements, firstUse, ...status, statusKnown };
}

/** A version that was locked never changes its content: a registry that says otherwise is not believed. */
function assertUnchanged(old: Lock | undefined, lock: LockDraft): void {
  if (old === undefined) return;
  for (const release of lockedReleases(lock)) {
    const before = old.releases[release.key];
    if (before?.version !== release.version || before.releaseDigest === release.releaseDigest) continue;
    const params = { what: askerOf(release), expected: before.releaseDigest, actual: release.releaseDigest };
    throw new ClientError('integrity', { params });
  }
}

/** Turns `latest` into the range that is remembered. */
function withCarets(lock: LockDraft, names: ReadonlySet<string>): LockDraft {
  const releases = lockedReleases(lock);
  const carets = new Map(
    [...names].flatMap((name) => {
      const target = findTarget(releases, ROOT, name);
      return target === undefined ? [] : [[name, `^${target.version}`] as const];
    }),
  );
  const requirements = { ...lock.requirements, ...Object.fromEntries(carets) };
  const rewritten = releases.map(({ key, name, ...release }) => {
    const requiredBy = release.requiredBy.map(({ by, range }) => ({
      by,
      range: by === ROOT ? (requirements[name] ?? range) : range,
    }));
    return [key, { ...release, requiredBy }] as const;
  });
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
