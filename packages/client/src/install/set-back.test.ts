import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { atStep, installed, TAX } from '../testing/installed-project.ts';
import { openWorkshop } from '../testing/workshop.ts';
import { writeFiles } from '../testing/wire.ts';
import { addRequirements, install, update } from './install.ts';

/** A project that has seen a registry which was set back since, to before it knew the release. */
async function setBack() {
  const shop = await installed();
  await shop.registry.publish({ name: TAX, version: '1.1.0' });
  await shop.registry.publish({ name: 'impots/extra', version: '1.0.0' });
  await update(shop.project);
  shop.registry.setBack(2);
  shop.registry.requests.length = 0;
  return { ...shop, before: readFileSync(shop.lockPath, 'utf8') };
}

type Use = (shop: Awaited<ReturnType<typeof setBack>>) => Promise<unknown>;

test.each<[string, Use]>([
  ['install with a lock', ({ project }) => install(project)],
  [
    'install of another requirement',
    ({ project, folder }) => {
      writeFiles(folder, { 'forge.json': JSON.stringify({ requirements: { 'impots/extra': '^1.0.0' } }) });
      return install(project);
    },
  ],
  ['add', ({ project }) => addRequirements(project, ['impots/extra'])],
  ['update', ({ project }) => update(project)],
])('%s notices first that the registry was set back, though it knows no version any more', async (_name, use) => {
  const shop = await setBack();

  await expect(use(shop)).rejects.toMatchObject(atStep('rollback'));

  const asked = shop.registry.requests.map(({ path }) => path);
  expect(asked.filter((path) => path === '/log/checkpoint')).toHaveLength(1);
  expect(asked).not.toContain('/api/v1/resolve');
  expect(readFileSync(shop.lockPath, 'utf8')).toBe(shop.before);
});

test('install without a lock notices it too, by what this computer has seen', async () => {
  const shop = await openWorkshop({ [TAX]: '^1.0.0' });
  await shop.registry.publish({ name: TAX, version: '1.0.0' });
  await install(shop.project);
  shop.registry.setBack(2);
  const { folder } = await openWorkshop({ [TAX]: '^1.0.0' });

  await expect(install({ ...shop.project, folder })).rejects.toMatchObject(atStep('rollback'));
});

test('a release that is published between the two questions is proved in the next tree, with one more checkpoint', async () => {
  const shop = await openWorkshop({ [TAX]: '^1.0.0' });
  await shop.registry.publish({ name: TAX, version: '1.0.0' });
  shop.registry.faults.push(async (_request, _response, { path }) => {
    if (path === '/api/v1/resolve' && shop.registry.find(TAX, '1.1.0') === undefined) {
      await shop.registry.publish({ name: TAX, version: '1.1.0' });
    }
    return false;
  });

  const { installed: fresh } = await install(shop.project);

  expect(fresh.map(({ version }) => version)).toEqual(['1.1.0']);
  expect(shop.registry.requests.filter(({ path }) => path === '/log/checkpoint')).toHaveLength(2);
});

test('one checkpoint is enough for an installation', async () => {
  const shop = await installed();

  expect(shop.registry.requests.filter(({ path }) => path === '/log/checkpoint')).toHaveLength(1);
});
