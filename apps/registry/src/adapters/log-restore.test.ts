import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LogReceipt, Problem } from '@national-forge/api';
import {
  assertConsistency,
  assertInclusion,
  hashLeaf,
  openCheckpoint,
  parseLeaf,
  parseReleaseProof,
  parseVerifierKey,
  verifyReleaseProof,
} from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runRegistry } from '../testing/run-registry.ts';
import { publishSample } from '../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';
import { forkLogOf } from '../wiring/maintain-log.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import { systemClock as clock } from '../wiring/world.ts';

let root: string;
let original: TestRegistry;
let running: TestRegistry[];
let publisher: { readonly url: string; readonly token: string };
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nforge-restore-'));
  running = [];
  original = await serve('original', 'forge.test');
  publisher = { url: original.url, token: await original.token('essais', ['publish']) };
  await publishSample(publisher, { name: 'essais/double', runs: false });
});
afterEach(async () => {
  for (const server of running) await server.stop();
  rmSync(root, { recursive: true });
});

const at = (name: string) => join(root, name);

async function serve(name: string, origin?: string): Promise<TestRegistry> {
  const server = await startTestRegistry({ dataDir: at(name), ...(origin && { registry: { origin } }) });
  running.push(server);
  return server;
}

const command = (...args: readonly string[]) => runRegistry([...args, '--json']);
const noteOf = async (url: string) => (await fetch(`${url}/log/checkpoint`)).text();
const damagesOf = async (name: string) => (await verifyFolder({ dataDir: at(name), clock })).damages;

