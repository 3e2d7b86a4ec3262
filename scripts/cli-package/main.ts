// Makes apps/cli/dist/nforge-VERSION.tgz: the command line with everything it needs, for `npm install -g --offline`.
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

import { create } from 'tar';

import { bundle } from './bundle.ts';
import { closureOf, layOut, readPackageJson, type InstalledPackage, type Placement } from './closure.ts';

const root = join(import.meta.dirname, '../..');
const app = join(root, 'apps/cli');

/** Lists what the checks load by name in their worker thread, where no import statement tells. */
function loadedByName(): readonly string[] {
  const { dependencies = {} } = readPackageJson(join(root, 'packages/admission'));
  return Object.keys(dependencies).filter((name) => !name.startsWith('@national-forge/'));
}

/** Finds a package from whichever workspace package of the bundle declares it. */
function findRoot(name: string, seen: Map<string, InstalledPackage>): InstalledPackage {
  const askers = [app, ...readdirSync(join(root, 'packages')).map((folder) => join(root, 'packages', folder))];
  for (const asker of askers) {
    const json = readPackageJson(asker);
    if (json.dependencies && name in json.dependencies) return closureOf(name, asker, seen);
  }
  throw new Error(`the bundle imports "${name}", which no workspace package declares`);
}

const USELESS =
  /(^|\/)(node_modules|test|tests|__tests__|docs|examples|\.github)(\/|$)|\.(map|ts|cts|mts|md|markdown)$/i;

function copyPackage({ path, package: item }: Placement, target: string): void {
  cpSync(item.folder, join(target, path), {
    recursive: true,
    dereference: true,
    filter: (source) => {
      const inside = relative(item.folder, source).split(sep).join('/');
      if (item.name === 'spdx-license-list' && inside.startsWith('licenses/')) return false; // full texts: only ids are read
      return inside === '' || /licen[cs]e|notice/i.test(inside) || !USELESS.test(inside);
    },
  });
}

function assertNoNativeCode(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const native = files.find((file) => /\.(node|so|dylib|dll)$/.test(file) || file.endsWith('binding.gyp'));
  if (native) throw new Error(`native code in the package: ${native}`);
}

function writeManifest(target: string, roots: readonly InstalledPackage[]): string {
  const { version } = readPackageJson(app);
  const dependencies = Object.fromEntries(roots.map((item) => [item.name, item.version]));
  const json = {
    name: 'nforge',
    version,
    description: 'Publish, find, install and verify government algorithms.',
    license: 'EUPL-1.2',
    type: 'module',
    bin: { nforge: './dist/main.js' },
    engines: { node: '>=24.11.0' },
    dependencies,
    bundleDependencies: Object.keys(dependencies),
  };
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(json, null, 2)}\n`);
  return version;
}

async function main(): Promise<void> {
  const target = mkdtempSync(join(tmpdir(), 'nforge-package-'));
  try {
    const seen = new Map<string, InstalledPackage>();
    const names = new Set([...(await bundle(app, join(target, 'dist'))), ...loadedByName()]);
    const roots = [...names].sort().map((name) => findRoot(name, seen));
    rmSync(join(target, 'dist/metafile-esm.json'));
    for (const placement of layOut(roots)) copyPackage(placement, target);
    assertNoNativeCode(target);
    const version = writeManifest(target, roots);
    for (const file of ['LICENSE', 'apps/cli/README.md'])
      cpSync(join(root, file), join(target, file.split('/').at(-1) ?? file));
    const file = join(app, `dist/nforge-${version}.tgz`);
    const files = readdirSync(target, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(target, name)).isFile())
      .sort();
    // `portable` and a fixed time: the same sources give the same package, whoever builds it and when.
    await create(
      { file, cwd: target, gzip: { level: 9 }, portable: true, mtime: new Date('2000-01-01'), prefix: 'package' },
      files,
    );
    console.log(`${relative(root, file)}: ${statSync(file).size} bytes, ${files.length} files`);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

await main();
