import { isClientError, openClient, type Client } from '@national-forge/client';
import type { Signer } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { admitAuthor } from './harness/author.ts';
import { packOffer, sha256, type Offer } from './harness/offer.ts';
import { nforgeRegistry } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { scaled } from './harness/scale.ts';
import { fetchArchiveHash, fetchRecord, fetchVersions } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

const ROUNDS = scaled(5, 200);
const RIVALS = 16;
const NAME = 'rivals/doubler';

const workshop = openWorkshop();

function packRivals(signer: Signer, version: string): Promise<readonly Offer[]> {
  const rivals = Array.from({ length: RIVALS }, (_, rival) =>
    packOffer(
      workshop,
      { name: NAME, version, files: { 'rival.txt': `rival ${String(rival)} of ${version}` } },
      signer,
    ),
  );
  return Promise.all(rivals);
}

/** Lets all publish at once, half of them at each server; gives the winners. */
async function race(clients: readonly Client[], offers: readonly Offer[]): Promise<readonly Offer[]> {
  const outcomes = await Promise.all(
    offers.map(async (offer, index) => {
      const client = clients[index % clients.length]!;
      try {
        const { receipts } = await client.publish([offer]);
        expect(receipts.map(({ releaseDigest }) => releaseDigest)).toEqual([offer.releaseDigest]);
        return offer;
      } catch (error) {
        expect(isClientError(error) ? error.code : error).toBe('version-taken');
        return undefined;
      }
    }),
  );
  return outcomes.filter((outcome) => outcome !== undefined);
}

async function assertOneTruth(registries: readonly RegistryProcess[], winner: Offer): Promise<void> {
  for (const { url } of registries) {
    const record = await fetchRecord(url, NAME, winner.version);
    expect(record?.releaseDigest).toBe(winner.releaseDigest);
    expect(await fetchArchiveHash(url, NAME, winner.version)).toBe(sha256(winner.bytes));
  }
}

describe('sixteen publishers of one version with different content, at two servers on one data folder', () => {
  it(
    'makes exactly one of them the winner, whose bytes both servers give',
    async () => {
      const dataDir = workshop.folder('data');
      const first = await startRegistry(workshop, { dataDir });
      const { token, signer } = await admitAuthor(first, 'rivals');
      const registries = [first, await startRegistry(workshop, { dataDir })];
      const clients = registries.map(({ url }) => openClient({ registry: url, token }));

      for (let round = 1; round <= ROUNDS; round += 1) {
        const offers = await packRivals(signer, `1.0.${String(round)}`);
        const winners = await race(clients, offers);
        expect(winners).toHaveLength(1);
        await assertOneTruth(registries, winners[0]!);
      }

      for (const { url } of registries) expect(await fetchVersions(url, NAME)).toHaveLength(ROUNDS);
      await Promise.all(clients.map((client) => client.close()));
      for (const registry of registries) expect(await registry.stop()).toBe(0);
      expect((await nforgeRegistry(dataDir, 'verify', '--json')).code).toBe(0);
    },
    scaled(120_000, 3_600_000),
  );
});
