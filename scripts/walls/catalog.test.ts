import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { ROOT } from '../verbs/program.ts';
import { plantTree } from './tree.ts';
import { listWorkspaces, readJson, type PackageManifest } from './workspaces.ts';

const settings = parse(readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8')) as {
  readonly catalogMode: string;
  readonly catalog: Readonly<Record<string, string>>;
};
const root = readJson('package.json') as PackageManifest;

/** Lists the dependencies that name a version themselves instead of taking the catalog's or the workspace's. */
function ownVersions({ dependencies, devDependencies }: PackageManifest): readonly string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, range]) => range !== 'catalog:' && range !== 'workspace:*')
    .map(([name, range]) => `${name}@${range}`);
}

describe('the catalog', () => {
  it('is the only place of versions', () => {
    const manifests = [root, ...listWorkspaces().map(({ manifest }) => manifest)];

    expect(manifests.flatMap(ownVersions)).toEqual([]);
    expect(settings.catalogMode).toBe('strict');
  });

  it('is missed by a version of one’s own', () => {
    const manifest = {
      name: 'x',
      dependencies: { zod: '^4.0.0', yaml: 'catalog:' },
      devDependencies: { ajv: '8.20.0' },
    };

    expect(ownVersions(manifest)).toEqual(['zod@^4.0.0', 'ajv@8.20.0']);
  });

  it('lists nothing that no workspace takes', () => {
    const used = new Set([root, ...listWorkspaces().map(({ manifest }) => manifest)].flatMap(dependencyNames));

    expect(Object.keys(settings.catalog).filter((name) => !used.has(name))).toEqual([]);
  });

  it('refuses a dependency of another version when it is added', async () => {
    const tree = plantTree({ 'package.json': '{"name":"house","private":true,"packageManager":"pnpm@12.21.0"}' });
    try {
      tree.take('pnpm-workspace.yaml');
      tree.write('packages/one/package.json', '{"name":"one","version":"1.0.0"}');

      const { code, output } = await tree.run('pnpm', [
        'add',
        '--offline',
        '--lockfile-only',
        '--filter',
        'one',
        'zod@3.25.76',
      ]);

      expect(output).toContain('ERR_PNPM_CATALOG_VERSION_MISMATCH');
      expect(code).not.toBe(0);
    } finally {
      tree.remove();
    }
  });
});

function dependencyNames({ dependencies, devDependencies }: PackageManifest): readonly string[] {
  return Object.keys({ ...dependencies, ...devDependencies });
}
