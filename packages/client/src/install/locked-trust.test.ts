import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createLogKey, createSigningKey } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import type { Lock } from '../project/lock.ts';
import { atStep, installed, runner, TAX } from '../testing/installed-project.ts';
import { startSampleRegistry } from '../testing/sample-registry.ts';
import { writeFiles } from '../testing/wire.ts';
import { impatientClient, readTree, temporaryFolder } from '../testing/workshop.ts';
import { addRequirements, install, update } from './install.ts';

describe('a first use', () => {
  test('is told with the key of the log and the fingerprints of the agency, once', async () => {
    const { first, registry, project } = await installed();
    const [signer] = registry.log.signers.get('impots') ?? [];

    expect(first.firstUse).toEqual({
      origin: registry.log.origin,
      key: registry.log.signer.verifierKey,
      agencies: [{ agency: 'impots', keys: [signer?.fingerprint] }],
    });
    expect((await install(project)).firstUse).toBeUndefined();

    await registry.publish({ name: 'tresor/rates', version: '1.0.0' });
    expect((await addRequirements(project, ['tresor/rates'])).firstUse).toMatchObject({
      key: undefined,
      agencies: [{ agency: 'tresor' }],
    });
  });

  test('never happens with --locked: a fresh runner takes everything from the lock, byte for byte', async () => {
    const shop = await installed();
    const fresh = runner(shop);
    writeFileSync(join(fresh.folder, 'forge-lock.json'), readFileSync(shop.lockPath));
    shop.registry.log.pad();

    const result = await install(fresh);

    expect(result).toMatchObject({ firstUse: undefined, lockChanged: false });
    expect(readFileSync(join(fresh.folder, 'forge-lock.json'))).toEqual(readFileSync(shop.lockPath));
    expect(shop.registry.requests.map(({ path }) => path)).toContain('/api/v1/log/proof/consistency');
    const warm = { ...fresh, folder: temporaryFolder(), client: undefined, trust: temporaryFolder() };
    writeFiles(warm.folder, { 'forge.json': readTree(fresh.folder)['forge.json'] ?? '' });
    writeFileSync(join(warm.folder, 'forge-lock.json'), readFileSync(shop.lockPath));
    await expect(install(warm)).resolves.toMatchObject({ statusKnown: false });
  });
});

describe('a lock that was tampered with', () => {
  const ZERO = `sha256:${'0'.repeat(64)}`;
  const stranger = createSigningKey('ed25519').signer.fingerprint;

  test.each<[string, string, (lock: Lock) => void]>([
    ['another log', 'origin', (lock) => (lock.log = { ...lock.log, origin: 'evil.example/log' })],
    [
      'the key of another log',
      'origin',
      (lock) => (lock.log.key = createLogKey('evil.example/log').signer.verifierKey),
    ],
    ['another key', 'checkpoint, lock', (lock) => (lock.log.key = createLogKey(lock.log.origin).signer.verifierKey)],
    [
      'a checkpoint nobody signed',
      'checkpoint, lock',
      (lock) => (lock.log.checkpoint = lock.log.checkpoint.replace('\n4\n', '\n3\n')),
    ],
    ['another state of the agency', 'agency-state, lock', (lock) => (lock.agencies['impots']!.state = ZERO)],
    ['a state at another leaf', 'agency-state, lock', (lock) => (lock.agencies['impots']!.leaf = 1)],
    ['a state of the future', 'agency-rollback', (lock) => (lock.agencies['impots']!.leaf = 99)],
    [
      'keys that the agency does not have',
      'agency-state, lock',
      (lock) => (lock.agencies['impots']!.keys = [stranger]),
    ],
    ['another place in the log', 'inclusion, lock', (lock) => (lock.releases[`${TAX}@1`]!.logIndex = 2)],
    ['another content', 'release-digest, lock', (lock) => (lock.releases[`${TAX}@1`]!.releaseDigest = ZERO)],
  ])('to hold %s is refused at %s by a fresh runner', async (_title, where, edit) => {
    const [step = '', source] = where.split(', ');
    const shop = await installed();
    const fresh = runner(shop, edit);

    await expect(install(fresh)).rejects.toMatchObject(atStep(step, source === undefined ? {} : { source }));

    expect(readTree(fresh.trust)).toEqual({});
  });

  test('to hold another key for a log that this machine knows is refused at origin', async () => {
    const shop = await installed();
    const { signer } = createLogKey(shop.registry.log.origin);
    const forged = shop.registry.log.copy(undefined, signer);
    const fresh = runner(shop, (lock) => {
      lock.log.key = signer.verifierKey;
      lock.log.checkpoint = forged.checkpoint();
    });
    // The whole registry may lie with it: this machine knows the log.
    shop.registry.log = forged;

    await expect(install({ ...fresh, trust: shop.trust })).rejects.toMatchObject(atStep('origin'));
    await expect(install({ ...fresh, trust: shop.trust, client: undefined })).rejects.toMatchObject(atStep('origin'));
  });

  test('to leave an agency out, or to name one too many, is invalid', async () => {
    const shop = await installed();
    const without = runner(shop, (lock) => (lock.agencies = {}));
    const more = runner(shop, (lock) => (lock.agencies['tresor'] = lock.agencies['impots']!));

    await expect(install(without)).rejects.toMatchObject({
      code: 'lock-invalid',
      params: { reason: 'agency-missing' },
    });
    await expect(install(more)).rejects.toMatchObject({ code: 'lock-invalid', params: { reason: 'agency-unwanted' } });
  });

  test('that a preview wrote is refused by its format', async () => {
    const shop = await installed();
    const fresh = runner(shop, (lock) => Object.assign(lock, { lockVersion: 0 }));

    await expect(install(fresh)).rejects.toMatchObject({ code: 'lock-version', params: { found: 0, supported: 1 } });
  });
});

