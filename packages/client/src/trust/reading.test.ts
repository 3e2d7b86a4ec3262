import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import type { LogReceipt } from '@national-forge/api';
import { createSigningKey } from '@national-forge/transparency';
import { describe, expect, onTestFinished, test } from 'vitest';

import { openClient, type Client } from '../client.ts';
import { trueAnswers } from '../testing/log-routes.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { startSampleRegistry, type SampleRegistry } from '../testing/sample-registry.ts';
import { openWorkshop, type Workshop } from '../testing/workshop.ts';
import { findKnownLog } from './last-seen.ts';
import { trustingHooks, trustingReader } from './reading.ts';
import type { FirstUse } from './session.ts';

function receiptOf(log: SampleLog, index: number, size = log.size): LogReceipt {
  const leaf = Buffer.from(log.entries[index]?.bytes ?? []).toString();
  const hashes = log.inclusion(index, size).map((hash) => Buffer.from(hash).toString('base64'));
  return { index, leaf, hashes, checkpoint: log.checkpoint(size) };
}

const PADDING = [{ kind: 'yank', name: 'pad/ding', version: '1.0.0' }] as const;

async function desk() {
  const workshop = await openWorkshop();
  const { client, trust, cache, registry } = workshop;
  const firstUses: FirstUse[] = [];
  const means = { client, trust, cache };
  const options = { now: () => 5000, onFirstUse: (one: FirstUse) => void firstUses.push(one) };
  const hooks = trustingHooks(() => ({ ...means, registry: registry.url }), options);
  return { ...workshop, means, firstUses, hooks, reader: trustingReader(means, options) };
}

const sizeKnown = async ({ trust, registry }: Workshop): Promise<number> => {
  const known = await findKnownLog(trust, registry.url);
  return Number(known?.checkpoint.split('\n')[1] ?? 0);
};

test('the keys of another agency are not pinned as those of the one that was asked for', async () => {
  const { reader, registry, trust, firstUses } = await desk();
  registry.log.openAgency('impots');
  registry.log.openAgency('attacker');
  registry.answers = { ...trueAnswers(registry.log), agencyKeys: () => registry.log.agencyKeys('attacker') };

  await expect(reader.agencies('impots')).rejects.toMatchObject({
    params: { step: 'agency-state', reason: 'other-agency', actual: 'attacker' },
  });

  expect(existsSync(trust)).toBe(false);
  expect(firstUses).toEqual([]);
});

describe('writes', () => {
  test('remember the checkpoint of their receipt, which goes with the next write', async () => {
    const all = await desk();
    const { hooks, registry, firstUses } = all;
    const index = registry.log.pad();

    expect(await hooks.checkpoint?.('read')).toBeUndefined();
    await hooks.onReceipt?.(receiptOf(registry.log, index), PADDING);

    expect(await hooks.checkpoint?.('write')).toBe(registry.log.checkpoint());
    expect(firstUses).toMatchObject([{ origin: registry.log.origin, agencies: [] }]);
    expect(await sizeKnown(all)).toBe(2);
  });

  test('are acknowledged by an older checkpoint when they are repeated, and nothing goes back', async () => {
    const all = await desk();
    const { hooks, registry } = all;
    const index = registry.log.pad();
    const first = receiptOf(registry.log, index);
    registry.log.pad();
    await hooks.onReceipt?.(receiptOf(registry.log, 2), PADDING);

    await hooks.onReceipt?.(first, PADDING);

    expect(await sizeKnown(all)).toBe(3);
  });

  test('are refused when their receipt is of another history, or signed by another key', async () => {
    const all = await desk();
    const { hooks, registry } = all;
    registry.log.pad();
    await hooks.onReceipt?.(receiptOf(registry.log, 1), PADDING);
    const fork = registry.log.copy(registry.log.entries.slice(0, 1));
    const stranger = new SampleLog(registry.log.origin);
    const other = { ...PADDING[0], actor: 'evil', detail: `sha256:${'0'.repeat(64)}` };
    for (const log of [fork, stranger])
      for (let count = 0; count < 2; count++) log.append({ ...other, time: log.time });

    const honest = registry.log;
    registry.log = fork;
    await expect(hooks.onReceipt?.(receiptOf(fork, 2), PADDING)).rejects.toMatchObject({
      code: 'untrusted',
      exit: 8,
      params: { written: 'yes' },
    });
    registry.log = honest;
    await expect(hooks.onReceipt?.(receiptOf(stranger, 1), PADDING)).rejects.toMatchObject({
      code: 'receipt-invalid',
      params: { reason: 'checkpoint' },
    });
    expect(await sizeKnown(all)).toBe(2);
  });

  test('succeed where nothing can be remembered', async () => {
    const { means, registry, trust } = await desk();
    // A link to nowhere: reading finds nothing, writing fails, for root too.
    mkdirSync(trust);
    symlinkSync('/proc/none/logs', join(trust, 'logs'));
    const hooks = trustingHooks(() => ({ ...means, registry: registry.url }));
    const index = registry.log.pad();

    await expect(hooks.onReceipt?.(receiptOf(registry.log, index), PADDING)).resolves.toBeUndefined();
  });
});

