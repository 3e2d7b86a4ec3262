import { once } from 'node:events';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { describe, expect, it } from 'vitest';

import { digestOf } from './digest.ts';
import { inspect } from './inspect.ts';
import { pack } from './pack.ts';
import { inScratch, writeTree } from './testing/scratch.ts';

const paths = (packed: { files: readonly { path: string }[] }) => packed.files.map(({ path }) => path);

describe('Packing a folder', () => {
  it('lists its files with sizes and digests, sorted by bytes', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'b/c': 'x', 'b.txt': '', 'قانون.yaml': 'é', 'empty/': '' });

      const packed = await pack(folder);

      expect(packed.files).toEqual([
        { path: 'b.txt', size: 0, sha256: digestOf('').slice(7) },
        { path: 'b/c', size: 1, sha256: digestOf('x').slice(7) },
        { path: 'قانون.yaml', size: 2, sha256: digestOf('é').slice(7) },
      ]);
      expect(packed.leftOut).toEqual([]);
    }));

  it('leaves out version control, dependencies, secrets and droppings, whatever .forgeignore says', () =>
    inScratch(async (folder) => {
      const dropped = {
        '.git/config': 'version-control',
        'sub/.git': 'version-control',
        '.hg/x': 'version-control',
        '.svn/x': 'version-control',
        'node_modules/a/index.js': 'dependencies',
        'sub/node_modules/b/index.js': 'dependencies',
        'forge_modules/x': 'dependencies',
        '.env': 'secret',
        '.env.production': 'secret',
        'sub/prod.env': 'secret',
        '.npmrc': 'secret',
        '.netrc': 'secret',
        'server.pem': 'secret',
        'server.KEY': 'secret',
        id_rsa: 'secret',
        'sub/id_ed25519': 'secret',
        'store.p12': 'secret',
        '.ssh/config': 'secret',
        '.aws/credentials': 'secret',
        '.DS_Store': 'system-file',
        '._a.txt': 'system-file',
        'sub/Thumbs.db': 'system-file',
        '__MACOSX/a': 'system-file',
      };
      writeTree(folder, Object.fromEntries(Object.keys(dropped).map((path) => [path, 'secret'])));
      writeTree(folder, { 'a.txt': '', '.env.example': '', 'id_rsa.pub': '', 'keys.json': '', '.gitignore': 'a.txt' });
      writeFileSync(
        join(folder, '.forgeignore'),
        Object.keys(dropped)
          .map((path) => `!${path}`)
          .join('\n'),
      );

      const packed = await pack(folder);

      expect(paths(packed)).toEqual(['.env.example', '.gitignore', 'a.txt', 'id_rsa.pub', 'keys.json']);
      const reasons = new Map(packed.leftOut.map(({ path, reason }) => [path, reason]));
      for (const [path, reason] of Object.entries(dropped)) {
        const prefixes = path
          .split('/')
          .map((_, at, all) => (at === all.length - 1 ? path : `${all.slice(0, at + 1).join('/')}/`));
        expect(prefixes.map((prefix) => reasons.get(prefix)).find(Boolean), path).toBe(reason);
      }
      expect(reasons.get('.forgeignore')).toBe('forgeignore');
    }));

  it('refuses a link and names it, unless it is left out', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'a.txt': '', 'sub/b.txt': '' });
      symlinkSync('../a.txt', join(folder, 'sub/link'));

      await expect(pack(folder)).rejects.toMatchObject({ code: 'entry-link', path: 'sub/link' });

      writeFileSync(join(folder, '.forgeignore'), 'sub/link\n');
      expect(paths(await pack(folder))).toEqual(['a.txt', 'sub/b.txt']);
    }));

  it('refuses a link to a folder instead of walking into it', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'a.txt': '' });
      symlinkSync('/', join(folder, 'root'));

      await expect(pack(folder)).rejects.toMatchObject({ code: 'entry-link', path: 'root' });
    }));

  it.skipIf(process.platform === 'win32')('refuses a socket, as every file that is not regular', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'a.txt': '' });
      const server = createServer().listen(join(folder, 'socket'));
      await once(server, 'listening');

      await expect(pack(folder).finally(() => server.close())).rejects.toMatchObject({
        code: 'entry-type',
        path: 'socket',
      });
    }),
  );

  it.runIf(process.platform === 'linux')('refuses names that another platform cannot store', () =>
    inScratch(async (folder) => {
      const bad = [
        ['ab:c', 'path-windows'],
        ['con.txt', 'path-windows'],
        ['a\u202eb', 'path-character'],
        ['n'.repeat(130), 'path-too-long'],
        [Buffer.from([0x66, 0xe9]), 'path-encoding'],
      ] as const;
      for (const [name, code] of bad) {
        const file = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
        writeFileSync(file, '');

        await expect(pack(folder), code).rejects.toMatchObject({ code });
        rmSync(file);
      }
    }),
  );

  it('writes names in form C, and refuses two that become one', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'e\u0301tat/re\u0301sume\u0301.txt': 'x' });

      const packed = await pack(folder);
      expect(paths(packed)).toEqual(['état/résumé.txt']);
      expect((await inspect(packed.open('zstd'))).releaseDigest).toBe(packed.releaseDigest);

      if (process.platform !== 'linux') return;
      writeTree(folder, { 'état/autre.txt': 'x', 'état/résumé.txt': 'y' });
      await expect(pack(folder)).rejects.toMatchObject({ code: 'path-duplicate', path: 'état/résumé.txt' });
    }));

  it.runIf(process.platform === 'linux')('refuses names that differ by case only', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'Data/a': '', 'data/b': '' });

      await expect(pack(folder)).rejects.toMatchObject({ code: 'path-collision' });
    }),
  );

  it('refuses what a reader with the same limits would refuse', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'a/b/c': 'abc', d: 'd' });

      await expect(pack(folder, { limits: { fileBytes: 2 } })).rejects.toMatchObject({
        code: 'file-too-large',
        path: 'a/b/c',
      });
      await expect(pack(folder, { limits: { depth: 2 } })).rejects.toMatchObject({ code: 'path-too-deep' });
      await expect(pack(folder, { limits: { entries: 3 } })).rejects.toMatchObject({ code: 'too-many-entries' });
      await expect(pack(folder, { limits: { unpackedBytes: 3071 } })).rejects.toMatchObject({
        code: 'unpacked-too-large',
      });
      await expect(
        pack(folder, { limits: { entries: 4, depth: 3, fileBytes: 3, unpackedBytes: 3072 } }),
      ).resolves.toBeDefined();
    }));

  it('refuses an empty folder, a file and a folder that does not exist', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'only/.env': '', 'sub/file': '' });

      await expect(pack(join(folder, 'only'))).rejects.toMatchObject({ code: 'archive-empty' });
      await expect(pack(join(folder, 'sub/file'))).rejects.toMatchObject({ code: 'folder-missing' });
      await expect(pack(join(folder, 'none'))).rejects.toMatchObject({ code: 'folder-missing' });
    }));

  it('stops when told', () =>
    inScratch(async (folder) => {
      writeTree(folder, { a: '' });

      await expect(pack(folder, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    }));
});

