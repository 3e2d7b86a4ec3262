import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { gzip, rawEntry, rawTar, sourceOf } from './testing/raw-tar.ts';
import { inScratch, writeTree } from './testing/scratch.ts';
import { unpack } from './unpack.ts';

const archive = gzip(
  rawTar(
    rawEntry({ name: 'empty/', type: '5' }),
    rawEntry({ name: 'a/b/c.txt', content: 'hello' }),
    rawEntry({ name: 'large', content: Buffer.alloc(200_000, 'x') }),
    rawEntry({ name: 'nothing' }),
  ),
);
const source = () => sourceOf(archive, 100);

describe('Unpacking', () => {
  it('writes the files, and only them', () =>
    inScratch(async (scratch) => {
      const target = join(scratch, 'deep/er/target');

      const inspection = await unpack(source(), target);

      expect(readdirSync(target, { recursive: true }).map(String).sort()).toEqual(
        ['a', join('a', 'b'), join('a', 'b', 'c.txt'), 'large', 'nothing'].sort(),
      );
      expect(readFileSync(join(target, 'a/b/c.txt'), 'utf8')).toBe('hello');
      expect(statSync(join(target, 'large')).size).toBe(200_000);
      expect(inspection.files.map(({ path }) => path)).toEqual(['a/b/c.txt', 'large', 'nothing']);
      expect(readdirSync(join(scratch, 'deep/er'))).toEqual(['target']);
    }));

  it.skipIf(process.platform === 'win32')(
    'gives files mode 0644 and folders 0755, less the umask and nothing more',
    () =>
      inScratch(async (scratch) => {
        const mode = (path: string) => statSync(join(scratch, path)).mode & 0o777;
        for (const [umask, file, folder] of [
          [0o000, 0o644, 0o755],
          [0o077, 0o600, 0o700],
        ] as const) {
          const name = `target-${umask}`;
          const before = process.umask(umask);
          await unpack(source(), join(scratch, name)).finally(() => process.umask(before));

          expect(['a/b/c.txt', 'large', 'nothing'].map((path) => mode(`${name}/${path}`))).toEqual([file, file, file]);
          expect(['', 'a', 'a/b'].map((path) => mode(`${name}/${path}`))).toEqual([folder, folder, folder]);
        }
      }),
  );

  it.each([
    ['a folder', (target: string) => mkdirSync(target)],
    ['a file', (target: string) => writeFileSync(target, 'mine')],
    ['a link to nowhere', (target: string) => symlinkSync('/nowhere', target)],
  ])('refuses a target that is %s, and reads nothing', (_, occupy) =>
    inScratch(async (scratch) => {
      const target = join(scratch, 'target');
      occupy(target);
      let read = 0;
      const counting = (async function* () {
        for await (const chunk of source()) {
          read += chunk.length;
          yield chunk;
        }
      })();

      await expect(unpack(counting, target)).rejects.toMatchObject({ code: 'target-exists', path: target });
      expect(read).toBe(0);
      expect(readdirSync(scratch)).toEqual(['target']);
    }),
  );

  it.each([
    ['an empty folder', (target: string) => mkdirSync(target)],
    ['a folder with something in it', (target: string) => void writeTree(target, { mine: '' })],
    ['a file', (target: string) => writeFileSync(target, 'mine')],
  ])('loses to %s that appears meanwhile', (_, occupy) =>
    inScratch(async (scratch) => {
      const target = join(scratch, 'target');
      const late = (async function* () {
        yield* source();
        occupy(target);
      })();

      await expect(unpack(late, target)).rejects.toMatchObject({ code: 'target-exists' });
      expect(readdirSync(scratch)).toEqual(['target']);
      expect(existsSync(join(target, 'large'))).toBe(false);
    }),
  );

  it('shows nothing at the target before it is complete, and works where only the user may enter', () =>
    inScratch(async (scratch) => {
      const target = join(scratch, 'target');
      const seen: string[] = [];
      const watched = (async function* () {
        for await (const chunk of source()) {
          yield chunk;
          const fresh = readdirSync(scratch);
          seen.push(...fresh);
          if (process.platform !== 'win32')
            expect(fresh.map((name) => lstatSync(join(scratch, name)).mode & 0o777)).toEqual([0o700]);
        }
      })();

      await unpack(watched, target);

      expect(seen.length).toBeGreaterThan(0);
      expect(seen).not.toContain('target');
    }));

  it.each([1, 300, archive.length - 1])(
    'leaves nothing when the source fails after %i bytes, and passes its error on',
    (bytes) =>
      inScratch(async (scratch) => {
        const failure = new Error('the line went down');
        const failing = (async function* () {
          yield* sourceOf(archive.subarray(0, bytes));
          throw failure;
        })();

        await expect(unpack(failing, join(scratch, 'target'))).rejects.toBe(failure);
        expect(readdirSync(scratch)).toEqual([]);
      }),
  );

  it.each([0, 3, 400])('ends when told although the source is silent after %i bytes, and frees it', (bytes) =>
    inScratch(async (scratch) => {
      const silent = new Readable({ read: () => undefined });
      if (bytes > 0) silent.push(archive.subarray(0, bytes));
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error('enough')), 20);

      await expect(unpack(silent, join(scratch, 'target'), { signal: stop.signal })).rejects.toThrow('enough');
      expect(readdirSync(scratch)).toEqual([]);
      expect(silent.destroyed).toBe(true);
    }),
  );

  it('hands the files to a sink as well, and stops when the sink fails', () =>
    inScratch(async (scratch) => {
      const onEntry = (path: string) => ({
        write: () => {
          if (path === 'large') throw new Error('not this one');
        },
      });

      await expect(unpack(source(), join(scratch, 'target'), { onEntry })).rejects.toThrow('not this one');
      expect(readdirSync(scratch)).toEqual([]);
    }));

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('passes an error of the disk on as it is', () =>
    inScratch(async (scratch) => {
      mkdirSync(join(scratch, 'closed'), { mode: 0o500 });

      await expect(unpack(source(), join(scratch, 'closed/target'))).rejects.toMatchObject({ code: 'EACCES' });
    }),
  );
});
