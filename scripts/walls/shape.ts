import { HOUSE } from './plan-of-the-house.ts';
import type { PackageManifest, Workspace } from './workspaces.ts';

const FIELDS = [
  'name',
  'version',
  'private',
  'description',
  'license',
  'type',
  'engines',
  'exports',
  'files',
  'bin',
  'scripts',
  'dependencies',
  'devDependencies',
];

const LIBRARY_DOOR = {
  '@national-forge/source': './src/index.ts',
  types: './dist/index.d.ts',
  import: './dist/index.js',
};

/** Lists in what a workspace's package.json differs from the shape that all of them share. */
export function shapeProblems({ folder, manifest }: Pick<Workspace, 'folder' | 'manifest'>): readonly string[] {
  return [...commonProblems(folder, manifest), ...kindProblems(folder, manifest)];
}

function commonProblems(folder: string, manifest: PackageManifest): readonly string[] {
  const name = `@national-forge/${folder.split('/').at(-1) ?? ''}`;
  const rules: readonly (readonly [boolean, string])[] = [
    [folder in HOUSE, 'is not in the plan of the house'],
    [manifest.name === name, `name is not ${name}`],
    [/^\d+\.\d+\.\d+$/.test(manifest.version ?? ''), 'version is not a plain version'],
    [manifest.private === true, 'is not private'],
    [manifest.license === 'EUPL-1.2', 'license is not EUPL-1.2'],
    [manifest.type === 'module', 'type is not module'],
    [manifest.engines?.['node'] === '>=24.11.0', 'engines.node is not >=24.11.0'],
    [/^[^\n]{10,120}\.$/.test(manifest.description ?? ''), 'description is not one sentence'],
  ];
  const unknown = Object.keys(manifest).filter((field) => !FIELDS.includes(field));
  return [
    ...rules.filter(([holds]) => !holds).map(([, text]) => text),
    ...unknown.map((field) => `unknown field ${field}`),
  ];
}

function kindProblems(folder: string, manifest: PackageManifest): readonly string[] {
  if (folder.startsWith('packages/')) return libraryProblems(manifest);
  if (folder.startsWith('apps/')) return appProblems(manifest);
  return manifest.exports || manifest.bin ? ['measures and tests have no door'] : [];
}

function libraryProblems(manifest: PackageManifest): readonly string[] {
  const door = JSON.stringify(manifest.exports?.['.']) === JSON.stringify(LIBRARY_DOOR);
  return [
    ...(door ? [] : ['exports["."] does not lead to the source, the types and the build']),
    // A further door is for those who must not carry the rest: a page, a thread, whoever needs no validator.
    ...(Object.keys(manifest.exports ?? {}).length <= 3 ? [] : ['more than three doors']),
    ...(isBuiltBy('library', manifest) ? [] : ['is not built as a library']),
    ...(manifest.bin ? ['a package has no commands'] : []),
  ];
}

function appProblems(manifest: PackageManifest): readonly string[] {
  return [
    ...(Object.keys(manifest.bin ?? {}).length === 1 ? [] : ['an app has one command']),
    ...(isBuiltBy('cli', manifest) || isBuiltBy('registry', manifest) ? [] : ['is not built as an app']),
  ];
}

function isBuiltBy(config: 'library' | 'cli' | 'registry', { scripts }: PackageManifest): boolean {
  return scripts?.['build']?.includes(`scripts/tsup/${config}.ts`) === true;
}
