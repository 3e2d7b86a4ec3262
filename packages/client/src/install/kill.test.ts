import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { assertWhole } from '../testing/assert-whole.ts';
import { writeFiles } from '../testing/wire.ts';
import { openWorkshop, type Workshop } from '../testing/workshop.ts';
import { install } from './install.ts';
import { verifyProject } from './verify.ts';

const ROUNDS = process.env['NFORGE_TEST_SCALE'] === 'full' ? 200 : 3;
const TAX = 'impots/income-tax';
const RATES = 'tresor/rates';
const CHILD = fileURLToPath(new URL('../testing/install-forever.ts', import.meta.url));

async function killDuringInstalls(
  { registry, folder, cache, trust }: Workshop,
  states: readonly string[],
): Promise<void> {
  const flags = ['--conditions=@national-forge/source', '--no-warnings'];
  const child = spawn(process.execPath, [...flags, CHILD, registry.url, folder, cache, trust, ...states], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  await sleep(Math.random() * 60);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test(`an install that is killed leaves nothing half done, ${ROUNDS} times`, { timeout: ROUNDS * 20_000 }, async () => {
  const shop = await openWorkshop({});
  const releases = [
    { name: RATES, version: '1.0.0', bulk: 300_000 },
    { name: RATES, version: '2.0.0', bulk: 200_000 },
    { name: TAX, version: '1.0.0', dependencies: { [RATES]: '^1' } },
    { name: TAX, version: '2.0.0', dependencies: { [RATES]: '^2' } },
    { name: 'geo/ndvi', version: '1.0.0', dependencies: { [RATES]: '^1' } },
  ];
  const records = [];
  for (const release of releases) records.push(await shop.registry.publish(release));
  const digests = new Set(records.map(({ releaseDigest }) => releaseDigest));
  const states = [{ [TAX]: '^1' }, { [TAX]: '^2', 'geo/ndvi': '*' }, { [RATES]: '*', 'geo/ndvi': '^1' }].map(
    (requirements) => JSON.stringify({ requirements }),
  );

  for (let round = 0; round < ROUNDS; round++) {
    await killDuringInstalls(shop, states);
    await assertWhole(shop.folder, digests);
  }

  // forge.json is written by the child itself and may be torn: that is not what is tested here.
  writeFiles(shop.folder, { 'forge.json': states[1] ?? '' });
  await install(shop.project);
  expect(await verifyProject({ ...shop.project, client: undefined })).toMatchObject({ ok: true });
  expect(readdirSync(join(shop.folder, 'forge_modules')).sort()).toEqual([
    '.files',
    'geo',
    'impots',
    'index.json',
    'tresor',
  ]);
  expect(readdirSync(shop.folder).sort()).toEqual(['forge-lock.json', 'forge.json', 'forge_modules']);
});

test('two installs at once give a whole one, one after the other', async () => {
  const shop = await openWorkshop({ [TAX]: '^1' });
  await shop.registry.publish({ name: TAX, version: '1.0.0' });

  const results = await Promise.all([install(shop.project), install(shop.project), install(shop.project)]);

  expect(results.map(({ installed }) => installed.length).toSorted()).toEqual([0, 0, 1]);
  expect(await verifyProject({ ...shop.project, client: undefined })).toMatchObject({ ok: true });
});
