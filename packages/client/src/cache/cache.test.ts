import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { digestOf } from '@national-forge/archive';
import { describe, expect, test } from 'vitest';

import { install } from '../install/install.ts';
import { verifyProject } from '../install/verify.ts';
import { openWorkshop, readTree, temporaryFolder } from '../testing/workshop.ts';
import { cachedPath, defaultCacheFolder, fillCache, isCached } from './cache.ts';
import { pruneCache } from './prune.ts';

const NAME = 'impots/income-tax';

async function installed() {
  const shop = await openWorkshop({ [NAME]: '^1.0.0' });
  const record = await shop.registry.publish({ name: NAME, version: '1.0.0', bulk: 50_000 });
  await install(shop.project);
  const path = cachedPath({ folder: shop.cache }, record.archive.digest);
  const again = { ...shop.project, folder: temporaryFolder() };
  const files = readTree(shop.folder);
  writeFileSync(join(again.folder, 'forge.json'), files['forge.json']!);
  writeFileSync(join(again.folder, 'forge-lock.json'), files['forge-lock.json']!);
  shop.registry.requests.length = 0;
  return { ...shop, record, path, again };
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}

describe('a damaged cache', () => {
  test.each([0, 9, 100, 5000, -1])('with a flipped byte at %d is fetched again', async (at) => {
    const { again, path, record, registry, folder } = await installed();
    flip(path, at < 0 ? record.archive.size + at : at);
    const events: string[] = [];

    await install({ ...again, locked: true, onProgress: ({ kind }) => events.push(kind) });

    expect(events).toContain('cache-damaged');
    expect(registry.requests.filter(({ path: asked }) => asked.endsWith('/archive'))).toHaveLength(1);
    expect(digestOf(readFileSync(path))).toBe(record.archive.digest);
    expect(readTree(again.folder)).toEqual(readTree(folder));
  });

  test('is an integrity error without a registry, and the damaged archive goes', async () => {
    const { again, path } = await installed();
    flip(path, 100);

    await expect(install({ ...again, client: undefined, locked: true })).rejects.toMatchObject({
      code: 'integrity',
      exit: 8,
    });

    expect(existsSync(path)).toBe(false);
    expect(existsSync(join(again.folder, 'forge_modules'))).toBe(false);
  });

  test('by truncation is not taken for an archive', async () => {
    const { again, path, record, registry } = await installed();
    writeFileSync(path, readFileSync(path).subarray(0, 10));

    await install({ ...again, locked: true });

    expect(registry.requests.filter(({ path }) => path.endsWith('/archive'))).toHaveLength(1);
    expect(statSync(path).size).toBe(record.archive.size);
  });

  test('by another sound archive in its place is found out', async () => {
    const { again, path, registry } = await installed();
    await registry.publish({ name: 'attacker/backdoor', version: '1.0.0', bulk: 50_000 });
    const other = registry.find('attacker/backdoor', '1.0.0')!.archive;
    const padded = Buffer.concat([other, Buffer.alloc(Math.max(0, statSync(path).size - other.length))]);
    writeFileSync(path, padded.subarray(0, statSync(path).size));

    await install({ ...again, locked: true });

    expect(await verifyProject({ ...again, client: undefined })).toMatchObject({ ok: true });
  });
});

describe('fillCache', () => {
  const digest = digestOf('hello');

  test('shows an archive only when it is complete, to many at once', async () => {
    const cache = { folder: temporaryFolder() };
    const archive = { digest, size: 5 };
    let started = 0;

    await Promise.all(
      Array.from({ length: 8 }, () =>
        fillCache(cache, digest, async (file) => {
          started++;
          writeFileSync(file, 'hel');
          await new Promise((resolve) => setTimeout(resolve, 5));
          if (existsSync(cachedPath(cache, digest)))
            expect(readFileSync(cachedPath(cache, digest), 'utf8')).toBe('hello');
          writeFileSync(file, 'hello');
        }),
      ),
    );

    expect(started).toBe(8);
    expect(await isCached(cache, archive)).toBe(true);
    expect(readdirSync(join(cache.folder, 'partial'))).toEqual([]);
  });

  test('keeps what a failed download left for the next one, and gives it to one only', async () => {
    const cache = { folder: temporaryFolder() };
    const fail = fillCache(cache, digest, (file) => {
      writeFileSync(file, 'hel');
      return Promise.reject(new Error('cut'));
    });
    await expect(fail).rejects.toThrow('cut');
    const found: boolean[] = [];

    await Promise.all(
      [1, 2].map(() =>
        fillCache(cache, digest, (file) => {
          found.push(existsSync(file));
          writeFileSync(file, 'hello');
          return Promise.resolve();
        }),
      ),
    );

    expect(found.toSorted()).toEqual([false, true]);
  });

  test('reports a cache that cannot be written', async () => {
    const folder = join(temporaryFolder(), 'file');
    writeFileSync(folder, '');

    await expect(fillCache({ folder }, digest, () => Promise.resolve())).rejects.toMatchObject({ code: 'file-access' });
  });
});

describe('pruneCache', () => {
  function stocked(): { folder: string; paths: string[]; now: Date } {
    const cache = { folder: temporaryFolder() };
    const now = new Date('2026-06-10T00:00:00Z');
    const paths = [0, 1, 2, 3].map((days) => {
      const path = cachedPath(cache, digestOf(String(days)));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'x'.repeat(100));
      const used = new Date(now.getTime() - days * 86_400_000);
      utimesSync(path, used, used);
      return path;
    });
    mkdirSync(join(cache.folder, 'partial'));
    writeFileSync(join(cache.folder, 'partial/old'), 'x'.repeat(7));
    utimesSync(join(cache.folder, 'partial/old'), 0, 0);
    return { ...cache, paths, now };
  }

  test('removes what was used longest ago until the rest fits, and downloads nobody continued', async () => {
    const { paths, now, ...cache } = stocked();

    const pruned = await pruneCache(cache, { maxBytes: 250, now });

    expect(pruned).toEqual({ removed: 3, removedBytes: 207, keptBytes: 200 });
    expect(paths.map((path) => existsSync(path))).toEqual([true, true, false, false]);
  });

  test('removes what nobody used for some days', async () => {
    const { paths, now, ...cache } = stocked();

    await pruneCache(cache, { maxAgeDays: 2.5, now });

    expect(paths.map((path) => existsSync(path))).toEqual([true, true, true, false]);
  });

  test('has nothing to do in a cache that was never used', async () => {
    await expect(pruneCache({ folder: join(temporaryFolder(), 'none') })).resolves.toEqual({
      removed: 0,
      removedBytes: 0,
      keptBytes: 0,
    });
  });
});

test('the folder of the cache follows XDG, then the platform', () => {
  expect(defaultCacheFolder({ XDG_CACHE_HOME: '/x' }, '/home/ali', 'linux')).toBe('/x/nforge');
  // The specification says that a relative path is to be ignored.
  expect(defaultCacheFolder({ XDG_CACHE_HOME: 'x' }, '/home/ali', 'linux')).toBe('/home/ali/.cache/nforge');
  expect(defaultCacheFolder({ LOCALAPPDATA: '/L' }, '/home/ali', 'win32')).toBe('/L/nforge/cache');
});
