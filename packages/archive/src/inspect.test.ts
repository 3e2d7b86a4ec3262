import { describe, expect, it } from 'vitest';

import { digestOf } from './digest.ts';
import { inspect } from './inspect.ts';
import { GNU, gzip, rawEntry, rawPax, rawTar, sourceOf, zstd } from './testing/raw-tar.ts';

const tar = rawTar(
  rawEntry({ name: './', type: '5' }),
  rawEntry({ name: './a/', type: '5' }),
  rawEntry({ name: './a/algorithm.yaml', content: 'name: x\n' }),
  rawPax({ path: 'a/قانون.json', mtime: '1.5' }),
  rawEntry({ name: 'ignored', content: '{}' }),
  rawEntry({ name: '././@LongLink', type: 'L', magic: GNU, content: `a/${'b'.repeat(110)}\0` }),
  rawEntry({ name: 'a/bbb', magic: GNU, content: Buffer.alloc(150_000, 'y') }),
  rawEntry({ name: 'v7', type: '\0' }),
);
const files = [
  { path: 'a/algorithm.yaml', size: 8, sha256: digestOf('name: x\n').slice(7) },
  { path: 'a/قانون.json', size: 2, sha256: digestOf('{}').slice(7) },
  { path: `a/${'b'.repeat(110)}`, size: 150_000, sha256: digestOf(Buffer.alloc(150_000, 'y')).slice(7) },
  { path: 'v7', size: 0, sha256: digestOf('').slice(7) },
];

describe('Inspecting an archive', () => {
  it.each([
    ['zstd', zstd(tar)],
    ['gzip', gzip(tar)],
  ] as const)(
    'tells %s by its first bytes and describes the files, however the bytes are cut',
    async (compression, bytes) => {
      for (const piece of [1, 3, 511, 65_536]) {
        const inspection = await inspect(sourceOf(bytes, piece));

        expect(inspection).toMatchObject({ files, compression, archiveBytes: bytes.length, unpackedBytes: tar.length });
      }
    },
  );

  it('keeps the files asked for, whole', async () => {
    const { kept } = await inspect(sourceOf(gzip(tar)), {
      keep: (path, size) => path.endsWith('.yaml') || size > 100_000,
    });

    expect([...kept.keys()]).toEqual(['a/algorithm.yaml', files[2]!.path]);
    expect(kept.get('a/algorithm.yaml')?.toString()).toBe('name: x\n');
    expect(kept.get(files[2]!.path)?.equals(Buffer.alloc(150_000, 'y'))).toBe(true);
  });

  it('bounds what is kept, before it reserves the memory', async () => {
    const huge = gzip(Buffer.concat([rawEntry({ size: '17777777777\0' })]));

    await expect(inspect(sourceOf(huge), { keep: () => true })).rejects.toMatchObject({ code: 'kept-too-large' });
    await expect(
      inspect(sourceOf(gzip(tar)), { keep: () => true, limits: { keptBytes: 150_009 } }),
    ).rejects.toMatchObject({
      code: 'kept-too-large',
      path: files[2]!.path,
    });
  });

  it('hands contents to sinks piece by piece and waits for them', async () => {
    const log: string[] = [];
    let busy = 0;

    await inspect(sourceOf(zstd(tar)), {
      onEntry: (path) => {
        if (path === 'v7') return undefined;
        let size = 0;
        return {
          write: async (bytes) => {
            expect(++busy).toBe(1);
            await new Promise((resolve) => setImmediate(resolve));
            size += bytes.length;
            busy--;
          },
          end: (entry) => void log.push(`${entry.path} ${size} ${entry.sha256}`),
        };
      },
    });

    expect(log).toEqual(files.slice(0, 3).map(({ path, size, sha256 }) => `${path} ${size} ${sha256}`));
  });

  it('refuses twenty thousand and one empty files by default', async () => {
    const entries = Array.from({ length: 20_001 }, (_, at) => rawEntry({ name: `f${at}` }));

    await expect(inspect(sourceOf(gzip(rawTar(...entries))))).rejects.toMatchObject({ code: 'too-many-entries' });
    await expect(inspect(sourceOf(gzip(rawTar(...entries.slice(1)))))).resolves.toMatchObject({ compression: 'gzip' });
  });

  it('takes a gzip header with a name and a comment, as the gzip program writes it', async () => {
    const bytes = gzip(tar);
    const header = Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3]);
    const rest = Buffer.from([4, 0, 1, 2, 3, 4, ...Buffer.from('a.tar\0comment\0'), 0x12, 0x34]);
    const named = Buffer.concat([header, rest, bytes.subarray(10)]);

    for (const piece of [1, 7, 65_536]) expect((await inspect(sourceOf(named, piece))).files).toEqual(files);
  });
});
