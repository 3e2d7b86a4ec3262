import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ROOT } from '../verbs/program.ts';
import { shapeProblems } from './shape.ts';
import { listWorkspaces, readJson, type PackageManifest } from './workspaces.ts';

const manifest = readJson('packages/manifest/package.json') as PackageManifest;
const registry = readJson('apps/registry/package.json') as PackageManifest;

describe('every package.json', () => {
  it.each(listWorkspaces().map((workspace) => [workspace.folder, workspace] as const))(
    'of %s has the common shape',
    (_folder, workspace) => {
      expect(shapeProblems(workspace)).toEqual([]);
    },
  );

  it.each([
    ['another name', { name: '@national-forge/other' }, 'name is not @national-forge/manifest'],
    ['no licence', { license: 'MIT' }, 'license is not EUPL-1.2'],
    ['a package that could be published', { private: false }, 'is not private'],
    ['CommonJS', { type: 'commonjs' }, 'type is not module'],
    ['an older Node', { engines: { node: '>=20' } }, 'engines.node is not >=24.11.0'],
    ['a version with a tag', { version: '1.0.0-next' }, 'version is not a plain version'],
    ['a field of its own', { sideEffects: false }, 'unknown field sideEffects'],
    [
      'a door to the inside',
      { exports: { '.': './src/index.ts' } },
      'exports["."] does not lead to the source, the types and the build',
    ],
    ['another build', { scripts: { build: 'tsc' } }, 'is not built as a library'],
  ])('is refused with %s', (_case, change, problem) => {
    expect(shapeProblems({ folder: 'packages/manifest', manifest: { ...manifest, ...change } })).toEqual([problem]);
  });

  it('is refused for an app with two commands', () => {
    const bin = { ...registry.bin, forge: './dist/main.js' };
    expect(shapeProblems({ folder: 'apps/registry', manifest: { ...registry, bin } })).toEqual([
      'an app has one command',
    ]);
  });

  it('is refused for a room outside the plan', () => {
    const utils = { ...manifest, name: '@national-forge/utils' };
    expect(shapeProblems({ folder: 'packages/utils', manifest: utils })).toEqual(['is not in the plan of the house']);
  });
});

it('gives every package and app a README', () => {
  const rooms = listWorkspaces().filter(({ folder }) => folder.includes('/'));
  const without = rooms.filter(({ folder }) => !existsSync(join(ROOT, folder, 'README.md')));
  expect(without.map(({ folder }) => folder)).toEqual([]);
});
