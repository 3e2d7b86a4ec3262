import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { list } from 'tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bundledPackages, readMetafile } from './built-modules.ts';
import { packCli, type Packed } from './pack.ts';

const app = join(import.meta.dirname, '../../apps/cli');
const folder = mkdtempSync(join(tmpdir(), 'pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

let packed: Packed;
beforeAll(async () => {
  packed = await packCli(folder);
});

async function texts(file: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  await list({
    file,
    onReadEntry: (entry) => {
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      entry.on('end', () => found.set(entry.path, Buffer.concat(chunks).toString()));
    },
  });
  return found;
}

describe('the package of the command line', () => {
  it('has the same bytes whoever packs it and when', async () => {
    const first = readFileSync(packed.file);

    const again = await packCli(folder);

    expect(readFileSync(again.file).equals(first)).toBe(true);
  });

  it('is the bundle, the file of QuickJS and four papers, without any dependency', async () => {
    const files = await texts(packed.file);

    const others = [...files.keys()].filter((path) => !/^package\/dist\/[\w-]+\.js$/.test(path));
    expect(others.map((path) => path.replace(/-\w+\.wasm$/, '.wasm')).sort()).toEqual([
      'package/LICENSE',
      'package/README.md',
      'package/THIRD-PARTY.txt',
      'package/dist/emscripten-module.wasm',
      'package/package.json',
    ]);
    const json = JSON.parse(files.get('package/package.json') ?? '') as object;
    expect(Object.keys(json).filter((field) => /dependencies/i.test(field))).toEqual([]);
  });

  it('carries the licence of each package that is in it, that of the sandbox too', async () => {
    const notice = (await texts(packed.file)).get('package/THIRD-PARTY.txt') ?? '';

    const names = bundledPackages(readMetafile(app)).map((path) => basename(path));
    expect(names).toContain('quickjs-wasmfile-release-sync');
    expect(names.filter((name) => !notice.includes(`${name} `))).toEqual([]);
    expect(notice).toContain('Fabrice Bellard');
  });

  it('leaves out what nothing uses, such as the languages of zod', () => {
    const inputs = Object.values(readMetafile(app).outputs).flatMap((output) => Object.entries(output.inputs));
    const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
    const languages = used.filter((path) => path.includes('/zod/v4/locales/')).map((path) => basename(path));
    expect(languages).toEqual(['en.js']);
  });
});
