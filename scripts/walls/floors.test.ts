import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { program } from '../verbs/program.ts';
import { HOUSE } from './plan-of-the-house.ts';
import { plantTree, type Tree } from './tree.ts';
import { listWorkspaces } from './workspaces.ts';

describe('floors', () => {
  let tree: Tree;

  beforeAll(() => {
    tree = plantTree({ 'package.json': '{"name":"house","private":true,"packageManager":"pnpm@12.21.0"}' });
    for (const file of ['turbo.json', 'pnpm-workspace.yaml']) tree.take(file);
  });

  beforeEach(() => {
    for (const { folder } of listWorkspaces()) {
      lay(folder, []);
      tree.take(`${folder}/turbo.json`);
    }
  });

  afterAll(() => {
    tree.remove();
  });

  /** Writes a workspace of the real name that declares and imports other workspaces. */
  function lay(folder: string, uses: readonly string[], declares: readonly string[] = uses): void {
    const name = (of: string): string => `@national-forge/${of.split('/').at(-1) ?? of}`;
    const dependencies = Object.fromEntries(declares.map((use) => [name(use), 'workspace:*']));
    const manifest = { name: name(folder), version: '0.1.0', exports: { '.': './src/index.ts' }, dependencies };
    tree.write(`${folder}/package.json`, JSON.stringify(manifest));
    const imports = uses.map((use) => `import '${name(use)}';\n`).join('');
    tree.write(`${folder}/src/index.ts`, `${imports}export const one = 1;\n`);
  }

  const boundaries = (): ReturnType<Tree['run']> =>
    tree.run(process.execPath, [program('turbo'), 'boundaries', '--no-color']);

  it('lets every arrow of the design go down', async () => {
    lay('packages/versioning', ['packages/manifest']);
    lay('packages/api', ['packages/manifest', 'packages/archive', 'packages/transparency', 'packages/versioning']);
    lay('packages/client', ['packages/api', 'packages/admission', 'packages/transparency']);
    lay('apps/registry', ['packages/api', 'packages/archive']);
    lay('e2e', ['apps/cli', 'apps/registry', 'packages/client']);

    const { code, output } = await boundaries();

    expect(output).toContain('no issues found');
    expect(code).toBe(0);
  });

  it.each([
    ['an arrow up', 'packages/manifest', 'packages/versioning'],
    ['an arrow up by several floors', 'packages/archive', 'packages/client'],
    ['a sideways arrow on floor 0', 'packages/archive', 'packages/manifest'],
    ['another sideways arrow on floor 0', 'packages/transparency', 'packages/archive'],
    ['a sideways arrow on floor 2', 'packages/admission', 'packages/api'],
    ['an app that leans on an app', 'apps/cli', 'apps/registry'],
    ['a package that leans on an app', 'packages/client', 'apps/registry'],
    ['an app that leans on the benches', 'apps/registry', 'bench'],
    ['a bench that leans on the end-to-end tests', 'bench', 'e2e'],
  ])('refuse %s: %s → %s', async (_case, from, to) => {
    lay(from, [to]);

    const { code, output } = await boundaries();

    expect(code).toBe(1);
    expect(output).toMatch(/without any tag listed in/);
    expect(output).toContain('1 issue found');
  });

  it('refuse an import of a workspace that package.json does not declare', async () => {
    lay('packages/versioning', ['packages/manifest'], []);

    const { code, output } = await boundaries();

    expect(code).toBe(1);
    expect(output).toContain('@national-forge/manifest');
  });

  it('refuse an import of a file outside the own package', async () => {
    tree.write('packages/versioning/src/index.ts', "import '../../manifest/src/index.ts';\n");

    const { code, output } = await boundaries();

    expect(code).toBe(1);
    expect(output).toContain('1 issue found');
  });
});

describe('the house', () => {
  const workspaces = listWorkspaces();

  it('has the workspaces of its plan and no other', () => {
    expect(workspaces.map(({ folder }) => folder).sort()).toEqual(Object.keys(HOUSE).sort());
  });

  it.each(workspaces.map((workspace) => [workspace.folder, workspace] as const))(
    '%s stands on its floor',
    (folder, { tags }) => {
      expect(tags).toEqual([`floor-${String(HOUSE[folder]?.floor)}`]);
    },
  );

  it.each(workspaces.map((workspace) => [workspace.folder, workspace] as const))(
    '%s leans only on what the plan allows',
    (folder, { manifest }) => {
      const used = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
        .filter((name) => name.startsWith('@national-forge/'))
        .map((name) => name.slice('@national-forge/'.length));
      expect(used.filter((name) => !mayUse(folder).includes(name))).toEqual([]);
    },
  );

  function mayUse(folder: string): readonly string[] {
    const allowed = HOUSE[folder]?.mayUse ?? [];
    if (typeof allowed !== 'string') return allowed;
    const parents = allowed === 'packages' ? /^packages\// : /^(packages|apps)\//;
    return Object.keys(HOUSE)
      .filter((name) => parents.test(name))
      .map((name) => name.split('/').at(-1) ?? name);
  }
});
