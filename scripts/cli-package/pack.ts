import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { create } from 'tar';

import { assertSelfContained, bundledPackages, readMetafile } from './built-modules.ts';
import { describeThirdParty } from './third-party.ts';

const root = join(import.meta.dirname, '../..');
const app = join(root, 'apps/cli');

/** Is a package that was made. */
export interface Packed {
  readonly file: string;
  /** Paths of what is in it. */
  readonly files: readonly string[];
}

/**
 * Packs the built command line: the bundle, which needs nothing but Node, and the licences of what is in it. The same build gives the
 * same bytes, whoever packs it and when.
 *
 * @param folder - where `nforge-VERSION.tgz` is written
 * @throws Error when the build imports what is not in it, or holds native code
 */
export async function packCli(folder: string): Promise<Packed> {
  const target = mkdtempSync(join(tmpdir(), 'nforge-package-'));
  try {
    const version = layOut(target);
    const file = join(folder, `nforge-${version}.tgz`);
    const entries = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = entries.map(({ parentPath, name }) => join(parentPath, name).slice(target.length + 1)).sort();
    assertNoNativeCode(files);
    await create(
      { file, cwd: target, gzip: { level: 9 }, portable: true, mtime: new Date('2000-01-01'), prefix: 'package' },
      files,
    );
    return { file, files };
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

/** What lies beside the bundle and is no part of it: source maps, what the bundler tells, an older package. */
const LEFT_OUT = /\.(map|json|tgz)$/;

function layOut(target: string): string {
  const metafile = readMetafile(app);
  assertSelfContained(metafile);
  mkdirSync(join(target, 'dist'));
  for (const name of readdirSync(join(app, 'dist')).filter((one) => !LEFT_OUT.test(one)))
    cpSync(join(app, 'dist', name), join(target, 'dist', name));
  for (const file of ['LICENSE', 'apps/cli/README.md']) cpSync(join(root, file), join(target, basename(file)));
  const packages = bundledPackages(metafile).map((path) => join(app, path));
  writeFileSync(join(target, 'THIRD-PARTY.txt'), describeThirdParty(packages));
  return writeManifest(target);
}

function writeManifest(target: string): string {
  const { version, engines } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
    version: string;
    engines: object;
  };
  const json = {
    name: 'nforge',
    version,
    description: 'Publish, find, install and verify government algorithms.',
    license: 'EUPL-1.2',
    type: 'module',
    bin: { nforge: './dist/main.js' },
    engines,
  };
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(json, null, 2)}\n`);
  return version;
}

function assertNoNativeCode(files: readonly string[]): void {
  const native = files.find((file) => /\.(node|so|dylib|dll)$/.test(file) || file.endsWith('binding.gyp'));
  if (native) throw new Error(`native code in the package: ${native}`);
}
