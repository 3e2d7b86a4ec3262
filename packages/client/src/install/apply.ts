import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Manifest } from '@national-forge/manifest';

import { ClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { hashFolder } from '../files/hash-folder.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import { eachLimited } from '../limit.ts';
import type { ProjectOptions } from '../project/context.ts';
import { askerOf } from '../project/graph.ts';
import { assembleIndex, formatIndex, type Installed } from '../project/index-file.ts';
import { INDEX_FILE, MODULES_FOLDER, placeReleases, type Placed } from '../project/layout.ts';
import { assertStatement, contractIn, type SignedContent } from '../trust/statement-digests.ts';
import { fileListPath, formatFileList } from './file-list.ts';
import type { ProvedLock } from './prove-lock.ts';
import { readManifest, stageRelease, type Staged } from './stage.ts';

/** Tells what an installation did to `forge_modules`. */
export interface Applied {
  readonly installed: readonly Placed[];
  readonly kept: readonly Placed[];
  /** Paths below forge_modules that were removed. */
  readonly removed: readonly string[];
  readonly downloadedBytes: number;
}

const PARALLEL = 8;
/** What a process that was killed may have left, in forge_modules and in the project. */
const LEFTOVER = /^\.(?:(?:staging|trash|lock)-|(?:index|forge|forge-lock)\.json\.[0-9a-f]{12}\.tmp$)/;

/**
 * Makes `forge_modules` hold exactly what a lock names. Everything is fetched, unpacked and proved beside first, down to
 * what the signed statement says of the files; only then,
 * after `commit` wrote the files of the project, index.json goes, the modules change places by renames, and the new
 * index.json comes. So whoever finds an index.json finds every module as it says, whatever was killed at what instant.
 */
export async function applyLock(
  options: ProjectOptions,
  { lock, proofs }: Pick<ProvedLock, 'lock' | 'proofs'>,
  commit: () => Promise<void>,
): Promise<Applied> {
  const root = join(options.folder, MODULES_FOLDER);
  await assertPlainFolder(root);
  await sweep(root);
  await sweep(options.folder);
  const work = { root, proofs, staging: join(root, `.staging-${token()}`), trash: join(root, `.trash-${token()}`) };
  const placed = placeReleases(lock);
  try {
    const readied = await readyAll(options, placed, work);
    await commit();
    return await swap(work, { ...lock, releases: placed }, readied);
  } finally {
    await remove(work.staging);
    await remove(work.trash);
  }
}

async function sweep(folder: string): Promise<void> {
  for (const name of await namesIn(folder, (one) => LEFTOVER.test(one))) await remove(join(folder, name));
}

interface Work {
  readonly root: string;
  readonly proofs: ProvedLock['proofs'];
  readonly staging: string;
  readonly trash: string;
}

/** Is a module that is in its place already (`staged` absent) or waits beside. */
interface Ready {
  readonly release: Placed;
  readonly manifest: Manifest;
  readonly staged?: Staged;
}

/** Readies all modules at the same time; the first failure ends the downloads of the others. */
async function readyAll(options: ProjectOptions, placed: readonly Placed[], work: Work): Promise<readonly Ready[]> {
  const failed = new AbortController();
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  return eachLimited(placed, PARALLEL, async (release, index) => {
    try {
      return await ready({ ...options, signal }, release, { ...work, slot: String(index) });
    } catch (error) {
      failed.abort();
      throw error;
    }
  });
}

async function ready(options: ProjectOptions, release: Placed, work: Work & { readonly slot: string }): Promise<Ready> {
  const place = join(work.root, release.path);
  const present = (await isPlainFolder(place)) ? await hashFolder(place) : undefined;
  if (present?.digest === release.releaseDigest) {
    const manifest = await readManifest(release, place);
    const signed = { files: present.files, manifest };
    assertSigned(work, release, { ...signed, contract: await contractIn(place, signed) });
    return { release, manifest };
  }
  const staged = await stageRelease(options, release, join(work.staging, work.slot));
  assertSigned(work, release, { ...staged, contract: await contractIn(staged.folder, staged) });
  return { release, manifest: staged.manifest, staged };
}

function assertSigned({ proofs }: Work, release: Placed, content: SignedContent): void {
  const proof = proofs.get(release.key);
  if (proof === undefined) throw new TypeError('every release of a lock is proved before it is unpacked');
  assertStatement(askerOf(release), proof.statement, content);
}

async function swap(work: Work, installed: Installed, readied: readonly Ready[]): Promise<Applied> {
  const placed = installed.releases;
  const manifests = new Map(readied.map(({ release, manifest }) => [release.key, manifest]));
  const index = formatIndex(assembleIndex(installed, manifests));
  const indexPath = join(work.root, INDEX_FILE);
  const fresh = readied.filter(({ staged }) => staged !== undefined);
  const unwanted = await findUnwanted(work.root, placed);
  if (fresh.length > 0 || unwanted.length > 0 || (await textOf(indexPath)) !== index) {
    await rm(indexPath, { force: true }).catch(fileFailure(indexPath));
    for (const path of unwanted) await discard(work, path);
    for (const { release, staged } of fresh) if (staged) await place(work, release, staged);
    await writeAtomic(indexPath, index);
  }
  await forgetLists(work.root, placed);
  return {
    installed: fresh.map(({ release }) => release),
    kept: readied.filter(({ staged }) => staged === undefined).map(({ release }) => release),
    removed: unwanted,
    downloadedBytes: fresh.reduce((sum, { staged }) => sum + (staged?.downloadedBytes ?? 0), 0),
  };
}

/** The list of files comes first: a module that is in its place is never unpacked again, so its list must be there. */
async function place(work: Work, release: Placed, staged: Staged): Promise<void> {
  const target = join(work.root, release.path);
  const list = fileListPath(work.root, release.releaseDigest);
  await mkdir(dirname(list), { recursive: true }).catch(fileFailure(list));
  // It proves itself by the release digest, so a torn one is only a missing one.
  await writeFile(list, formatFileList(staged.files)).catch(fileFailure(list));
  await discard(work, release.path);
  await mkdir(dirname(target), { recursive: true }).catch(fileFailure(target));
  await rename(staged.folder, target).catch(fileFailure(target));
}

/** Removes the lists of releases that are gone. */
async function forgetLists(root: string, placed: readonly Placed[]): Promise<void> {
  const wanted = new Set(placed.map(({ releaseDigest }) => fileListPath(root, releaseDigest)));
  const folder = dirname(fileListPath(root, 'sha256:'));
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (!wanted.has(join(folder, name))) await remove(join(folder, name));
}

/** Moves something out of the way in one step; its bytes go later. */
async function discard(work: Work, path: string): Promise<void> {
  const from = join(work.root, path);
  await mkdir(work.trash, { recursive: true }).catch(fileFailure(work.trash));
  try {
    await rename(from, join(work.trash, token()));
  } catch (error) {
    if (!isAbsent(error)) fileFailure(from)(error);
  }
  // The agency's folder goes with its last module.
  if (path.includes('/')) await rmdir(dirname(from)).catch(() => undefined);
}

/**
 * Lists what lies in forge_modules and does not belong there. The folder is ours: only names with a leading dot at its top
 * are left alone, as people put a `.gitignore` there.
 */
async function findUnwanted(root: string, placed: readonly Placed[]): Promise<readonly string[]> {
  const paths = new Set(placed.map(({ path }) => path));
  const agencies = new Set(placed.map(({ name }) => name.slice(0, name.indexOf('/'))));
  const unwanted: string[] = [];
  for (const top of await namesIn(root, (name) => !name.startsWith('.') && name !== INDEX_FILE)) {
    if (!agencies.has(top) || !(await isPlainFolder(join(root, top)))) unwanted.push(top);
    else
      unwanted.push(
        ...(await namesIn(join(root, top), (name) => !paths.has(`${top}/${name}`))).map((name) => `${top}/${name}`),
      );
  }
  return unwanted;
}

/** A cloned project may bring forge_modules as a link to somewhere else: nothing is written or removed through it. */
async function assertPlainFolder(root: string): Promise<void> {
  if (!(await isPlainFolder(root))) throw new ClientError('modules-unsafe', { params: { path: root } });
}

async function isPlainFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (isAbsent(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    return fileFailure(path)(error);
  }
}

async function namesIn(folder: string, wanted: (name: string) => boolean): Promise<readonly string[]> {
  const names = await readdir(folder).catch(fileFailure(folder));
  return names.filter(wanted).sort();
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(fileFailure(path));

const token = (): string => randomBytes(6).toString('hex');
