import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inspect, type FileEntry } from '@national-forge/archive';

import { cachedPath, hashing, isCached } from '../cache/cache.ts';
import { ClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { eachLimited } from '../limit.ts';
import { onlineClient, type ProjectOptions } from '../project/context.ts';
import { askerOf, type Locked } from '../project/graph.ts';
import { assembleIndex, formatIndex } from '../project/index-file.ts';
import { INDEX_FILE, MODULES_FOLDER, placeReleases, type Placed } from '../project/layout.ts';
import { readLock } from '../project/read-lock.ts';
import { askStatus, type StatusReport } from '../project/status-warnings.ts';
import { readFileList } from './file-list.ts';
import { readManifest, stageRelease } from './stage.ts';
import { compare, type FolderReport } from './verify-folder.ts';

/** Is the report about one installed module. */
export interface ModuleReport extends FolderReport {
  readonly name: string;
  readonly version: string;
  /** Path below forge_modules. */
  readonly path: string;
}

/** Is the report about a project. */
export interface ProjectReport extends StatusReport {
  readonly ok: boolean;
  readonly modules: readonly ModuleReport[];
  /** Names in forge_modules that the lock does not know. */
  readonly unknown: readonly string[];
  /** Whether index.json says what the modules say; `unchecked` as long as a module is not intact. */
  readonly index: 'intact' | 'changed' | 'missing' | 'unchecked';
}

const PARALLEL = 4;

/**
 * Proves that `forge_modules` holds exactly the releases that the lock names: every file is hashed again. Works without a
 * registry; with one the status of the releases is asked too, and that alone never makes a report bad.
 * @throws ClientError `lock-missing`, `lock-invalid`, `lock-version`, `file-access`, those of the way
 */
export async function verifyProject(options: ProjectOptions): Promise<ProjectReport> {
  const lock = await readLock(options.folder);
  const root = join(options.folder, MODULES_FOLDER);
  const placed = placeReleases(lock);
  const modules = await eachLimited(placed, PARALLEL, async (release) => {
    const list = async () => (await readFileList(root, release.releaseDigest)) ?? cachedFiles(options, release);
    const report = await compare(join(root, release.path), release.releaseDigest, list);
    return { name: release.name, version: release.version, path: release.path, ...report };
  });
  const unknown = await strangers(root, new Set(placed.map(({ path }) => path)));
  const status = await askStatus(options, placed);
  const intact = modules.every(({ state }) => state === 'intact');
  const index = intact ? await checkIndex(root, placed) : 'unchecked';
  return { ok: unknown.length === 0 && index === 'intact', modules, unknown, index, ...status };
}

/** Programs start what the index names, so an attacker would rather change it than a module. */
async function checkIndex(root: string, placed: readonly Placed[]): Promise<'intact' | 'changed' | 'missing'> {
  const manifests = await Promise.all(
    placed.map(async (release) => [release.key, await readManifest(release, join(root, release.path))] as const),
  );
  const path = join(root, INDEX_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    return fileFailure(path)(error);
  });
  if (text === undefined) return 'missing';
  return text === formatIndex(assembleIndex(placed, new Map(manifests))) ? 'intact' : 'changed';
}

/** Tells what was proved about a release. */
export interface ReleaseReport extends StatusReport {
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  readonly archive: { readonly digest: string; readonly size: number };
  readonly files: readonly FileEntry[];
}

/**
 * Fetches a release, unpacks it into a temporary folder and proves both digests and the name in its manifest.
 * @throws ClientError `integrity`, `version-unknown`, those of the registry, the way and the disk
 */
export async function verifyRelease(
  options: Omit<ProjectOptions, 'folder'>,
  name: string,
  version: string,
): Promise<ReleaseReport> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-verify-'));
  try {
    const project = { ...options, folder };
    const client = onlineClient(project, `${name}@${version}`);
    const record = await client.release(name, version, { signal: options.signal });
    const { releaseDigest, archive, dependencies } = record;
    assertNamed(record, { name, version });
    const locked = { key: '', name, version, releaseDigest, archive, dependencies, requiredBy: [] };
    const { files } = await stageRelease(project, locked, join(folder, 'release'));
    const status = await askStatus(project, [locked]);
    return { name, version, releaseDigest, archive, files, ...status };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function assertNamed(record: { name: string; version: string }, asked: { name: string; version: string }): void {
  if (record.name === asked.name && record.version === asked.version) return;
  throw new ClientError('integrity', {
    params: { what: askerOf(asked), expected: askerOf(asked), actual: askerOf(record) },
  });
}

/** Lists the files of a release from the cache; undefined when it is not there or not sound. */
async function cachedFiles(options: ProjectOptions, release: Locked): Promise<readonly FileEntry[] | undefined> {
  const cache = { folder: options.cache };
  if (!(await isCached(cache, release.archive))) return undefined;
  try {
    const proof = hashing(createReadStream(cachedPath(cache, release.archive.digest)));
    const { files, releaseDigest } = await inspect(proof.stream);
    return releaseDigest === release.releaseDigest ? files : undefined;
  } catch {
    return undefined;
  }
}

async function strangers(root: string, known: ReadonlySet<string>): Promise<readonly string[]> {
  const agencies = (await namesIn(root)).filter((name) => !name.startsWith('.') && name !== INDEX_FILE);
  const below = await Promise.all(
    agencies.map(async (agency) => {
      const names = await namesIn(join(root, agency));
      return names.length === 0 ? [agency] : names.map((name) => `${agency}/${name}`);
    }),
  );
  return below.flat().filter((path) => !known.has(path));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    return fileFailure(folder)(error);
  }
}
