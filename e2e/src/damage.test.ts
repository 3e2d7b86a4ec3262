import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { isClientError, openClient } from '@national-forge/client';
import { describe, expect, it } from 'vitest';

import { admitAuthor } from './harness/author.ts';
import { packOffer, sha256, type Offer } from './harness/offer.ts';
import { assertOk, nforgeRegistry } from './harness/operator.ts';
import { startRegistry } from './harness/registry-process.ts';
import { flipByte } from './harness/tree.ts';
import { openWorkshop } from './harness/workshop.ts';

const workshop = openWorkshop();

async function publishOne(): Promise<{ dataDir: string; url: string; offer: Offer; stop: () => Promise<number> }> {
  const dataDir = workshop.folder('data');
  const registry = await startRegistry(workshop, { dataDir });
  const { token, signer } = await admitAuthor(registry, 'essai');
  const noise = Buffer.from(
    Array.from({ length: 3000 }, (_, index) => sha256(Buffer.from(String(index)))).join(''),
    'hex',
  );
  const files = { 'data/noise.bin': noise };
  const offer = await packOffer(workshop, { name: 'essai/damaged', version: '1.0.0', files }, signer);
  const client = openClient({ registry: registry.url, token });
  await client.publish([offer]);
  await client.close();
  return { dataDir, url: registry.url, offer, stop: () => registry.stop() };
}

/** Gives the bytes of an answer; undefined when it was refused or cut before its announced end. */
async function bytesOf(address: string, headers: Record<string, string> = {}): Promise<Uint8Array | undefined> {
  const answer = await fetch(address, { headers });
  if (answer.status !== 200 && answer.status !== 206) {
    await answer.body?.cancel();
    return undefined;
  }
  return answer.bytes().catch(() => undefined);
}

const blobOf = (dataDir: string, digest: string): string => {
  const hex = digest.slice('sha256:'.length);
  return join(dataDir, 'blobs', hex.slice(0, 2), hex);
};

describe('a byte flipped in a stored blob', () => {
  it('is never served as valid, wherever it lies, whole or by range, in either form, and verify names it', async () => {
    const { dataDir, url, offer, stop } = await publishOne();
    const archive = `${url}/api/v1/algorithms/essai/damaged/versions/1.0.0/archive`;
    const addresses = [archive, `${url}/api/v1/blobs/${offer.archive.digest}`];
    const path = blobOf(dataDir, offer.archive.digest);
    for (const address of addresses) expect(sha256((await bytesOf(address))!)).toBe(sha256(offer.bytes));

    for (const at of [0, 100, Math.floor(offer.bytes.length / 2), offer.bytes.length - 1]) {
      flipByte(path, at);
      for (const address of addresses) {
        expect(await bytesOf(address)).toBeUndefined();
        const range = `bytes=${String(at)}-${String(at)}`;
        expect(await bytesOf(address, { range })).toBeUndefined();
      }
      expect(await bytesOf(archive, { accept: 'application/gzip' })).toBeUndefined();
      flipByte(path, at);
      expect(sha256((await bytesOf(archive))!)).toBe(sha256(offer.bytes));
    }

    flipByte(path, 50);
    const client = openClient({ registry: url, retry: { attempts: 1 } });
    const refusal = await client
      .downloadArchive(
        { name: offer.name, version: offer.version, ...offer.archive },
        { file: join(workshop.root, 'download') },
      )
      .catch((error: unknown) => error);
    expect(isClientError(refusal)).toBe(true);
    await client.close();
    expect(await stop()).toBe(0);
    const verified = await nforgeRegistry(dataDir, 'verify', '--json');
    expect(verified.code).toBe(8);
    expect(verified.stdout).toContain(offer.archive.digest);
  });

  it('in a single file: what is given is the file or nothing', async () => {
    const { dataDir, url, offer, stop } = await publishOne();
    flipByte(blobOf(dataDir, offer.archive.digest), Math.floor(offer.bytes.length / 2));

    const bytes = await bytesOf(`${url}/api/v1/algorithms/essai/damaged/versions/1.0.0/files/data/noise.bin`);

    expect(bytes).toBeUndefined();
    await stop();
  });

  it('is repaired by the same blob from a backup', async () => {
    const { dataDir, url, offer, stop } = await publishOne();
    const backup = workshop.folder('backup');
    assertOk(await nforgeRegistry(dataDir, 'backup', backup));
    flipByte(blobOf(dataDir, offer.archive.digest), 50);
    expect(await bytesOf(`${url}/api/v1/blobs/${offer.archive.digest}`)).toBeUndefined();
    // The damaged blob is not taken into the next backup, and the good one there stays.
    const next = await nforgeRegistry(dataDir, 'backup', backup, '--json');
    expect(JSON.parse(next.stdout)).toMatchObject({ copied: 0 });

    cpSync(blobOf(backup, offer.archive.digest), blobOf(dataDir, offer.archive.digest));

    const bytes = await bytesOf(`${url}/api/v1/algorithms/essai/damaged/versions/1.0.0/archive`);
    expect(bytes && sha256(bytes)).toBe(sha256(offer.bytes));
    await stop();
    expect((await nforgeRegistry(dataDir, 'verify', '--json')).code).toBe(0);
  });
});
