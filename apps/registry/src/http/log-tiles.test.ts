import {
  assertConsistency,
  assertInclusion,
  hashLeaf,
  parseEntryBundle,
  parseLeaf,
  readHashesFrom,
  treeRoot,
  formatTilePath,
  tileOf,
} from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fillLog } from '../testing/fill-log.ts';
import { openLogClient, type LogClient } from '../testing/log-client.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

const YEAR = 'public, max-age=31536000, immutable';

let server: TestRegistry;
let client: LogClient;
let size: number;

beforeAll(async () => {
  server = await startTestRegistry({ registry: { origin: 'forge.example.ma' } });
  client = await openLogClient(server.url);
  // Two full tiles, a partial one, and a partial one a level higher.
  await fillLog(server.registry.deps, 600);
  ({ size } = await client.checkpoint());
});
afterAll(() => server.stop());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${server.url}${path}`, { headers });

describe('GET /log/checkpoint', () => {
  it('is a note of the log in plain text that caches ask for anew, with an ETag', async () => {
    const response = await get('/log/checkpoint');
    const etag = response.headers.get('etag') ?? '';

    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'no-cache',
    ]);
    expect(await response.text()).toMatch(/^forge\.example\.ma\n601\n/);
    expect((await get('/log/checkpoint', { 'if-none-match': etag })).status).toBe(304);
  });

  it('names a new tree as soon as a write is acknowledged, under another ETag', async () => {
    const before = await get('/log/checkpoint');

    await fillLog(server.registry.deps, 1, 'more');

    const after = await get('/log/checkpoint');
    expect((await client.checkpoint()).size).toBe(size + 1);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  });
});

describe('GET /log/tile', () => {
  it('gives tiles from which anyone computes the root that was signed', async () => {
    const signed = await client.checkpoint();
    const tiles = new Map<string, Uint8Array>();
    for (const level of [0, 1]) {
      for (let index = 0; tileOf(signed.size, level, index); index++) {
        const tile = tileOf(signed.size, level, index);
        if (tile) tiles.set(formatTilePath(tile), await client.tile(signed.size, level, index));
      }
    }

    expect([...tiles.keys()]).toEqual(['0/000', '0/001', `0/002.p/${signed.size - 512}`, '1/000.p/2']);
    expect(treeRoot(signed.size, readHashesFrom(tiles, signed.size))).toEqual(signed.root);
  });

  it('gives entry bundles whose leaves have the hashes of the tiles', async () => {
    const hashes = Buffer.from(await client.tile(size, 0, 2));
    const entries = parseEntryBundle(await client.tile(size, 'entries', 2));

    expect(entries.map((entry) => Buffer.from(hashLeaf(entry)).toString('hex'))).toEqual(
      Array.from({ length: size - 512 }, (_, at) => hashes.subarray(at * 32, at * 32 + 32).toString('hex')),
    );
    expect(entries.map((entry) => parseLeaf(entry).kind)).toEqual(entries.map(() => 'agency'));
  });

  it.each(['0/000', '0/002.p/7', '1/000.p/1', 'entries/000', 'entries/002.p/1'])(
    'caches %s for a year: a wider tile has another address',
    async (path) => {
      const response = await get(`/log/tile/${path}`);

      expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
        200,
        'application/octet-stream',
        YEAR,
      ]);
      const etag = response.headers.get('etag') ?? '';
      expect((await get(`/log/tile/${path}`, { 'if-none-match': etag })).status).toBe(304);
    },
  );

  it.each([
    '0/003',
    '0/002',
    '0/002.p/200',
    '1/000',
    '1/000.p/3',
    '2/000.p/1',
    'entries/002',
    '64/000',
    '0/000.p/0',
    '0/000.p/256',
    '00/000',
    '0/0',
    '0/x000/000',
    '0/000/',
    '0/../000',
    '0/%2e%2e/x',
    '0/%30%30%30',
    '0/000%2Ep/10',
    '%30/000',
    'data/000',
    '0/-01',
    '0/x999/x999/x999/x999/x999/999',
  ])('answers 404 for %s, which no signed tree has', async (path) => {
    const response = await get(`/log/tile/${path}`);

    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });
});

describe('GET /api/v1/log/proof', () => {
  interface Proof {
    readonly leaf: string;
    readonly hashes: readonly string[];
    readonly checkpoint: string | null;
  }
  const proof = async (path: string): Promise<Proof> =>
    (await (await get(`/api/v1/log/proof/${path}`)).json()) as Proof;
  const bytesOf = (hashes: readonly string[]) => hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));

  it('inclusion proves every kind of place against the checkpoint that is signed', async () => {
    const { size: newest, root } = await client.checkpoint();

    for (const index of [0, 1, 255, 256, 511, 512, newest - 1]) {
      const { leaf, hashes, checkpoint } = await proof(`inclusion?index=${index}`);

      expect(() =>
        assertInclusion({ index, size: newest, root, leafHash: hashLeaf(Buffer.from(leaf)), hashes: bytesOf(hashes) }),
      ).not.toThrow();
      expect(checkpoint).toContain(`\n${newest}\n`);
    }
  });

  it('consistency proves earlier trees to be prefixes, with the checkpoint where that tree was signed', async () => {
    const { size: newest, root } = await client.checkpoint();
    const { tree } = server.registry.deps;

    for (const from of [1, 255, 256, 300, newest]) {
      const { hashes, checkpoint } = await proof(`consistency?from=${from}`);
      const earlier = { size: from, root: (await tree.rootAt(from)) ?? new Uint8Array() };

      expect(() =>
        assertConsistency({ from: earlier, to: { size: newest, root }, hashes: bytesOf(hashes) }),
      ).not.toThrow();
      expect(checkpoint).toContain(`\n${newest}\n`);
    }
    expect((await proof('consistency?from=1&to=300')).checkpoint).toBeNull();
  });
});

describe('the log of a registry', () => {
  it('is named by /api/v1 and /api/v1/keys alike', async () => {
    const service = (await (await get('/api/v1')).json()) as { log: object };
    const keys = (await (await get('/api/v1/keys')).json()) as { origin: string; keys: readonly object[] };

    expect(service.log).toEqual({ origin: 'forge.example.ma', key: client.verifier.key, writes: 'on' });
    expect(keys).toEqual({ origin: 'forge.example.ma', keys: [{ key: client.verifier.key, from: 0 }] });
  });

  it('shows its size and its checkpoints in the metrics', async () => {
    const metrics = await (await get('/metrics')).text();
    const { size: newest } = await client.checkpoint();

    expect(metrics).toContain(`nforge_log_size ${newest}`);
    expect(Number(/nforge_log_checkpoints_total (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(0);
    expect(metrics).toContain('nforge_log_followers 0');
  });
});
