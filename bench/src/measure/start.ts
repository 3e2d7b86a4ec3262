import { join } from 'node:path';

import { startBare } from '../children/bare.ts';
import type { ChildServer } from '../children/child-server.ts';
import { startRegistry } from '../children/registry.ts';
import { openHttpClient } from '../load/http-client.ts';
import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { AGENCY, openAgency, publishMany } from '../seed/registry-seed.ts';
import { countVersions, packSamples } from '../seed/sample-archive.ts';
import { pairwise, spreadOf } from '../statistics.ts';

/** Measures the time from spawning a server until it says that it is ready, whatever it stores. */
export async function measureStart(folder: string, scale: Scale): Promise<Section> {
  for (const count of scale.stored) await store(folder, count);
  const times = new Map<string, Start[]>();
  for (let round = 0; round < scale.starts; round += 1) {
    push(times, 'bare', await startOf(() => startBare(folder)));
    for (const count of scale.stored)
      push(times, `${count}`, await startOf(() => startRegistry(folder, dataOf(count))));
  }
  const bare = times.get('bare') ?? [];
  const figures = scale.stored.flatMap((count) => figuresOf(count, bare, times.get(`${count}`) ?? []));
  return {
    title: 'Cold start',
    method: METHOD,
    figures: [{ what: 'bare node server', spread: spreadOf(bare.map(({ ms }) => ms)), unit: 'ms' }, ...figures],
  };
}

const METHOD = `Time on the clock from \`spawn\` to the first 200 of \`/readyz\`, beside a \`node:http\` server that does nothing else; the starts
alternate. "Beyond" is what is left after 1.3 times the bare server of the same round. CPU is the time of the process
until then. The files are in the cache of the system.`;

/** Names the data folder with so many releases. */
const dataOf = (count: number): string => `stored-${count}`;

/** Releases of one algorithm. */
const EACH = 1000;

async function store(folder: string, count: number): Promise<void> {
  const server = await startRegistry(folder, dataOf(count));
  const client = openHttpClient(server.url, 8);
  try {
    const { token, signers } = await openAgency(client, join(folder, dataOf(count)));
    for (let from = 0; from < count; from += EACH) {
      const versions = countVersions(`${AGENCY}/stock-${from / EACH}`, Math.min(EACH, count - from));
      await publishMany(client, token, await packSamples(folder, signers, versions));
    }
  } finally {
    client.close();
    await server.stop();
  }
}

interface Start {
  readonly ms: number;
  readonly cpuMs: number;
}

async function startOf(start: () => Promise<ChildServer>): Promise<Start> {
  const begin = performance.now();
  const server = await start();
  const ms = performance.now() - begin;
  const { cpuMicroseconds } = await server.usage();
  await server.stop();
  return { ms, cpuMs: cpuMicroseconds / 1000 };
}

function push<T>(lists: Map<string, T[]>, name: string, value: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}

function figuresOf(count: number, bare: readonly Start[], ours: readonly Start[]): readonly Figure[] {
  const of = (starts: readonly Start[], key: keyof Start) => starts.map((start) => start[key]);
  const beyond = pairwise(of(ours, 'ms'), of(bare, 'ms'), (a, b) => a - 1.3 * b);
  const label = `${count.toLocaleString('en')} releases`;
  return [
    { what: label, spread: spreadOf(of(ours, 'ms')), unit: 'ms' },
    { what: `${label}: beyond 1.3 × bare`, spread: spreadOf(beyond), unit: 'ms', aim: { atMost: 200 }, why: WHY },
    { what: `${label}: CPU`, spread: spreadOf(of(ours, 'cpuMs')), unit: 'ms' },
  ];
}

const WHY = 'loading the modules takes the time (see CPU), not the data: it is the same with none.';