describe('Opening a packed folder', () => {
  const LARGE = 300_000;
  const large = (folder: string) => writeTree(folder, { 'a.txt': 'x', 'large.bin': Buffer.alloc(LARGE, 'abc') });

  it('gives the same bytes each time, also at once', () =>
    inScratch(async (folder) => {
      const packed = await pack(large(folder));

      const [one, two] = await Promise.all([buffer(packed.open('zstd')), buffer(packed.open('zstd'))]);

      expect(one.equals(two)).toBe(true);
      expect((await inspect(packed.open('gzip'))).files).toEqual(packed.files);
    }));

  it('still gives a small file as it was hashed when it changes later', () =>
    inScratch(async (folder) => {
      const packed = await pack(large(folder));
      writeFileSync(join(folder, 'a.txt'), 'other');

      expect((await inspect(packed.open('zstd'))).releaseDigest).toBe(packed.releaseDigest);
    }));

  it.each([
    ['grows', (file: string) => appendFileSync(file, 'x')],
    ['shrinks', (file: string) => truncateSync(file, LARGE - 1)],
    ['changes a byte', (file: string) => writeFileSync(file, Buffer.alloc(LARGE, 'abd'))],
    ['vanishes', (file: string) => rmSync(file)],
    [
      'becomes a folder',
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
    [
      'becomes a link',
      (file: string) => {
        renameSync(file, `${file}.real`);
        symlinkSync(`${file}.real`, file);
      },
    ],
  ])('fails when a large file %s meanwhile', (_, change) =>
    inScratch(async (folder) => {
      const packed = await pack(large(folder));
      change(join(folder, 'large.bin'));

      await expect(buffer(packed.open('zstd'))).rejects.toMatchObject({ code: 'file-changed', path: 'large.bin' });
    }),
  );

  it('closes the files when the reader leaves early', () =>
    inScratch(async (folder) => {
      const packed = await pack(writeTree(folder, { 'large.bin': Buffer.alloc(8_000_000, 'abc') }));
      const stream = packed.open('gzip');
      await new Promise((resolve) => stream.once('data', resolve));

      stream.destroy();

      await new Promise((resolve) => stream.once('close', resolve));
      expect(stream.destroyed).toBe(true);
    }));
});
