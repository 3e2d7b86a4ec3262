import { splitEntry, type Manifest } from '@national-forge/manifest';
import type { Program } from '@national-forge/runner';
import type { Json } from '@national-forge/versioning';

import { readJson } from '../json/index.ts';
import type { ReleaseFiles } from '../release-files.ts';
import { contentOf } from './content-of.ts';

/** Names the files of a release that make a program, and the programs that it may call. */
export interface ProgramFiles {
  readonly release: ReleaseFiles;
  readonly manifest: Manifest;
  /** The locked dependencies by name. */
  readonly dependencies?: Readonly<Record<string, Program>>;
}

/**
 * Puts together what the runner runs. Undefined where nothing is run (engine `none`), or where a file of it is not at hand.
 *
 * @param files files that `checkRelease` has found in order
 */
export async function programOf({ release, manifest, dependencies = {} }: ProgramFiles): Promise<Program | undefined> {
  const { engine, entry } = manifest.runtime;
  if (engine === 'none' || entry === undefined) return undefined;
  const { path, ...called } = splitEntry({ engine, entry });
  const { schemas } = await contentOf(release, { ...manifest, vectors: [] });
  const bytes = await release.read(path);
  const data = await readData(release, manifest.runtime.data ?? []);
  if (schemas === null || bytes === undefined || data === undefined) return undefined;
  return {
    name: manifest.name,
    version: manifest.version,
    engine,
    entry: { path, bytes, ...called },
    data,
    schemas,
    inputMode: manifest.contract?.inputMode ?? 'strict',
    dependencies,
    ...(engine === 'python' ? { sources: await readSources(release, path) } : {}),
  };
}

async function readData(
  release: ReleaseFiles,
  paths: readonly string[],
): Promise<Readonly<Record<string, Json>> | undefined> {
  const data: [string, Json][] = [];
  for (const path of paths) {
    const bytes = await release.read(path);
    const result = bytes === undefined ? undefined : readJson(path, bytes);
    if (result?.ok !== true) return undefined;
    data.push([path, result.json.value as Json]);
  }
  return Object.fromEntries(data);
}

async function readSources(release: ReleaseFiles, entry: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const sources: [string, Uint8Array][] = [];
  for (const { path } of release.files) {
    const bytes = path.endsWith('.py') && path !== entry ? await release.read(path) : undefined;
    if (bytes !== undefined) sources.push([path, bytes]);
  }
  return Object.fromEntries(sources);
}
