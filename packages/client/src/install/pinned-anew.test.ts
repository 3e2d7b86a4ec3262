import { createSigningKey } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import { atStep, installed, runner, TAX, type Shop } from '../testing/installed-project.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { readTree } from '../testing/workshop.ts';
import { readAgency } from '../keys/read-agency.ts';
import { trustAgency } from '../trust/trust-agency.ts';
import { trustLog } from '../trust/trust-log.ts';
import { install } from './install.ts';

describe('keys that the operator reset', () => {
  function reset({ registry }: Shop) {
    const { signer } = createSigningKey('ed25519');
    const spki = Buffer.from(signer.spki).toString('base64');
    registry.log.change('impots', { kind: 'key-reset', algorithm: 'ed25519', public: spki }, [signer]);
    registry.log.signers.set('impots', [signer]);
    return signer;
  }

  test('are refused by whoever pinned the agency, until a person trusts them; the lock is then pinned anew', async () => {
    const shop = await installed();
    const signer = reset(shop);
    await expect(install(shop.project)).rejects.toMatchObject(atStep('agency-reset', { what: 'impots' }));
    await expect(install(runner(shop))).rejects.toMatchObject(atStep('agency-reset'));

    const offer = await trustAgency(shop.project, 'impots', ({ after }) => after.keys.includes(signer.fingerprint));
    const result = await install(shop.project);

    expect(offer).toMatchObject({
      accepted: true,
      before: { epoch: 0 },
      after: { epoch: 1, keys: [signer.fingerprint] },
    });
    expect(result).toMatchObject({ lockChanged: true, installed: [] });
    expect(result.lock.agencies['impots']?.keys).toEqual([signer.fingerprint]);
    await expect(install(runner(shop))).resolves.toMatchObject({ firstUse: undefined });
  });

  test('stay refused when the person says no', async () => {
    const shop = await installed();
    reset(shop);
    const before = readTree(shop.trust);

    await expect(trustAgency(shop.project, 'impots', () => false)).resolves.toMatchObject({ accepted: false });

    expect(readTree(shop.trust)).toEqual(before);
    await expect(install(shop.project)).rejects.toMatchObject(atStep('agency-reset'));
  });
});

describe('a registry that was forked', () => {
  test('is refused at origin, until a person takes the new log; agencies stay pinned and the lock is pinned anew', async () => {
    const shop = await installed();
    const { log } = shop.registry;
    shop.registry.log = log.fork('forge.example/second');

    await expect(install(shop.project)).rejects.toMatchObject(
      atStep('origin', { expected: log.origin, actual: 'forge.example/second' }),
    );
    await expect(trustLog(shop.project)).resolves.toMatchObject({ accepted: true, isContinued: true });
    const result = await install(shop.project);

    expect(result).toMatchObject({ lockChanged: true, firstUse: undefined });
    expect(result.lock.log.origin).toBe('forge.example/second');
    await expect(install({ ...shop.project, locked: true })).resolves.toMatchObject({ lockChanged: false });
    // The names of the log are proved from the cache too, where nothing else is known.
    const away = { ...runner(shop), cache: shop.cache, client: undefined };
    await expect(install(away)).resolves.toMatchObject({ installed: [{ name: TAX }] });
    await expect(readAgency(shop.client, 'impots')).resolves.toMatchObject({ origin: 'forge.example/second' });
  });
});

describe('taking another log', () => {
  test('is refused where it is the same log at an earlier size', async () => {
    const shop = await installed();
    const { log } = shop.registry;
    shop.registry.log = log.copy(log.entries.slice(0, 2));

    await expect(trustLog(shop.project)).rejects.toMatchObject(atStep('rollback'));
  });

  test('that does not go on from what was seen forgets the agencies: they are met anew, and told', async () => {
    const shop = await installed();
    shop.registry.log = new SampleLog('forge.example/anew');
    const record = await shop.registry.publish({ name: TAX, version: '1.0.0' });
    expect(record.releaseDigest).toBe(shop.first.lock.releases[`${TAX}@1`]?.releaseDigest);

    await expect(trustLog(shop.project, () => false)).resolves.toMatchObject({ accepted: false, isContinued: false });
    await expect(install(shop.project)).rejects.toMatchObject(atStep('origin'));
    await trustLog(shop.project);
    const result = await install(shop.project);

    expect(result.firstUse).toMatchObject({ key: undefined, agencies: [{ agency: 'impots' }] });
    expect(result.lock.log.origin).toBe('forge.example/anew');
  });

  test('needs a registry', async () => {
    const shop = await installed();

    await expect(trustLog({ ...shop.project, client: undefined })).rejects.toMatchObject({ code: 'offline' });
  });
});
