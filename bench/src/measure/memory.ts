import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { pathOf } from '@national-forge/api';

import { startBare } from '../children/bare.ts';
import type { ChildServer } from '../children/child-server.ts';
import { startRegistry } from '../children/registry.ts';
import { openHttpClient } from '../load/http-client.ts';
import { sendRequests } from '../load/send-requests.ts';
import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { AGENCY, openAgency, publishMany, publishOne } from '../seed/registry-seed.ts';
import { countVersions, packSamples } from '../seed/sample-archive.ts';
import { pairwise, spreadOf } from '../statistics.ts';

const MIB = 1024 * 1024;
const DATA = 'memory';
const NAME = 'memoire';

/** Measures the memory of the server at rest and under load beside bare node:http answering the same bytes. */
export async function measureMemory(folder: string, scale: Scale): Promise<Section> {
  const documents = await fill(folder, Math.max(...scale.stored.filter((count) => count <= 1000)));
  const paths = documents.map(({ path }) => path);
  const found = { bare: [] as Memory[], registry: [] as Memory[] };
  const rounds = Math.min(3, scale.rounds);
  for (let round = 0; round < rounds; round += 1) {
    found.bare.push(await watch(await startBare(folder, documents), scale, { paths }));
    const publish = (server: ChildServer) => publishSome(folder, server, round);
    found.registry.push(await watch(await startRegistry(folder, DATA), scale, { paths, publish }));
  }
  return { title: 'Memory', method: METHOD, figures: figuresOf(found.bare, found.registry) };
}

const METHOD = `Resident memory of the process, all threads. At rest: some seconds after it was ready. Under load: the most that was seen
while 8 connections read a thousand documents in turn (all stay in the memory cache). Bare is \`node:http\` with the same
documents in a Map. After publishing: 40 further publishes, which bare node has nothing to compare with.`;

interface Memory {
  readonly idle: number;
  readonly load: number;
  readonly published: number;
}

async function fill(folder: string, count: number) {
  const server = await startRegistry(folder, DATA);
  const client = openHttpClient(server.url, 8);
  try {
    const { token, signers } = await openAgency(client, join(folder, DATA));
    const versions = countVersions(`${AGENCY}/${NAME}`, count);
    await publishMany(client, token, await packSamples(folder, signers, versions));
    const documents = [];
    for (const { version } of versions) {
      const path = pathOf('getRelease', { agency: AGENCY, name: NAME, version });
      const { body, headers } = await client.call({ path });
      documents.push({ path, body, etag: String(headers['etag']), type: String(headers['content-type']), extra: [] });
    }
    return documents;
  } finally {
    client.close();
    await server.stop();
  }
}

async function watch(
  server: ChildServer,
  scale: Scale,
  work: { readonly paths: readonly string[]; readonly publish?: (server: ChildServer) => Promise<void> },
): Promise<Memory> {
  const resident = async () => (await server.usage()).residentBytes / MIB;
  try {
    await wait(scale.idleMs);
    const idle = await resident();
    let load = 0;
    const slices = 20;
    for (let slice = 0; slice < slices; slice += 1) {
      const requests = Math.ceil(scale.memoryRequests / slices);
      await sendRequests({ url: server.url, paths: work.paths, requests, connections: 8, status: 200 });
      load = Math.max(load, await resident());
    }
    await work.publish?.(server);
    return { idle, load, published: await resident() };
  } finally {
    await server.stop();
  }
}

async function publishSome(folder: string, server: ChildServer, round: number): Promise<void> {
  const client = openHttpClient(server.url, 1);
  try {
    const agency = `${AGENCY}-${round}`;
    const { token, signers } = await openAgency(client, join(folder, DATA), { agency });
    const samples = await packSamples(folder, signers, countVersions(`${agency}/apres`, 40));
    for (const sample of samples) await publishOne(client, token, sample);
  } finally {
    client.close();
  }
}

function figuresOf(bare: readonly Memory[], ours: readonly Memory[]): readonly Figure[] {
  const of = (memories: readonly Memory[], key: keyof Memory) => memories.map((memory) => memory[key]);
  const more = (key: keyof Memory) => spreadOf(pairwise(of(ours, key), of(bare, key), (a, b) => a - b));
  return [
    { what: 'bare at rest', spread: spreadOf(of(bare, 'idle')), unit: 'MiB' },
    { what: 'ours at rest', spread: spreadOf(of(ours, 'idle')), unit: 'MiB' },
    { what: 'at rest: ours less bare', spread: more('idle'), unit: 'MiB', aim: { atMost: 20 }, why: WHY_IDLE },
    { what: 'bare under load', spread: spreadOf(of(bare, 'load')), unit: 'MiB' },
    { what: 'ours under load', spread: spreadOf(of(ours, 'load')), unit: 'MiB' },
    { what: 'under load: ours less bare', spread: more('load'), unit: 'MiB', aim: { atMost: 60 }, why: WHY_LOAD },
    { what: 'ours after publishing', spread: spreadOf(of(ours, 'published')), unit: 'MiB' },
  ];
}

const WHY_IDLE =
  'the modules take some 20 MiB of heap, and what node reserved for young objects while loading them stays reserved.';
const WHY_LOAD =
  'the cached documents, their rows and the garbage of a young heap that node has no reason yet to shrink.';
