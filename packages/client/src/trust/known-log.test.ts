import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';

import { SampleLog } from '../testing/sample-log.ts';
import { startSampleRegistry } from '../testing/sample-registry.ts';
import { impatientClient, temporaryFolder } from '../testing/workshop.ts';
import { formatKnownLog, parseKnownLog, type KnownAgency, type KnownLog } from './known-log.ts';
import { advance } from './record.ts';
import { openTrust } from './session.ts';
import { defaultTrustFolder, findOrigin, knownLogPath, readKnownLog, rememberOrigin } from './trust-folder.ts';

const digest = fc.nat(9).map((digit) => `sha256:${String(digit).repeat(64)}`);
const agency: fc.Arbitrary<KnownAgency> = fc.record({
  leaf: fc.nat(50),
  state: digest,
  keys: fc.array(digest, { maxLength: 3 }),
  epoch: fc.nat(3),
  seen: fc.integer({ min: 1, max: 99 }),
  states: fc.array(fc.tuple(fc.nat(50), digest), { minLength: 1, maxLength: 3 }),
  text: fc.string({ maxLength: 20 }),
});
const known: fc.Arbitrary<KnownLog> = fc.record({
  origin: fc.constant('forge.example/log'),
  key: fc.constant('a key'),
  checkpoint: fc.string({ maxLength: 20 }),
  agencies: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), agency, { maxKeys: 4 }),
});

describe('what is known of a log', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(known, (one) => {
        expect(parseKnownLog(formatKnownLog(one))).toEqual(one);
      }),
    );
  });

  test('never goes back, in whatever order two processes write what they proved', () => {
    fc.assert(
      fc.property(known, known, fc.tuple(fc.nat(9), fc.nat(9)), (now, proved, [size, other]) => {
        let merged: KnownLog;
        try {
          merged = advance(now, proved, { now: size, proved: other });
        } catch (error) {
          // Two states at one leaf cannot both be true.
          expect(error).toMatchObject({ code: 'untrusted', params: { step: 'agency-state' } });
          return;
        }
        expect(merged.checkpoint).toBe(other > size ? proved.checkpoint : now.checkpoint);
        for (const [name, { leaf }] of [...Object.entries(now.agencies), ...Object.entries(proved.agencies)]) {
          expect(merged.agencies[name]?.leaf).toBeGreaterThanOrEqual(leaf);
        }
      }),
    );
  });

  test('is refused under another key', () => {
    const one: KnownLog = { origin: 'a', key: 'one', checkpoint: '', agencies: {} };

    expect(() => advance(one, { ...one, key: 'other' }, { now: 1, proved: 2 })).toThrow(
      expect.objectContaining({
        code: 'untrusted',
        params: expect.objectContaining({ step: 'origin' }) as object,
      }) as Error,
    );
  });

  test('is not forgotten when its file is damaged', async () => {
    const folder = temporaryFolder();
    const path = knownLogPath(folder, 'forge.example/log');
    mkdirSync(dirname(path), { recursive: true });
    for (const text of ['', '{', '{"origin":"other"}', 'null']) {
      writeFileSync(path, text);
      await expect(readKnownLog(folder, 'forge.example/log')).rejects.toMatchObject({ code: 'trust-invalid', exit: 1 });
    }
  });
});

describe('the folder of what is known', () => {
  test('follows XDG, then the platform', () => {
    expect(defaultTrustFolder({ XDG_STATE_HOME: '/x' }, '/home/ali', 'linux')).toBe('/x/nforge');
    expect(defaultTrustFolder({ XDG_STATE_HOME: 'x' }, '/home/ali', 'linux')).toBe('/home/ali/.local/state/nforge');
    expect(defaultTrustFolder({ LOCALAPPDATA: '/L' }, '/home/ali', 'win32')).toBe('/L/nforge/state');
  });

  test('remembers the origin behind an address', async () => {
    const folder = temporaryFolder();
    expect(await findOrigin(folder, 'https://forge.example')).toBeUndefined();

    await rememberOrigin(folder, { registry: 'https://forge.example', origin: 'forge.example/log' });

    expect(await findOrigin(folder, 'https://forge.example')).toBe('forge.example/log');
    expect(await findOrigin(folder, 'https://forge.example/other')).toBeUndefined();
  });
});

describe('processes that prove at the same time', () => {
  async function registryAt(size: number, log: SampleLog) {
    const registry = await startSampleRegistry(log.copy(log.entries.slice(0, size)));
    onTestFinished(() => registry.close());
    return impatientClient({ registry: registry.url }).client;
  }

  test('leave the newest checkpoint, readable by the user alone, and no other file', async () => {
    const log = new SampleLog();
    while (log.size < 40) log.pad();
    const trust = temporaryFolder();
    const cache = temporaryFolder();
    const clients = await Promise.all([5, 40, 17, 40, 9, 23].map((size) => registryAt(size, log)));
    const sessions = await Promise.all(clients.map((client) => openTrust({ trust, cache, client })));

    // A registry that lags cannot prove what it does not have; the others finish in any order.
    const ends = await Promise.allSettled(sessions.map((session) => session.remember()));

    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(2);
    const path = knownLogPath(trust, log.origin);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ checkpoint: log.checkpoint(40) });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(trust, 'logs'))).toHaveLength(1);
  });

  test('are told when they were shown different logs', async () => {
    const log = new SampleLog();
    const other = log.copy();
    for (const one of [log, other]) while (one.size < 8) one.pad();
    const forked = log.copy(log.entries.slice(0, 5));
    while (forked.size < 9) forked.openAgency(`a${forked.size}`);
    const means = { trust: temporaryFolder(), cache: temporaryFolder() };
    const honest = await openTrust({ ...means, client: await registryAt(8, log) });
    const evil = await openTrust({ ...means, client: await registryAt(9, forked) });
    await honest.remember();

    await expect(evil.remember()).rejects.toMatchObject({ code: 'untrusted', params: { step: 'consistency' } });

    expect(await readKnownLog(means.trust, log.origin)).toMatchObject({ checkpoint: log.checkpoint(8) });
  });
});