describe('a history of keys in the cache', () => {
  test('that goes on behind the state which the lock pins is not believed, and fetched again', async () => {
    const shop = await installed();
    const { log } = shop.registry;
    const { state } = shop.first.lock.agencies['impots']!;
    const path = Object.keys(readTree(shop.cache)).find((one) => one.endsWith(`${state.slice(7)}.json`)) ?? '';
    const file = join(shop.cache, path);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { steps: object[] };
    const elsewhere = log.copy();
    elsewhere.addKey('impots');
    const { bytes, envelope } = elsewhere.entries[log.size]!;
    const [leaf, signed] = [bytes, envelope ?? bytes].map((one) => Buffer.from(one).toString());
    writeFileSync(
      file,
      JSON.stringify({ ...kept, steps: [...kept.steps, { index: log.size, leaf, envelope: signed }] }),
    );
    const fresh = { ...runner(shop), cache: shop.cache };

    await expect(install({ ...fresh, client: undefined })).rejects.toMatchObject(atStep('agency-state'));
    await expect(install(fresh)).resolves.toMatchObject({ lockChanged: false });

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(kept);
  });
});

describe('an old lock', () => {
  test('is installed where newer checkpoints were seen, as long as it is of the same history', async () => {
    const shop = await installed();
    const fresh = runner(shop);
    await shop.registry.publish({ name: 'tresor/rates', version: '1.0.0' });
    await addRequirements(shop.project, ['tresor/rates']);
    const trusting = { ...fresh, trust: shop.trust };

    await expect(install(trusting)).resolves.toMatchObject({ lockChanged: false });
    await expect(install({ ...trusting, cache: shop.cache, client: undefined })).resolves.toMatchObject({
      statusKnown: false,
    });
  });

  test('is refused when a key that signed it was revoked from before its release', async () => {
    const shop = await installed();
    const { log } = shop.registry;
    const [first] = log.signers.get('impots') ?? [];
    const second = log.addKey('impots');
    log.change('impots', { kind: 'key-revoke', key: first?.fingerprint ?? '', from: 3 }, [second]);

    await expect(install(runner(shop))).rejects.toMatchObject(atStep('signatures', { reason: 'signer-revoked' }));
  });

  test('is installed after the agency changed its keys, and the next release is proved by the new ones', async () => {
    const shop = await installed();
    const { log } = shop.registry;
    const [first] = log.signers.get('impots') ?? [];
    const second = log.addKey('impots', 'ml-dsa-44');
    log.change('impots', { kind: 'key-revoke', key: first?.fingerprint ?? '', from: null }, [second]);
    log.signers.set('impots', [second]);
    await shop.registry.publish({ name: TAX, version: '1.1.0' });

    await expect(install(runner(shop))).resolves.toMatchObject({ firstUse: undefined });
    const { lock } = await update(shop.project);
    expect(lock.releases[`${TAX}@1`]?.version).toBe('1.1.0');
    expect(lock.agencies['impots']?.keys).toEqual([second.fingerprint]);
  });
});

describe('a mirror', () => {
  test('is trusted by the origin of its log, and refused when it lags behind what was seen', async () => {
    const shop = await installed();
    const mirror = await startSampleRegistry(shop.registry.log);
    const { client } = impatientClient({ registry: mirror.url });
    await mirror.close();
    const other = await startSampleRegistry(shop.registry.log.copy());
    const mirrored = { ...shop.project, client: impatientClient({ registry: other.url }).client };
    rmSync(join(shop.folder, 'forge_modules'), { recursive: true });

    await expect(install({ ...mirrored, client })).resolves.toMatchObject({ statusKnown: false });
    await expect(install(mirrored)).resolves.toMatchObject({ firstUse: undefined });
    shop.registry.log.pad();
    await install(shop.project);
    await expect(install(mirrored)).rejects.toMatchObject(atStep('rollback'));
    await other.close();
  });
});