describe('the first write under an address', () => {
  /** The same log under another address, as `localhost` is of `127.0.0.1`, for who has seen three leaves of it. */
  async function elsewhere() {
    const all = await desk();
    const { registry, means, trust, cache } = all;
    for (let count = 0; count < 2; count++) registry.log.pad();
    await trustingReader(means).accept(registry.log.checkpoint());
    const other = await startSampleRegistry(registry.log);
    onTestFinished(() => other.close());
    const client: Client = openClient({
      ...trustingHooks(() => ({ client, trust, cache, registry: other.url })),
      registry: other.url,
      token: 't',
      retry: { attempts: 1 },
    });
    onTestFinished(() => client.close());
    const written = () => other.requests.filter(({ method }) => method === 'POST');
    return { ...all, other, client, written };
  }

  test('shows what was seen of the log under other addresses, and looks once', async () => {
    const { registry, other, client, written } = await elsewhere();
    const seen = registry.log.checkpoint();
    registry.log.pad();

    for (const name of ['impots', 'eau'])
      await expect(client.createAgency(name)).rejects.toMatchObject({ code: 'route-unknown' });

    const shown = other.requests.map(({ path, headers }) => [
      path,
      Buffer.from(String(headers['nforge-checkpoint'] ?? ''), 'base64').toString(),
    ]);
    expect(shown).toEqual([
      ['/api/v1/keys', ''],
      ['/log/checkpoint', seen],
      ['/api/v1/log/proof/consistency', ''],
      ['/api/v1/agencies', registry.log.checkpoint()],
      ['/api/v1/agencies', registry.log.checkpoint()],
    ]);
    expect(written()).toHaveLength(2);
  });

  test.each<[string, string, (other: SampleRegistry) => void]>([
    ['an older log', 'rollback', (other) => other.setBack(2)],
    [
      'another history',
      'consistency',
      (other) => {
        other.log = other.log.copy(other.log.entries.slice(0, 1));
        const evil = { ...PADDING[0], actor: 'evil', detail: `sha256:${'0'.repeat(64)}` };
        for (let count = 0; count < 3; count++) other.log.append({ ...evil, time: other.log.time });
      },
    ],
    ['another key', 'origin', (other) => (other.log = new SampleLog(other.log.origin))],
  ])('is not made where the registry shows %s', async (_, step, lie) => {
    const { other, client, written } = await elsewhere();
    lie(other);

    for (let turn = 0; turn < 2; turn++)
      await expect(client.createAgency('impots')).rejects.toMatchObject({ exit: 8, params: { step } });

    expect(written()).toEqual([]);
  });

  test('is made when the registry answers again', async () => {
    const { other, client, written } = await elsewhere();
    other.faults.push((_, response) => (response.destroy(), true));
    await expect(client.createAgency('impots')).rejects.toMatchObject({ code: 'network' });
    other.faults.length = 0;

    await expect(client.createAgency('impots')).rejects.toMatchObject({ code: 'route-unknown' });

    expect(written()).toHaveLength(1);
  });
});

describe('reading agencies', () => {
  test('goes on from what is known, and tells a first use once', async () => {
    const { reader, registry, firstUses } = await desk();
    const { fingerprint } = registry.log.openAgency('eau');

    const first = await reader.agencies('eau');
    registry.log.addKey('eau');
    const second = await reader.agencies('eau');

    expect(first).toMatchObject({ origin: registry.log.origin, at: { index: 3, time: 5 }, state: { agency: 'eau' } });
    expect(second.state.keys).toHaveLength(2);
    expect(firstUses).toEqual([
      {
        origin: registry.log.origin,
        key: registry.log.signer.verifierKey,
        agencies: [{ agency: 'eau', keys: [fingerprint] }],
      },
    ]);
  });

  test('refuses keys that the operator reset', async () => {
    const { reader, registry } = await desk();
    registry.log.openAgency('eau');
    await reader.agencies('eau');
    const { signer } = createSigningKey('ed25519');
    const spki = Buffer.from(signer.spki).toString('base64');
    registry.log.change('eau', { kind: 'key-reset', algorithm: 'ed25519', public: spki }, [signer]);

    await expect(reader.agencies('eau')).rejects.toMatchObject({ params: { step: 'agency-reset' } });
  });

  test('tells who meets an agency after a reset that it was no change of its own', async () => {
    const { reader, registry, firstUses } = await desk();
    registry.log.openAgency('eau');
    const { signer } = createSigningKey('ed25519');
    const spki = Buffer.from(signer.spki).toString('base64');
    const reset = registry.log.size;
    registry.log.change('eau', { kind: 'key-reset', algorithm: 'ed25519', public: spki }, [signer]);

    await reader.agencies('eau');

    expect(firstUses).toMatchObject([{ agencies: [{ agency: 'eau', keys: [signer.fingerprint], reset }] }]);
  });
});

describe('following checkpoints', () => {
  test('takes what continues the last one and refuses a smaller or another tree', async () => {
    const all = await desk();
    const { reader, registry } = all;
    registry.log.pad();
    await reader.accept(registry.log.checkpoint());
    registry.log.pad();

    expect(await reader.accept(registry.log.checkpoint())).toMatchObject({ size: 3 });
    expect(await sizeKnown(all)).toBe(3);
    const evil = registry.log.copy(registry.log.entries.slice(0, 1));
    for (let count = 0; count < 4; count++)
      evil.append({ ...PADDING[0], time: evil.time, actor: 'evil', detail: `sha256:${'0'.repeat(64)}` });
    registry.log = evil;
    await expect(reader.accept(evil.checkpoint())).rejects.toMatchObject({ params: { step: 'consistency' } });
  });
});
