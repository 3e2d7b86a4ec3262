import { createLogKey } from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { atStep, installed } from '../testing/installed-project.ts';
import { readTree } from '../testing/workshop.ts';
import { readKnownLog } from './trust-folder.ts';
import { openTrust } from './session.ts';
import { trustLog } from './trust-log.ts';

/** A registry whose log has another key under the same name. */
async function rekeyed() {
  const shop = await installed();
  const honest = shop.registry.log;
  const other = honest.copy(undefined, createLogKey(honest.origin).signer);
  return { shop, honest, other };
}

test('another key of the same log is taken when a person says so', async () => {
  const { shop, honest, other } = await rekeyed();
  shop.registry.log = other;

  await expect(trustLog(shop.project)).resolves.toMatchObject({
    accepted: true,
    after: { key: other.signer.verifierKey },
  });

  expect(await readKnownLog(shop.trust, honest.origin)).toMatchObject({ key: other.signer.verifierKey });
});

test('what another process saw while the person was asked is not exchanged unseen', async () => {
  const { shop, honest, other } = await rekeyed();
  shop.registry.log = other;
  let seen: Record<string, string> = {};

  const taking = trustLog(shop.project, async () => {
    shop.registry.log = honest;
    honest.pad();
    await (await openTrust(shop.project)).remember();
    seen = readTree(shop.trust);
    return true;
  });

  await expect(taking).rejects.toMatchObject(atStep('origin', { reason: 'key' }));
  expect(readTree(shop.trust)).toEqual(seen);
});
