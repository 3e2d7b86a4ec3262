import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Receipt } from '@national-forge/api';
import { openClient, type Client } from '@national-forge/client';
import { beforeAll, describe, expect, it } from 'vitest';

import { admitAuthor, type Author } from './harness/author.ts';
import { packOffer } from './harness/offer.ts';
import { assertOk, createToken, nforgeRegistry } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { scaled } from './harness/scale.ts';
import { fetchArchiveHash, fetchRecord, fetchVersions } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

interface BackupAnswer {
  readonly ok: boolean;
  readonly releases: number;
  readonly copied: number;
  readonly copiedBytes: number;
  readonly present: number;
}

const ROUNDS = scaled(3, 30);
const workshop = openWorkshop();
const dataDir = workshop.folder('data');
let registry: RegistryProcess;
let client: Client;
let author: Author;
let count = 0;

beforeAll(async () => {
  registry = await startRegistry(workshop, { dataDir });
  author = await admitAuthor(registry, 'essai');
  client = openClient({ registry: registry.url, token: author.token });
});

async function publishNext(): Promise<readonly Receipt[]> {
  const version = `1.${String((count += 1))}.0`;
  const files = { 'notes.txt': `edition ${version}` };
  const offers = await Promise.all(
    ['essai/left', 'essai/right'].map((name) => packOffer(workshop, { name, version, files }, author.signer)),
  );
  return (await client.publish(offers)).receipts;
}

async function backUp(folder: string): Promise<BackupAnswer> {
  return JSON.parse(assertOk(await nforgeRegistry(dataDir, 'backup', folder, '--json')).stdout) as BackupAnswer;
}

function sizesOf(folder: string): Readonly<Record<string, number>> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => [join(parentPath, name), statSync(join(parentPath, name)).mtimeMs]),
  );
}

describe('backup', () => {
  it(
    'taken while publishers work is consistent: what was acknowledged before is in it, and no half of anything',
    async () => {
      const over = new AbortController();
      const receipts: Receipt[] = [];
      const work = (async () => {
        while (!over.signal.aborted) receipts.push(...(await publishNext()));
      })();
      const places: { folder: string; before: readonly Receipt[] }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const folder = workshop.folder('backup');
        const before = [...receipts];
        await backUp(folder);
        places.push({ folder, before });
      }
      over.abort();
      await work;

      for (const { folder, before } of places) {
        const restored = join(workshop.folder('place'), 'data');
        assertOk(await nforgeRegistry(restored, 'restore', folder, '--json'));
        expect((await nforgeRegistry(restored, 'verify', '--json')).code).toBe(0);
        const server = await startRegistry(workshop, { dataDir: restored });
        for (const { name, version, archive, releaseDigest } of before) {
          expect((await fetchRecord(server.url, name, version))?.releaseDigest).toBe(releaseDigest);
          expect(`sha256:${await fetchArchiveHash(server.url, name, version)}`).toBe(archive.digest);
        }
        expect(await fetchVersions(server.url, 'essai/left')).toEqual(await fetchVersions(server.url, 'essai/right'));
        await server.stop();
      }
    },
    scaled(90_000, 900_000),
  );

  it('a second time copies only what is new and leaves the older blobs untouched', async () => {
    const folder = workshop.folder('backup');
    await publishNext();
    const first = await backUp(folder);
    const before = sizesOf(join(folder, 'blobs'));
    const fresh = await publishNext();

    const second = await backUp(folder);

    expect(second).toMatchObject({ ok: true, releases: first.releases + 2, present: first.copied, copied: 2 });
    expect(second.copiedBytes).toBe(fresh.reduce((sum, { archive }) => sum + archive.size, 0));
    expect(sizesOf(join(folder, 'blobs'))).toMatchObject(before);
    expect(await backUp(folder)).toMatchObject({ copied: 0, copiedBytes: 0 });
  });

  it('restored serves the same bytes, and the tokens work there too', async () => {
    const [receipt] = await publishNext();
    const folder = workshop.folder('backup');
    await backUp(folder);
    const restored = join(workshop.folder('place'), 'data');
    assertOk(await nforgeRegistry(restored, 'restore', folder));
    const token = await createToken(dataDir, 'essai', 'publish');
    await backUp(folder);

    const server = await startRegistry(workshop, { dataDir: restored });

    const path = `/api/v1/algorithms/${receipt!.name}/versions/${receipt!.version}`;
    for (const suffix of ['', '/archive', '/files/algorithm.yaml', '/status']) {
      const [here, there] = await Promise.all(
        [registry.url, server.url].map(async (url) => (await fetch(url + path + suffix)).bytes()),
      );
      expect(Buffer.compare(here!, there!)).toBe(0);
    }
    // A token made after the backup that was restored is unknown there.
    const stranger = openClient({ registry: server.url, token });
    await expect(stranger.whoami()).rejects.toMatchObject({ exit: 4 });
    await stranger.close();
    await server.stop();
  });

  it('is never restored over anything', async () => {
    const folder = workshop.folder('backup');
    await backUp(folder);
    const others = workshop.folder('others');
    writeFileSync(join(others, 'thesis.txt'), 'ten years');

    for (const place of [dataDir, others]) {
      const { code, stderr } = await nforgeRegistry(place, 'restore', folder);
      expect(code).not.toBe(0);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }

    expect(readdirSync(others)).toEqual(['thesis.txt']);
    expect((await nforgeRegistry(dataDir, 'verify', '--json')).code).toBe(0);
  });

  it('refuses a folder that holds something else or another registry', async () => {
    const others = workshop.folder('others');
    writeFileSync(join(others, 'thesis.txt'), 'ten years');
    const { code } = await nforgeRegistry(dataDir, 'backup', others);
    expect(code).not.toBe(0);
    expect(readdirSync(others)).toEqual(['thesis.txt']);
  });
});
