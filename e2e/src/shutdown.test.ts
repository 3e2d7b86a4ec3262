import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import type { Submission } from '@national-forge/api';
import { openClient } from '@national-forge/client';
import { formatEnvelope } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { admitAuthor } from './harness/author.ts';
import { packOffer, type Offer } from './harness/offer.ts';
import { nforgeRegistry } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { fetchArchiveHash, fetchRecord } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

const workshop = openWorkshop();

/** Far below the grace that hanging requests get at the end: who has no request running must not be waited for. */
const PROMPT = 15_000;

interface Scene {
  readonly dataDir: string;
  readonly token: string;
  readonly registry: RegistryProcess;
  readonly offers: readonly Offer[];
}

/** Starts a server to which many archives were uploaded and not yet published. */
async function prepare(): Promise<Scene> {
  const dataDir = workshop.folder('data');
  const registry = await startRegistry(workshop, { dataDir });
  const { token, signer } = await admitAuthor(registry, 'essai');
  const offers = await Promise.all(
    Array.from({ length: 16 }, (_, index) =>
      packOffer(workshop, { name: `essai/rule-${String(index)}`, version: '1.0.0' }, signer),
    ),
  );
  const client = openClient({ registry: registry.url, token });
  for (const { archive } of offers) await client.uploadBlob(archive);
  await client.close();
  return { dataDir, token, registry, offers };
}

function bodyOf({ offers }: Scene): string {
  const releases = offers.map(({ name, version, releaseDigest, archive: { digest, size }, envelope }) => ({
    ...{ name, version, releaseDigest },
    archive: { digest, size },
    envelope: JSON.parse(Buffer.from(formatEnvelope(envelope)).toString()) as object,
  }));
  return JSON.stringify({ releases });
}

const headersOf = ({ token }: Scene) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

function postReleases(scene: Scene, headers: Readonly<Record<string, string>>): Promise<Response> {
  const url = `${scene.registry.url}/api/v1/releases`;
  return fetch(url, { method: 'POST', headers: { ...headersOf(scene), ...headers }, body: bodyOf(scene) });
}

/** Sends the body once the server has said that it took the request (RFC 9110 §10.1.1); gives its status later. */
async function publishUnderWay(scene: Scene): Promise<{ readonly status: Promise<number | undefined> }> {
  const headers = { ...headersOf(scene), expect: '100-continue' };
  const sent = request(`${scene.registry.url}/api/v1/releases`, { method: 'POST', headers });
  sent.flushHeaders();
  await once(sent, 'continue');
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.end(bodyOf(scene));
  await once(sent, 'finish');
  return { status: answered.then(([answer]) => answer.resume().statusCode) };
}

async function assertPublished(url: string, offers: readonly Offer[]): Promise<void> {
  for (const { name, version, releaseDigest, archive } of offers) {
    expect(await fetchRecord(url, name, version)).toMatchObject({ releaseDigest });
    expect(`sha256:${await fetchArchiveHash(url, name, version)}`).toBe(archive.digest);
  }
}

describe('the end of a server', () => {
  it('by SIGTERM answers the publish that runs, keeps what it acknowledged and ends with 0', async () => {
    const scene = await prepare();
    const { status } = await publishUnderWay(scene);

    const exit = scene.registry.stop('SIGTERM');

    expect(await status).toBe(201);
    expect(await Promise.race([exit, pause(PROMPT, 'still waiting for idle connections')])).toBe(0);
    const next = await startRegistry(workshop, { dataDir: scene.dataDir });
    await assertPublished(next.url, scene.offers);
    await next.stop();
  });

  it('by SIGTERM finishes a publish that was acknowledged with 202', async () => {
    const scene = await prepare();
    const answer = await postReleases(scene, { prefer: 'respond-async' });
    expect(answer.status).toBe(202);

    expect(await scene.registry.stop('SIGTERM')).toBe(0);

    const next = await startRegistry(workshop, { dataDir: scene.dataDir });
    await assertPublished(next.url, scene.offers);
    await next.stop();
  });

  it('by kill -9 right after a 202 leaves the rest of the work to the next start', async () => {
    const scene = await prepare();
    const answer = await postReleases(scene, { prefer: 'respond-async' });
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as Submission;

    await scene.registry.kill();

    const next = await startRegistry(workshop, { dataDir: scene.dataDir });
    await expect.poll(() => stateOf(next.url, id, scene.token), { timeout: 30_000, interval: 100 }).toBe('published');
    await assertPublished(next.url, scene.offers);
    await next.stop();
    expect((await nforgeRegistry(scene.dataDir, 'verify', '--json')).code).toBe(0);
  });
});

async function stateOf(url: string, id: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/releases/${id}`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as Submission).state;
}