async function makeAgency(server: TestRegistry, name: string, seen?: string) {
  const token = await server.token(null, ['operator']);
  const header = seen === undefined ? {} : { 'nforge-checkpoint': Buffer.from(seen).toString('base64') };
  const response = await fetch(`${server.url}/api/v1/agencies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...header },
    body: JSON.stringify({ name }),
  });
  return { status: response.status, ...((await response.json()) as Partial<Problem> & { receipt?: LogReceipt }) };
}

describe('a registry that was restored', () => {
  test('answers writes with 503 and what to do, reads on, and goes on after catching up with the original', async () => {
    await command('backup', at('backup'), '--with-log-key', '--data', at('original'));
    await publishSample(publisher, { name: 'essais/double', version: '1.1.0', runs: false });
    await command('restore', at('backup'), '--data', at('restored'));
    const restored = await serve('restored');

    const refused = await makeAgency(restored, 'une');
    const caughtUp = await command('log', 'catch-up', '--from', original.url, '--data', at('restored'));

    expect(refused).toMatchObject({ status: 503, code: 'log-behind' });
    expect(refused.hint).toMatch(/catch-up/);
    expect([caughtUp.code, JSON.parse(caughtUp.stdout)]).toMatchObject([0, { ok: true, writes: 'on', archives: 1 }]);
    expect(await noteOf(restored.url)).toBe(await noteOf(original.url));
    const path = '/api/v1/algorithms/essais/double/versions/1.1.0';
    for (const suffix of ['', '/status', '/proof', '/archive']) {
      const [a, b] = await Promise.all([original, restored].map(({ url }) => fetch(url + path + suffix)));
      expect(Buffer.from(await b!.arrayBuffer()).equals(Buffer.from(await a!.arrayBuffer())), suffix).toBe(true);
    }
    expect(await makeAgency(restored, 'une')).toMatchObject({ status: 201 });
    expect(await damagesOf('restored')).toEqual([]);
  });

  test('by copying files turns its writes off as soon as a client shows what it saw later', async () => {
    cpSync(at('original'), at('by-hand'), { recursive: true });
    await publishSample(publisher, { name: 'essais/double', version: '1.1.0', runs: false });
    const seen = await noteOf(original.url);
    const copy = await serve('by-hand');

    expect(await makeAgency(copy, 'une', seen)).toMatchObject({ status: 503, code: 'log-behind' });
    expect(await makeAgency(copy, 'deux')).toMatchObject({ status: 503, code: 'log-behind' });
    expect((await fetch(`${copy.url}/api/v1/algorithms/essais/double`)).status).toBe(200);
    const again = await command('log', 'catch-up', '--from', at('original'), '--data', at('by-hand'));
    expect(again.code).toBe(0);
    expect(await makeAgency(copy, 'une', seen)).toMatchObject({ status: 201 });
  });

  test('and wrote before anybody noticed is told that only a fork goes on', async () => {
    cpSync(at('original'), at('by-hand'), { recursive: true });
    const copy = await serve('by-hand');
    await makeAgency(copy, 'une');
    await makeAgency(original, 'deux');

    expect(await makeAgency(copy, 'trois', await noteOf(original.url))).toMatchObject({ code: 'log-diverged' });
    const { code, stdout } = await command('log', 'catch-up', '--from', original.url, '--data', at('by-hand'));

    expect([code, JSON.parse(stdout)]).toMatchObject([8, { ok: false, code: 'log-diverged' }]);
    expect(await makeAgency(copy, 'trois')).toMatchObject({ status: 503, code: 'log-diverged' });
    const fork = await command('log', 'fork', '--origin', 'forge.second', '--yes', '--data', at('by-hand'));
    expect(fork.code).toBe(0);
    expect(await makeAgency(copy, 'trois')).toMatchObject({ status: 201 });
    expect(await damagesOf('by-hand')).toEqual([]);
  });
});

describe('log fork', () => {
  test('keeps the tree under a new name and key, and what was proved before is proved again', async () => {
    await command('backup', at('backup'), '--data', at('original'));
    await publishSample(publisher, { name: 'essais/double', version: '1.1.0', runs: false });
    await command('restore', at('backup'), '--data', at('restored'));
    const restored = await serve('restored');
    const before = await noteOf(restored.url);
    const oldKey = (await restored.registry.deps.log.identity()).keys[0]!.key;

    const fork = await command('log', 'fork', '--origin', 'forge.second', '--yes', '--data', at('restored'));

    const old = openCheckpoint(before, parseVerifierKey(oldKey));
    const report = JSON.parse(fork.stdout) as { key: string };
    expect([fork.code, report]).toMatchObject([
      0,
      { origin: 'forge.second', fromOrigin: 'forge.test', fromSize: old.size },
    ]);
    expect(fork.stderr).toMatch(/every client that knows this registry refuses it/);
    const logKey = parseVerifierKey(report.key);
    const { receipt } = await makeAgency(restored, 'une');
    const newest = openCheckpoint(await noteOf(restored.url), logKey);
    expect(newest.size).toBe(old.size + 2);
    const proved = await restored.registry.deps.tree.consistency({ from: old.size, to: newest.size });
    assertConsistency({ from: old, to: newest, hashes: proved! });
    const hashes = receipt!.hashes.map((hash) => Buffer.from(hash, 'base64'));
    const leafHash = hashLeaf(Buffer.from(receipt!.leaf));
    assertInclusion({ index: receipt!.index, leafHash, hashes, ...openCheckpoint(receipt!.checkpoint, logKey) });
    const proof = await fetch(`${restored.url}/api/v1/algorithms/essais/double/versions/1.0.0/proof`);
    const parsed = parseReleaseProof(new Uint8Array(await proof.arrayBuffer()));
    expect(
      verifyReleaseProof({ proof: parsed, logKey, expect: { name: 'essais/double', version: '1.0.0' } }),
    ).toBeDefined();
    expect(await damagesOf('restored')).toEqual([]);
  });

  test('names the old log, its size and its root in its leaf, and leaves one key, for its owner alone', async () => {
    const { deps } = original.registry;
    const size = (await deps.log.checkpoint()).size;
    const before = Buffer.from((await deps.tree.rootAt(size))!).toString('base64');

    const { key } = await forkLogOf({ dataDir: at('original'), clock, origin: 'forge.second' });

    const [entry] = await deps.log.leaves({ from: size, limit: 1 });
    expect(parseLeaf(entry!.bytes)).toMatchObject({
      ...{ kind: 'fork', origin: 'forge.second', key },
      ...{ fromOrigin: 'forge.test', fromSize: size, fromRoot: before },
    });
    expect(readdirSync(at('original')).filter((name) => name.startsWith('log.key'))).toEqual(['log.key']);
    expect(statSync(join(at('original'), 'log.key')).mode & 0o777).toBe(0o600);
    expect(await deps.log.status()).toBe('open');
  });

  test('asks for a new name and for --yes, and does nothing without', async () => {
    const key = readFileSync(join(at('original'), 'log.key'), 'utf8');
    const asked = await command('log', 'fork', '--origin', 'forge.second', '--data', at('original'));
    const same = await command('log', 'fork', '--origin', 'forge.test', '--yes', '--data', at('original'));
    const bad = await command('log', 'fork', '--origin', 'a b', '--yes', '--data', at('original'));
    const none = await command('log', 'fork', '--origin', 'x', '--yes', '--data', at('nowhere'));

    expect([asked.code, same.code, bad.code, none.code]).toEqual([3, 1, 2, 1]);
    expect(JSON.parse(same.stdout)).toMatchObject({ code: 'origin-invalid' });
    expect(readFileSync(join(at('original'), 'log.key'), 'utf8')).toBe(key);
    expect(existsSync(at('nowhere'))).toBe(false);
    expect(await makeAgency(original, 'une')).toMatchObject({ status: 201 });
  });

  test('killed between the commit and the key, the new key is found beside the old one', async () => {
    cpSync(join(at('original'), 'log.key'), at('old.key'));
    await forkLogOf({ dataDir: at('original'), clock, origin: 'forge.second' });
    const { key } = (await original.registry.deps.log.identity()).keys.at(-1)!;
    const [, id] = /\+([0-9a-f]{8})\+/.exec(key)!;
    cpSync(join(at('original'), 'log.key'), join(at('original'), `log.key.${id}`));
    cpSync(at('old.key'), join(at('original'), 'log.key'));

    const again = await serve('original');

    expect(await makeAgency(again, 'une')).toMatchObject({ status: 201 });
    expect(await damagesOf('original')).toEqual([]);
  });

  test('two at once leave one log, whose key is there', async () => {
    const both = await Promise.all(
      ['forge.a', 'forge.b'].map((origin) =>
        command('log', 'fork', '--origin', origin, '--yes', '--data', at('original')),
      ),
    );

    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await makeAgency(original, 'une')).toMatchObject({ status: 201 });
    expect(await damagesOf('original')).toEqual([]);
  });
});
