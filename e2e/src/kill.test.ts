import { setTimeout as pause } from 'node:timers/promises';

import type { Receipt } from '@national-forge/api';
import { openClient, type Client } from '@national-forge/client';
import { describe, expect, it } from 'vitest';

import { packOffer } from './harness/offer.ts';
import { createAgency, createToken, nforgeRegistry } from './harness/operator.ts';
import { startRegistry } from './harness/registry-process.ts';
import { scaled } from './harness/scale.ts';
import { fetchArchiveHash, fetchRecord, fetchVersions } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

const KILLS = scaled(6, 200);
const PUBLISHERS = [0, 1, 2, 3] as const;
/** Every publish is of these two together, so that a half of it would be seen. */
const HALVES = ['left', 'right'] as const;

const workshop = openWorkshop();
const acknowledged: Receipt[] = [];
const counters = PUBLISHERS.map(() => 0);

async function publishUntilKilled(client: Client, agency: string, isOver: () => boolean): Promise<void> {
  const index = PUBLISHERS.findIndex((one) => agency === `agency-${String(one)}`);
  while (!isOver()) {
    const version = `1.${String((counters[index] = (counters[index] ?? 0) + 1))}.0`;
    const offers = await Promise.all(
      HALVES.map((half) => {
        const files = { 'notes.txt': `${half} ${version} ${agency}`.repeat(200) };
        return packOffer(workshop, { name: `${agency}/${half}`, version, files });
      }),
    );
    // The connection breaks when the server is killed: what was not acknowledged is nobody's loss.
    const submission = await client.publish(offers).catch(() => undefined);
    acknowledged.push(...(submission?.receipts ?? []));
  }
}

/** Lets four publishers work on a server, kills it at an instant nobody chose, and gives its time to become ready. */
async function oneLife(dataDir: string, tokens: readonly string[]): Promise<number> {
  const registry = await startRegistry(workshop, { dataDir });
  let isOver = false;
  const clients = tokens.map((token) => openClient({ registry: registry.url, token, retry: { attempts: 1 } }));
  const work = clients.map((client, index) => publishUntilKilled(client, `agency-${String(index)}`, () => isOver));
  await pause(50 + Math.random() * 2000);
  await registry.kill();
  isOver = true;
  await Promise.all(work);
  await Promise.all(clients.map((client) => client.close()));
  return registry.startMs;
}

async function assertServed(url: string, receipts: readonly Receipt[]): Promise<void> {
  for (const { name, version, releaseDigest, archive, publishedAt, publisher } of receipts) {
    const record = await fetchRecord(url, name, version);
    expect(record).toMatchObject({ name, version, releaseDigest, archive, publishedAt, publisher });
    expect(`sha256:${await fetchArchiveHash(url, name, version)}`).toBe(archive.digest);
  }
}

async function assertNothingHalf(url: string): Promise<number> {
  let count = 0;
  for (const publisher of PUBLISHERS) {
    const [left = [], right = []] = await Promise.all(
      HALVES.map((half) => fetchVersions(url, `agency-${String(publisher)}/${half}`)),
    );
    expect(left.toSorted()).toEqual(right.toSorted());
    for (const half of HALVES) {
      for (const version of left) {
        const record = await fetchRecord(url, `agency-${String(publisher)}/${half}`, version);
        const hash = await fetchArchiveHash(url, `agency-${String(publisher)}/${half}`, version);
        expect(record?.archive.digest).toBe(`sha256:${hash}`);
      }
    }
    count += left.length * HALVES.length;
  }
  return count;
}

describe('kill -9 while four publishers work', () => {
  it(
    'loses nothing acknowledged and shows nothing half',
    async () => {
      const dataDir = workshop.folder('data');
      for (const publisher of PUBLISHERS) await createAgency(dataDir, `agency-${String(publisher)}`);
      const tokens = await Promise.all(
        PUBLISHERS.map((publisher) => createToken(dataDir, `agency-${String(publisher)}`, 'publish')),
      );

      const starts: number[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) starts.push(await oneLife(dataDir, tokens));

      const registry = await startRegistry(workshop, { dataDir });
      starts.push(registry.startMs);
      expect(acknowledged.length).toBeGreaterThan(KILLS);
      await assertServed(registry.url, acknowledged);
      const visible = await assertNothingHalf(registry.url);
      expect(visible).toBeGreaterThanOrEqual(acknowledged.length);
      expect(await registry.stop()).toBe(0);
      const verified = await nforgeRegistry(dataDir, 'verify', '--json');
      expect(verified.stderr + verified.stdout).toContain('"ok":true');
      expect(verified.code).toBe(0);
      const slowest = Math.round(Math.max(...starts));
      console.info(
        `${String(KILLS)} kills: ${String(acknowledged.length)} acknowledged, ready in ≤ ${String(slowest)} ms`,
      );
    },
    scaled(120_000, 3_600_000),
  );
});
