import { afterEach, describe, expect, it } from 'vitest';

import { program } from '../verbs/program.ts';
import { plantTree, type Tree } from './tree.ts';

let tree: Tree | undefined;
afterEach(() => tree?.remove());

function lay(): Tree {
  const workspace = (name: string, dependencies = {}): string =>
    JSON.stringify({ name: `@national-forge/${name}`, version: '0.1.0', private: true, dependencies });
  const planted = plantTree({
    'package.json': '{"name":"house","private":true,"version":"0.0.0","packageManager":"pnpm@12.21.0"}',
    'pnpm-workspace.yaml': 'packages: [packages/*, apps/*]\n',
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    'packages/manifest/package.json': workspace('manifest'),
    'packages/archive/package.json': workspace('archive'),
    'apps/cli/package.json': workspace('cli', { '@national-forge/manifest': 'workspace:*' }),
    '.changeset/new-field.md': "---\n'@national-forge/manifest': minor\n---\n\nAccept a new field.\n",
  });
  planted.take('.changeset/config.json');
  tree = planted;
  return planted;
}

const versionOf = (planted: Tree, folder: string): string =>
  (JSON.parse(planted.read(`${folder}/package.json`)) as { version: string }).version;

describe('changesets', () => {
  it('give private packages a version and a changelog', async () => {
    const planted = lay();

    const { code, output } = await planted.run(process.execPath, [program('@changesets/cli', 'changeset'), 'version']);

    expect(output).toContain('All files have been updated');
    expect(code).toBe(0);
    expect(versionOf(planted, 'packages/manifest')).toBe('0.2.0');
    expect(versionOf(planted, 'apps/cli')).toBe('0.1.1');
    expect(versionOf(planted, 'packages/archive')).toBe('0.1.0');
    expect(planted.read('packages/manifest/CHANGELOG.md')).toContain('Accept a new field.');
  });

  it('skip private packages silently without our setting, which is why it is there', async () => {
    const planted = lay();
    const { privatePackages: _without, ...config } = JSON.parse(planted.read('.changeset/config.json')) as Record<
      string,
      unknown
    >;
    planted.write('.changeset/config.json', JSON.stringify(config));

    await planted.run(process.execPath, [program('@changesets/cli', 'changeset'), 'version']);

    expect(versionOf(planted, 'packages/manifest')).toBe('0.1.0');
  });
});
