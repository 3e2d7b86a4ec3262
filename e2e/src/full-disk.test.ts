import { execFile, execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { isClientError, openClient } from '@national-forge/client';
import type { Signer } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { admitAuthor } from './harness/author.ts';
import { packOffer, sha256, type Offer } from './harness/offer.ts';
import { nforgeRegistry } from './harness/operator.ts';
import { startRegistry } from './harness/registry-process.ts';
import { scaled } from './harness/scale.ts';
import { fetchArchiveHash, fetchRecord, fetchVersions } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

const ROUNDS = scaled(3, 25);
const NAME = 'essai/disk';
const workshop = openWorkshop();

/** Mounts a small disk in memory; undefined where this user may not. */
function mountSmallDisk(): string | undefined {
  const place = workshop.folder('disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'nforge-e2e', place], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  workshop.atEnd(() => promisify(execFile)('umount', [place]));
  return place;
}

/** Fills the disk but for some bytes. */
function fill(disk: string, left: number): void {
  const ballast = join(disk, 'ballast');
  rmSync(ballast, { force: true });
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left), 1));
}

function noisy(signer: Signer, version: string): Promise<Offer> {
  const noise = Array.from({ length: 2000 }, (_, index) => sha256(Buffer.from(`${version} ${String(index)}`))).join('');
  return packOffer(workshop, { name: NAME, version, files: { 'data/noise.bin': Buffer.from(noise, 'hex') } }, signer);
}

const disk = mountSmallDisk();
if (disk === undefined) console.info('full disk: skipped, this user may not mount a tmpfs');

describe.skipIf(disk === undefined)('a disk that is full', () => {
  it(
    'is told with 507, reads go on, and publishing works again when there is room',
    async () => {
      const dataDir = join(disk!, 'data');
      await nforgeRegistry(dataDir, 'migrate');
      const registry = await startRegistry(workshop, { dataDir });
      const { token, signer } = await admitAuthor(registry, 'essai');
      const client = openClient({ registry: registry.url, token, retry: { attempts: 1 } });
      const first = await noisy(signer, '1.0.0');
      await client.publish([first]);

      for (let round = 1; round <= ROUNDS; round += 1) {
        const offer = await noisy(signer, `1.${String(round)}.0`);
        fill(disk!, round === 1 ? 0 : Math.floor(Math.random() * 150_000));
        const outcome = await client.publish([offer]).catch((error: unknown) => error);
        const published = !(outcome instanceof Error);
        if (round === 1) expect(published).toBe(false);
        if (!published) expect(isClientError(outcome) && [outcome.code, outcome.status]).toEqual(['storage-full', 507]);
        expect((await fetchRecord(registry.url, NAME, offer.version)) !== undefined).toBe(published);
        expect(await fetchArchiveHash(registry.url, NAME, '1.0.0')).toBe(sha256(first.bytes));
        expect((await fetch(`${registry.url}/api/v1/search?q=double`)).status).toBe(200);

        rmSync(join(disk!, 'ballast'));
        await client.publish([offer]);
        expect(await fetchArchiveHash(registry.url, NAME, offer.version)).toBe(sha256(offer.bytes));
      }

      expect(await fetchVersions(registry.url, NAME)).toHaveLength(ROUNDS + 1);
      await client.close();
      expect(await registry.stop()).toBe(0);
      const verified = await nforgeRegistry(dataDir, 'verify', '--json');
      expect(verified.code).toBe(0);
    },
    scaled(60_000, 600_000),
  );

  it('lets a server start as long as SQLite has room for its shared memory, else tells it in one line', async () => {
    const dataDir = join(disk!, 'data');
    fill(disk!, 300_000);
    const registry = await startRegistry(workshop, { dataDir });
    expect((await fetch(`${registry.url}/api/v1/algorithms/${NAME}/versions/1.0.0/archive`)).status).toBe(200);
    expect(await registry.stop()).toBe(0);

    fill(disk!, 0);
    const { code, stderr } = await nforgeRegistry(dataDir, 'serve', '--port', '0');

    expect(code).toBe(1);
    expect(stderr).toMatch(/^nforge-registry: [^\n]*room[^\n]*\n$/);
    rmSync(join(disk!, 'ballast'));
  });
});
