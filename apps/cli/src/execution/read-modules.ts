import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { contentOf, folderRelease, programOf, type ReleaseFiles } from '@national-forge/admission';
import { pack } from '@national-forge/archive';
import { INDEX_FILE, MODULES_FOLDER, parseIndex, type IndexedModule, type ModuleIndex } from '@national-forge/client';
import { MANIFEST_FILE, parseManifest, type Manifest } from '@national-forge/manifest';
import type { Program } from '@national-forge/runner';
import { satisfies } from '@national-forge/versioning';

import { UsageError } from '../usage-error.ts';
import type { LoadedProgram } from './loaded-program.ts';

/** Is what a project has installed. */
export interface Modules {
  /** Reads the algorithm that answers to a name; undefined when none that is installed lies in the range. */
  load(name: string, range?: string): Promise<LoadedProgram | undefined>;
}

/** Opens what was installed, and thereby verified, in the folder of a project. */
export async function openModules(project: string): Promise<Modules> {
  const root = join(project, MODULES_FOLDER);
  const index = parseIndex(await readFile(join(root, INDEX_FILE), 'utf8'));
  if (index === undefined) throw new Error('the index of what was just installed cannot be read');
  const programs = new Map<string, Promise<Program | undefined>>();
  const programOfModule = (path: string, callers: readonly string[] = []): Promise<Program | undefined> => {
    const chain = [...callers, path];
    if (callers.includes(path)) throw new UsageError('run.circle', { folders: chain.join(' → ') });
    const reading =
      programs.get(path) ?? readProgram(root, moduleAt(index, path), (called) => programOfModule(called, chain));
    programs.set(path, reading);
    return reading;
  };
  return {
    load: async (name, range) => {
      const module = findModule(index, name, range);
      if (module === undefined) return undefined;
      const { release, manifest } = await open(root, module);
      const { vectors } = await contentOf(release, manifest);
      return { name: module.name, version: module.version, program: await programOfModule(module.path), vectors };
    },
  };
}

function findModule(index: ModuleIndex, name: string, range?: string): IndexedModule | undefined {
  const present = index.aliases?.[name];
  const named = Object.values(index.modules).filter((module) => module.name === name || module.path === present);
  const fitting = named.filter(({ version }) => range === undefined || satisfies(version, range));
  return fitting.find(({ direct }) => direct) ?? fitting[0];
}

function moduleAt(index: ModuleIndex, path: string): IndexedModule {
  const module = index.modules[path];
  if (module === undefined) throw new Error(`the index names no module ${path}`);
  return module;
}

interface Opened {
  readonly release: ReleaseFiles;
  readonly manifest: Manifest;
}

async function open(root: string, { path }: IndexedModule): Promise<Opened> {
  const folder = join(root, path);
  const parsed = parseManifest(await readFile(join(folder, MANIFEST_FILE)));
  if (!parsed.ok) throw new Error(`the manifest of ${path} cannot be read`);
  const { files } = await pack(folder);
  return { release: folderRelease(folder, files), manifest: parsed.manifest };
}

async function readProgram(
  root: string,
  module: IndexedModule,
  programOfModule: (path: string) => Promise<Program | undefined>,
): Promise<Program | undefined> {
  const { release, manifest } = await open(root, module);
  const dependencies: Record<string, Program> = {};
  for (const [name, path] of Object.entries(module.dependencies)) {
    const program = await programOfModule(path);
    if (program !== undefined) dependencies[name] = program;
  }
  const program = await programOf({ release, manifest, dependencies });
  // The algorithm may have another name by now than when it was published.
  return program && { ...program, name: module.name };
}
