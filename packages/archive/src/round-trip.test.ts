import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';

import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';

import { inspect } from './inspect.ts';
import { openEntry } from './open-entry.ts';
import { pack } from './pack.ts';
import { sourceOf } from './testing/raw-tar.ts';
import { inScratch, scaled, writeTree } from './testing/scratch.ts';
import { trees } from './testing/trees.ts';
import { unpack } from './unpack.ts';

/** Case, normal form and characters are the disk's on other systems; there a fixed tree stands for all. */
const tree: fc.Arbitrary<Readonly<Record<string, Uint8Array>>> =
  process.platform === 'linux' ? trees : fc.constant({ 'a/b.txt': Buffer.from('x'), قانون: Buffer.alloc(0) });

describe('Any folder', () => {
  it('comes back as it was after packing and unpacking, in both compressions', () =>
    fc.assert(
      fc.asyncProperty(tree, fc.constantFrom('zstd' as const, 'gzip' as const), (files, compression) =>
        inScratch(async (folder) => {
          const packed = await pack(writeTree(join(folder, 'in'), files));
          const out = join(folder, 'out');

          const unpacked = await unpack(packed.open(compression), out, { durable: false });

          expect(unpacked).toMatchObject({ files: packed.files, releaseDigest: packed.releaseDigest, compression });
          expect(unpacked.files.map(({ path }) => path).sort()).toEqual(Object.keys(files).sort());
          for (const [path, content] of Object.entries(files))
            expect(readFileSync(join(out, path)).equals(content)).toBe(true);
          expect((await pack(out)).releaseDigest).toBe(packed.releaseDigest);
          expect(readdirSync(folder).sort()).toEqual(['in', 'out']);
        }),
      ),
      { numRuns: scaled(40, 1000) },
    ));

  it('is read alike by another implementation of tar', () =>
    fc.assert(
      fc.asyncProperty(tree, (files) =>
        inScratch(async (folder) => {
          const packed = await pack(writeTree(join(folder, 'in'), files));
          const tar = zstdDecompressSync(await buffer(packed.open('zstd')));

          expect(gunzipSync(await buffer(packed.open('gzip'))).equals(tar)).toBe(true);
          expect(await readByTarStream(tar)).toEqual(
            packed.files.map(({ path }) => [path, Buffer.from(files[path]!).toString('base64')]),
          );
        }),
      ),
      { numRuns: scaled(40, 1000) },
    ));

  it('gives each of its files alone', () =>
    fc.assert(
      fc.asyncProperty(tree, fc.nat(), (files, pick) =>
        inScratch(async (folder) => {
          const packed = await pack(writeTree(join(folder, 'in'), files));
          const entry = packed.files[pick % packed.files.length]!;

          const stream = await openEntry(packed.open('zstd'), entry.path, { sha256: entry.sha256 });

          expect((await buffer(stream)).equals(files[entry.path]!)).toBe(true);
        }),
      ),
      { numRuns: scaled(40, 500) },
    ));
});

async function readByTarStream(tar: Buffer): Promise<[string, string][]> {
  const reader = extract();
  const found: [string, string][] = [];
  reader.end(tar);
  for await (const entry of reader) {
    expect(entry.header).toMatchObject({
      type: 'file',
      mode: 0o644,
      uid: 0,
      gid: 0,
      uname: '',
      gname: '',
      mtime: new Date(0),
    });
    found.push([entry.header.name, (await buffer(entry)).toString('base64')]);
  }
  return found;
}

describe('Archives of other programs', () => {
  const folder = join(import.meta.dirname, '../testdata/plain');
  const names = readdirSync(folder).filter((name) => name.endsWith('.tar.gz') || name.endsWith('.tar.zst'));
  const digest = readFileSync(join(folder, 'release-digest'), 'utf8').trim();

  it('are here', () => expect(names.length).toBeGreaterThanOrEqual(6));

  it.each(names)('%s proves the same release', async (name) => {
    const inspection = await inspect(sourceOf(readFileSync(join(folder, name))));

    expect(inspection.releaseDigest).toBe(digest);
  });

  it.each(names)('%s unpacks with our modes', (name) =>
    inScratch(async (scratch) => {
      const out = join(scratch, 'out');
      await unpack(sourceOf(readFileSync(join(folder, name))), out);

      expect((await pack(out)).releaseDigest).toBe(digest);
      if (process.platform !== 'win32') expect(statSync(join(out, 'algorithm.yaml')).mode & 0o111).toBe(0);
    }),
  );
});
