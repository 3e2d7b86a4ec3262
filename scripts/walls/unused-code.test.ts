import { afterAll, beforeAll, expect, it } from 'vitest';

import { program } from '../verbs/program.ts';
import { plantTree, type Tree } from './tree.ts';

const PACKAGE = {
  name: '@national-forge/manifest',
  type: 'module',
  exports: { '.': { '@national-forge/source': './src/index.ts', import: './dist/index.js' } },
};

let tree: Tree;

beforeAll(() => {
  tree = plantTree({
    'package.json': '{"name":"house","private":true,"packageManager":"pnpm@12.21.0"}',
    'pnpm-workspace.yaml': 'packages: [packages/*]\n',
    'packages/manifest/package.json': JSON.stringify(PACKAGE),
    'packages/manifest/src/index.ts': "export { parse } from './parse.ts';\n",
    'packages/manifest/src/parse.ts': 'export const parse = 1;\n',
  });
  tree.take('knip.json');
  tree.take('tsconfig.json');
});

afterAll(() => {
  tree.remove();
});

const knip = (): ReturnType<Tree['run']> =>
  tree.run(process.execPath, [program('knip'), '--no-progress', '--no-config-hints']);

it('passes code that is all used', async () => {
  expect(await knip()).toEqual({ code: 0, output: '' });
});

it('refuses an export that nobody imports', async () => {
  tree.write('packages/manifest/src/parse.ts', 'export const parse = 1;\nexport const unused = 2;\n');

  const { code, output } = await knip();

  tree.write('packages/manifest/src/parse.ts', 'export const parse = 1;\n');
  expect(output).toMatch(/Unused exports \(1\)\s+unused/);
  expect(code).toBe(1);
});

it('refuses a file that nobody imports', async () => {
  tree.write('packages/manifest/src/orphan.ts', 'export const orphan = 1;\n');

  const { code, output } = await knip();

  tree.write('packages/manifest/src/orphan.ts', 'export {};\n');
  expect(output).toMatch(/Unused files \(1\)\s+packages\/manifest\/src\/orphan\.ts/);
  expect(code).toBe(1);
});

it('refuses a dependency that nobody imports', async () => {
  tree.write('packages/manifest/src/index.ts', "import './orphan.ts';\nexport { parse } from './parse.ts';\n");
  tree.write('packages/manifest/package.json', JSON.stringify({ ...PACKAGE, dependencies: { yaml: '*' } }));

  const { code, output } = await knip();

  expect(output).toMatch(/Unused dependencies \(1\)\s+yaml/);
  expect(code).toBe(1);
});
