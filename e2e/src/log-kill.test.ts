import { setTimeout as pause } from 'node:timers/promises';

import { openClient, type Client } from '@national-forge/client';
import { parseLeaf, type LeafOf } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { admitAuthor } from './harness/author.ts';
import { nforgeRegistry } from './harness/operator.ts';
import { HALVES, openWitnessedClient, publishUntil, type Publisher } from './harness/publisher.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { scaled } from './harness/scale.ts';
import { fetchArchiveHash, fetchRecord, fetchVersions } from './harness/served.ts';
import { openWitness, readLeaves, type Witness } from './harness/witness.ts';
import { openWorkshop } from './harness/workshop.ts';

const KILLS = scaled(6, 300);
const AGENCIES = ['agency-0', 'agency-1', 'agency-2', 'agency-3'] as const;

const workshop = openWorkshop();

const openReader = (registry: RegistryProcess): Client =>
  openClient({ registry: registry.url, retry: { attempts: 1 }, timeouts: { connectMs: 1000 } });

/** Asks for checkpoints as fast as they come; each must be as large as the one before it. */
async function watch(reader: Client, witness: Witness, isOver: () => boolean): Promise<void> {
  for (let before = 0; !isOver();) {
    const note = await reader.checkpoint().catch(() => undefined);
    if (note === undefined) continue;
    const size = witness.see(note);
    expect(size).toBeGreaterThanOrEqual(before);
    before = size;
  }
}

const countOf = (publishers: readonly Publisher[]): number =>
  publishers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);

/** Waits for an instant that nobody chose: any of a life, or, in every other life, one soon after an acknowledgement. */
async function randomInstant(publishers: readonly Publisher[], isBusy: boolean): Promise<void> {
  if (!isBusy) return pause(50 + Math.random() * 2000);
  const before = countOf(publishers);
  const deadline = performance.now() + 20_000;
  while (countOf(publishers) === before && performance.now() < deadline) await pause(5);
  return pause(Math.random() * 500);
}

/** Lets four publishers work on a server, and kills it. */
async function oneLife(
  registry: RegistryProcess,
  { witness, publishers, isBusy }: { witness: Witness; publishers: readonly Publisher[]; isBusy: boolean },
): Promise<void> {
  let isOver = false;
  const reader = openReader(registry);
  const place = { workshop, url: registry.url, witness };
  const work = [
    watch(reader, witness, () => isOver),
    ...publishers.map((publisher) => publishUntil(publisher, place, () => isOver)),
  ];
  const outcome = Promise.all(work);
  await Promise.race([randomInstant(publishers, isBusy), outcome]);
  await registry.kill();
  isOver = true;
  await outcome;
  await reader.close();
}

/** What was acknowledged is served, with the same bytes, and its leaf stands where the receipt says. */
async function assertKept(url: string, { acknowledged }: Publisher, leaves: readonly Uint8Array[]): Promise<void> {
  for (const { name, version, releaseDigest, archive, publishedAt, publisher, log } of acknowledged) {
    const record = await fetchRecord(url, name, version);
    expect(record).toMatchObject({
      name,
      version,
      releaseDigest,
      archive,
      publishedAt,
      publisher,
      logIndex: log.index,
    });
    expect(`sha256:${await fetchArchiveHash(url, name, version)}`).toBe(archive.digest);
    expect(Buffer.from(leaves[log.index] ?? []).toString()).toBe(log.leaf);
  }
}

/** Both halves of each publish are there or none, and for each release that is shown there is exactly one leaf. */
async function assertWhole(url: string, leaves: readonly Uint8Array[]): Promise<number> {
  const parsed = leaves.map((leaf) => parseLeaf(leaf));
  const releases = parsed.filter((leaf): leaf is LeafOf<'release'> => leaf.kind === 'release');
  expect(new Set(leaves.map((leaf) => Buffer.from(leaf).toString())).size).toBe(leaves.length);
  expect(new Set(releases.map(({ name, version }) => `${name}@${version}`)).size).toBe(releases.length);
  for (const agency of AGENCIES) {
    const [left = [], right = []] = await Promise.all(HALVES.map((half) => fetchVersions(url, `${agency}/${half}`)));
    expect(left.toSorted()).toEqual(right.toSorted());
    for (const half of HALVES) {
      const logged = releases.filter(({ name }) => name === `${agency}/${half}`).map(({ version }) => version);
      expect(logged.toSorted()).toEqual(left.toSorted());
    }
  }
  return releases.length;
}

/** The last publish of each, sent once more, is answered with the receipts of the first time and adds nothing. */
async function assertRepeatable(url: string, witness: Witness, publishers: readonly Publisher[]): Promise<void> {
  for (const { author, acknowledged, last } of publishers) {
    // Who was never answered in all those lives has nothing to send again.
    if (last.length === 0) continue;
    const client = openWitnessedClient(author, { url, witness });
    const before = witness.see(await client.checkpoint());
    expect((await client.publish(last)).receipts).toEqual(acknowledged.slice(-last.length));
    expect(witness.see(await client.checkpoint())).toBe(before);
    await client.close();
  }
}

describe('kill -9 while four publishers work', () => {
  it(
    'loses nothing acknowledged, shows nothing half, and every checkpoint that anyone received stays a prefix of the log',
    async () => {
      const dataDir = workshop.folder('data');
      let registry = await startRegistry(workshop, { dataDir });
      const publishers: Publisher[] = [];
      for (const agency of AGENCIES) {
        publishers.push({
          author: await admitAuthor(registry, agency),
          acknowledged: [],
          pending: [],
          last: [],
          count: 0,
        });
      }
      const witness = await openWitness(openReader(registry));
      const starts: number[] = [];
      let proved = 0;

      for (let kill = 0; kill < KILLS; kill += 1) {
        await oneLife(registry, { witness, publishers, isBusy: kill % 2 === 1 });
        registry = await startRegistry(workshop, { dataDir });
        starts.push(registry.startMs);
        const reader = openReader(registry);
        proved += await witness.confirm(reader);
        await reader.close();
      }

      const reader = openReader(registry);
      const leaves = await readLeaves(reader);
      const acknowledged = publishers.flatMap((publisher) => publisher.acknowledged);
      expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS);
      for (const publisher of publishers) await assertKept(registry.url, publisher, leaves);
      expect(await assertWhole(registry.url, leaves)).toBeGreaterThanOrEqual(acknowledged.length);
      await assertRepeatable(registry.url, witness, publishers);
      const seen = witness.assertRoots(leaves);
      expect(seen).toBeGreaterThan(KILLS / 2);
      await reader.close();
      expect(await registry.stop()).toBe(0);
      const verified = await nforgeRegistry(dataDir, 'verify', '--json');
      expect(verified.stderr + verified.stdout).toContain('"ok":true');
      expect(verified.code).toBe(0);
      console.info(
        `${String(KILLS)} kills: ${String(acknowledged.length)} acknowledged, ${String(seen)} checkpoints seen, ` +
          `${String(proved)} proofs of consistency, ready in ≤ ${String(Math.round(Math.max(...starts)))} ms`,
      );
    },
    scaled(120_000, 3_600_000),
  );
});
