import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { installed, runner, TAX } from '../testing/installed-project.ts';
import { readTree } from '../testing/workshop.ts';
import { addRequirements, install, update } from './install.ts';

const REFERENCE = 'TA-RABAT/2026-17';
const refusal = { code: 'release-tombstoned', exit: 6, params: { name: TAX, version: '1.0.0', reference: REFERENCE } };

/** A project whose release was removed by law after it was installed; its bytes are in the cache. */
async function removed() {
  const shop = await installed();
  shop.registry.find(TAX, '1.0.0')!.tombstone = REFERENCE;
  return shop;
}

test('a release that was removed by law is not put back, with --locked or without, and nothing changes', async () => {
  const shop = await removed();
  rmSync(join(shop.folder, 'forge_modules'), { recursive: true });
  const before = readTree(shop.folder);

  await expect(install({ ...shop.project, locked: true })).rejects.toMatchObject(refusal);
  await expect(install(shop.project)).rejects.toMatchObject(refusal);
  await expect(install(runner(shop))).rejects.toMatchObject({ code: 'release-tombstoned', exit: 6 });

  expect(readTree(shop.folder)).toEqual(before);
});

test('without a registry that answers it is installed from the cache, and nobody claims to know its status', async () => {
  const shop = await removed();
  rmSync(join(shop.folder, 'forge_modules'), { recursive: true });

  const result = await install({ ...shop.project, client: undefined });

  expect(result).toMatchObject({ installed: [{ name: TAX }], statusKnown: false });
});

test('an update goes on to another version, after which the project installs again', async () => {
  const shop = await removed();
  await shop.registry.publish({ name: TAX, version: '1.0.1' });
  await shop.registry.publish({ name: 'tresor/rates', version: '1.0.0' });

  expect((await update(shop.project)).lock.releases[`${TAX}@1`]?.version).toBe('1.0.1');
  await expect(install({ ...shop.project, locked: true })).resolves.toMatchObject({ warnings: [] });
  expect((await addRequirements(shop.project, ['tresor/rates'])).installed).toHaveLength(1);
});

test('an update that finds no other version names the decision', async () => {
  const shop = await removed();
  const before = readTree(shop.folder);

  await expect(update(shop.project)).rejects.toMatchObject(refusal);
  await expect(update(shop.project, [TAX])).rejects.toMatchObject(refusal);

  expect(readTree(shop.folder)).toEqual(before);
});
