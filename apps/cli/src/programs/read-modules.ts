import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { folderRelease } from '@national-forge/admission';
import { pack } from '@national-forge/archive';
import { INDEX_FILE, MODULES_FOLDER, parseIndex, type IndexedModule, type ModuleIndex } from '@national-forge/client';
import { MANIFEST_FILE, parseManifest } from '@national-forge/manifest';
import { satisfies } from '@national-forge/versioning';

import { openProgramLoader } from './program-loader.ts';
import type { LoadedProgram, ProgramSource } from './program-source.ts';

/** Is what a project has installed. */
export interface Modules {
  /** Reads the algorithm that answers to a name; undefined when none that is installed lies in the range. */
  load(name: string, range?: string): Promise<LoadedProgram | undefined>;
}

interface Installed extends ProgramSource {
  readonly module: IndexedModule;
}

/** Opens what was installed, and thereby verified, in the folder of a project. */
export async function openModules(project: string): Promise<Modules> {
  const root = join(project, MODULES_FOLDER);
  const index = parseIndex(await readFile(join(root, INDEX_FILE), 'utf8'));
  if (index === undefined) throw new Error('the index of what was just installed cannot be read');
  const loader = openProgramLoader<Installed>({
    choose: async ({ name }, { source }) => {
      const path = source.module.dependencies[name];
      return path === undefined ? undefined : openModule(root, moduleAt(index, path));
    },
    // What is installed has all that it calls with it, or calls what has no program.
    fetch: () => Promise.resolve(new Map()),
  });
  return {
    load: async (name, range) => {
      const module = findModule(index, name, range);
      return module && loader.load(await openModule(root, module));
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

async function openModule(root: string, module: IndexedModule): Promise<Installed> {
  const { path, name, version } = module;
  const folder = join(root, path);
  const parsed = parseManifest(await readFile(join(folder, MANIFEST_FILE)));
  if (!parsed.ok) throw new Error(`the manifest of ${path} cannot be read`);
  const { files } = await pack(folder);
  // The algorithm may have another name by now than when it was published.
  const label = `${name}@${version}`;
  return { label, name, manifest: parsed.manifest, files: folderRelease(folder, files), module };
}
