import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../verbs/program.ts';

/** The fields of a workspace's package.json that the walls look at. */
export interface PackageManifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly packageManager?: string;
}

/** One workspace: its folder from the root (`packages/manifest`), its package.json, its floors' tags. */
export interface Workspace {
  readonly folder: string;
  readonly manifest: PackageManifest;
  readonly tags: readonly string[];
}

/** Reads a JSON file of the repository. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

/** Lists all workspaces of the repository. */
export function listWorkspaces(): readonly Workspace[] {
  const rooms = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`),
  );
  return [...rooms, 'bench', 'e2e'].map((folder) => ({
    folder,
    manifest: readJson(`${folder}/package.json`) as PackageManifest,
    tags: (readJson(`${folder}/turbo.json`) as { tags?: readonly string[] }).tags ?? [],
  }));
}
