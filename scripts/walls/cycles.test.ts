import { afterEach, expect, it } from 'vitest';

import { plantTree, type Tree } from './tree.ts';

let tree: Tree | undefined;
afterEach(() => tree?.remove());

function lay(dependencies: Readonly<Record<string, string>>): Tree {
  const planted = plantTree({
    'package.json': '{"name":"house","private":true,"packageManager":"pnpm@12.21.0"}',
    'packages/one/package.json': JSON.stringify({
      name: 'one',
      version: '1.0.0',
      dependencies: { two: 'workspace:*' },
    }),
    'packages/two/package.json': JSON.stringify({ name: 'two', version: '1.0.0', dependencies }),
  });
  planted.take('pnpm-workspace.yaml');
  tree = planted;
  return planted;
}

const install = (planted: Tree): ReturnType<Tree['run']> =>
  planted.run('pnpm', ['install', '--offline', '--lockfile-only', '--no-frozen-lockfile', '--ignore-scripts']);

it('installs workspaces that lean on each other one way', async () => {
  const { code, output } = await install(lay({}));

  expect(output).not.toContain('ERR_PNPM');
  expect(code).toBe(0);
});

it('refuses to install a cycle of workspaces', async () => {
  const { code, output } = await install(lay({ one: 'workspace:*' }));

  expect(output).toContain('ERR_PNPM_DISALLOW_WORKSPACE_CYCLES');
  expect(code).not.toBe(0);
});
