import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inspect, type FileEntry } from '@national-forge/archive';

import { cachedPath, hashing, isCached } from '../cache/cache.ts';
import { ClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { hashFolder } from '../files/hash-folder.ts';
import { eachLimited } from '../limit.ts';
import { onlineClient, type ProjectOptions } from '../project/context.ts';
import { askerOf, type Locked } from '../project/graph.ts';
import { assembleIndex, formatIndex, type Installed } from '../project/index-file.ts';
import { INDEX_FILE, MODULES_FOLDER, placeReleases, type Placed } from '../project/layout.ts';
import { askMoves } from '../project/find-moves.ts';
import type { Lock } from '../project/lock.ts';
import { listMoves, type MovedTo } from '../project/moved-names.ts';
import { readLock } from '../project/read-lock.ts';
import { askStatus, type StatusReport } from '../project/status-warnings.ts';
import { openTrust, type FirstUse } from '../trust/session.ts';
import { assertStatement, contractIn } from '../trust/statement-digests.ts';
import { readFileList } from './file-list.ts';
import { proveLock } from './prove-lock.ts';
import { proveName } from './prove-name.ts';
import { readManifest, stageRelease } from './stage.ts';
import { compare, type FolderReport } from './verify-folder.ts';

/** Is the report about one installed module. */
export interface ModuleReport extends FolderReport {
  readonly name: string;
  readonly version: string;
  /** Path below forge_modules. */
  readonly path: string;
  /** The name that it was published under, where the algorithm has another one now. */
  readonly publishedAs?: string | undefined;
}

/** Is the report about a project. */
export interface ProjectReport extends StatusReport {
  readonly ok: boolean;
  readonly modules: readonly ModuleReport[];
  /** Names in forge_modules that the lock does not know. */
  readonly unknown: readonly string[];
  /** Whether index.json says what the modules say; `unchecked` as long as a module is not intact. */
  readonly index: 'intact' | 'changed' | 'missing' | 'unchecked';
  /** Old names that the lock has, and where they went; proved where `proved` is true. */
  readonly moved: readonly MovedTo[];
  /** Whether every release was proved by its agency's signatures and its place in the log; false where files differ already. */
  readonly proved: boolean;
}

const PARALLEL = 4;

/**
 * Proves that `forge_modules` holds exactly the releases that the lock names: every file is hashed again, and each release
 * is proved as an installation does it. Works without a registry, from the lock and the cache; with one the status of the
 * releases is asked too, and that alone never makes a report bad.
 * @throws ClientError `untrusted`; `offline` when files are intact but the cache lacks a proof; `lock-missing`, `lock-invalid`, `lock-version`, `file-access`, those of the way
 */
export async function verifyProject(options: ProjectOptions): Promise<ProjectReport> {
  const lock = await readLock(options.folder);
  const root = join(options.folder, MODULES_FOLDER);
  const placed = placeReleases(lock);
  const modules = await eachLimited(placed, PARALLEL, async (release) => {
    const list = async () => (await readFileList(root, release.releaseDigest)) ?? cachedFiles(options, release);
    const report = await compare(join(root, release.path), release.releaseDigest, list);
    const { name, version, path, publishedAs } = release;
    return { name, version, path, ...(publishedAs === undefined ? {} : { publishedAs }), ...report };
  });
  const unknown = await strangers(root, new Set(placed.map(({ path }) => path)));
  const status = await askStatus(options, placed);
  const intact = modules.every(({ state }) => state === 'intact');
  const index = intact ? await checkIndex(root, { ...lock, releases: placed }) : 'unchecked';
  const isFresh = intact && (await proveModules(options, lock, placed));
  const statusKnown = status.statusKnown && (isFresh || !intact);
  const ok = unknown.length === 0 && index === 'intact';
  return { ok, modules, unknown, index, moved: listMoves(lock.moved), proved: intact, ...status, statusKnown };
}

/**
 * Proves modules that hold what the lock says: that it is what the agencies signed, and that the log holds it. Tells
 * whether the log was asked.
 */
async function proveModules(options: ProjectOptions, lock: Lock, placed: readonly Placed[]): Promise<boolean> {
  const proved = await proveLock(options, lock);
  const root = join(options.folder, MODULES_FOLDER);
  await eachLimited(placed, PARALLEL, async (release) => {
    const proof = proved.proofs.get(release.key);
    if (proof === undefined) throw new TypeError('every release of a lock is proved');
    const folder = join(root, release.path);
    const files = (await readFileList(root, release.releaseDigest)) ?? (await hashFolder(folder))?.files ?? [];
    const content = { files, manifest: await readManifest(release, folder) };
    const contract = await contractIn(folder, content);
    assertStatement(askerOf(release), proof.statement, { ...content, contract });
  });
  await proved.remember();
  return proved.isFresh;
}

/** Programs start what the index names, so an attacker would rather change it than a module. */
async function checkIndex(root: string, installed: Installed): Promise<'intact' | 'changed' | 'missing'> {
  const manifests = await Promise.all(
    installed.releases.map(
      async (release) => [release.key, await readManifest(release, join(root, release.path))] as const,
    ),
  );
  const path = join(root, INDEX_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    return fileFailure(path)(error);
  });
  if (text === undefined) return 'missing';
  return text === formatIndex(assembleIndex(installed, new Map(manifests))) ? 'intact' : 'changed';
}

/** Tells what was proved about a release. */
export interface ReleaseReport extends StatusReport {
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  readonly archive: { readonly digest: string; readonly size: number };
  readonly files: readonly FileEntry[];
  /** Index of its leaf in the log, and the size of the tree in which it was proved. */
  readonly logIndex: number;
  readonly treeSize: number;
  /** Fingerprints of the keys that signed it. */
  readonly signers: readonly string[];
  /** What was trusted because it was met for the first time. */
  readonly firstUse: FirstUse | undefined;
  /** The name that it was published under and the present one, where the name moved. */
  readonly publishedAs?: string | undefined;
  readonly presentName?: string | undefined;
}

/**
 * Fetches a release, unpacks it into a temporary folder and proves it: both digests, the name in its manifest, what its
 * agency signed, and its place in the log.
 * @throws ClientError `integrity`, `untrusted`, `version-unknown`, those of the registry, the way and the disk
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
    const { releaseDigest, archive, dependencies, name: signed } = record;
    assertVersion(record, { name, version });
    const locked = { key: '', name: signed, version, releaseDigest, archive, dependencies, requiredBy: [] };
    const session = await openTrust(project);
    const proof = await session.prove({ name: signed, version, releaseDigest });
    const claims = await askMoves(client, [{ name: signed, version }], options);
    const way = await proveName(session, claims, { name, publishedAs: signed, index: proof.index });
    const { folder: unpacked, files, manifest } = await stageRelease(project, locked, join(folder, 'release'));
    const contract = await contractIn(unpacked, { files, manifest });
    assertStatement(askerOf(locked), proof.statement, { files, manifest, contract });
    await session.remember();
    const status = await askStatus(project, [locked]);
    const { index: logIndex, signers, checkpoint } = proof;
    const names = way === undefined ? {} : { publishedAs: signed, presentName: way.to };
    const proved = { logIndex, treeSize: checkpoint.size, signers, firstUse: session.firstUse(), ...names };
    return { name, version, releaseDigest, archive, files, ...proved, ...status };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function assertVersion(record: { name: string; version: string }, asked: { name: string; version: string }): void {
  if (record.version === asked.version) return;
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
