import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { isClientError, openClient } from '@national-forge/client';
import { describe, expect, it } from 'vitest';

import { admitAuthor, type Author } from './harness/author.ts';
import { packOffer, sha256, type Offer } from './harness/offer.ts';
import { assertOk, nforgeRegistry } from './harness/operator.ts';
import { startRegistry } from './harness/registry-process.ts';
import { scaled } from './harness/scale.ts';
import { fetchArchiveHash, fetchRecord } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

const VERSIONS = scaled(3, 50);
const workshop = openWorkshop();

function storedBlobs(dataDir: string): readonly string[] {
  const entries = readdirSync(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `sha256:${name}`);
}

async function collect(dataDir: string, unusedFor: string): Promise<number> {
  const { stdout } = assertOk(await nforgeRegistry(dataDir, 'collect', '--unused-for', unusedFor, '--json'));
  return (JSON.parse(stdout) as { removed: number }).removed;
}

interface Scene {
  readonly dataDir: string;
  readonly url: string;
  readonly author: Author;
  stop(): Promise<number>;
}

async function openScene(): Promise<Scene> {
  const dataDir = workshop.folder('data');
  const registry = await startRegistry(workshop, { dataDir });
  const author = await admitAuthor(registry, 'essai');
  return { dataDir, author, url: registry.url, stop: () => registry.stop() };
}

/** Publishes some versions of one algorithm, each as often as it takes; counts how often an archive was gone. */
async function publishAll({ url, author }: Scene, name: string): Promise<{ offers: readonly Offer[]; gone: number }> {
  const client = openClient({ registry: url, token: author.token });
  const offers: Offer[] = [];
  let gone = 0;
  for (let version = 1; version <= VERSIONS; version += 1) {
    const release = { name, version: `${String(version)}.0.0`, files: { 'a.txt': name } };
    const offer = await packOffer(workshop, release, author.signer);
    for (let isPublished = false; !isPublished;) {
      const outcome = await client.publish([offer]).catch((error: unknown) => error);
      isPublished = !(outcome instanceof Error);
      if (isPublished) continue;
      expect(isClientError(outcome) && outcome.code).toBe('blob-missing');
      gone += 1;
    }
    offers.push(offer);
  }
  await client.close();
  return { offers, gone };
}

describe('collecting what no release refers to', () => {
  it.each([
    ['60s', 'is not noticed by any publish'],
    ['0s', 'makes a publish whole or asks for its archive again, and takes nothing of what was published'],
  ])(
    'all the time, what was not used for %s, %s',
    async (unusedFor) => {
      const scene = await openScene();
      const over = new AbortController();
      let rounds = 0;
      const collector = (async () => {
        // However fast the publishers are: twice at least.
        for (; !over.signal.aborted || rounds < 2; rounds += 1) await collect(scene.dataDir, unusedFor);
      })();

      const names = ['essai/a', 'essai/b', 'essai/c', 'essai/d'];
      const work = Promise.all(names.map((name) => publishAll(scene, name)));
      await work.catch(() => undefined);
      over.abort();
      await collector;
      const results = await work;

      expect(rounds).toBeGreaterThan(1);
      if (unusedFor === '60s') expect(results.map(({ gone }) => gone)).toEqual([0, 0, 0, 0]);
      for (const { name, version, releaseDigest, bytes } of results.flatMap(({ offers }) => offers)) {
        expect((await fetchRecord(scene.url, name, version))?.releaseDigest).toBe(releaseDigest);
        expect(await fetchArchiveHash(scene.url, name, version)).toBe(sha256(bytes));
      }
      await scene.stop();
      expect((await nforgeRegistry(scene.dataDir, 'verify', '--json')).code).toBe(0);
    },
    scaled(60_000, 900_000),
  );

  it('removes just what is left over, and who comes later sends it again', async () => {
    const scene = await openScene();
    const { dataDir, author } = scene;
    const client = openClient({ registry: scene.url, token: author.token });
    const kept = await packOffer(workshop, { name: 'essai/kept', version: '1.0.0' }, author.signer);
    const left = await packOffer(workshop, { name: 'essai/left', version: '1.0.0' }, author.signer);
    await client.uploadBlob(left.archive);
    await client.publish([kept]);
    expect(storedBlobs(dataDir).toSorted()).toEqual([kept.archive.digest, left.archive.digest].toSorted());
    expect(await collect(dataDir, '1h')).toBe(0);

    expect(await collect(dataDir, '0s')).toBe(1);

    expect(storedBlobs(dataDir)).toEqual([kept.archive.digest]);
    // Who comes later with the same bytes sends them once more.
    await client.publish([left]);
    expect(await fetchArchiveHash(scene.url, 'essai/left', '1.0.0')).toBe(sha256(left.bytes));
    await client.close();
    await scene.stop();
    expect((await nforgeRegistry(dataDir, 'verify', '--json')).code).toBe(0);
  });
});
