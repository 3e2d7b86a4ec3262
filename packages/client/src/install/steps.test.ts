import { cpSync, promises, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { assertWhole } from '../testing/assert-whole.ts';
import { openWorkshop, readTree, temporaryFolder } from '../testing/workshop.ts';
import { install } from './install.ts';

const FULL = process.env['NFORGE_TEST_SCALE'] === 'full';
const TAX = 'impots/income-tax';
const RATES = 'tresor/rates';
const CHANGES = ['rename', 'rm', 'rmdir', 'mkdir', 'writeFile', 'link', 'open'] as const;

/** Calls back before each change of the file system that the code under test makes through `node:fs/promises`. */
function beforeEachChange(callback: (change: string) => void): () => void {
  const real = Object.fromEntries(CHANGES.map((name) => [name, promises[name]]));
  const restore = (): void => {
    Object.assign(promises, real);
    syncBuiltinESMExports();
  };
  for (const name of CHANGES) {
    const call = promises[name] as (...args: unknown[]) => unknown;
    Object.assign(promises, {
      [name]: (...args: unknown[]) => {
        callback(name);
        return call.apply(promises, args);
      },
    });
  }
  syncBuiltinESMExports();
  onTestFinished(restore);
  return restore;
}

test('before every single change that an install makes to the disk the project is whole, and mends from there', async () => {
  const shop = await openWorkshop({ [TAX]: '^1' });
  const digests = new Set<string>();
  for (const release of [
    { name: RATES, version: '1.0.0' },
    { name: RATES, version: '2.0.0' },
    { name: TAX, version: '1.0.0', dependencies: { [RATES]: '^1' } },
    { name: TAX, version: '2.0.0', dependencies: { [RATES]: '^2' } },
    { name: 'geo/ndvi', version: '1.0.0' },
  ]) {
    digests.add((await shop.registry.publish(release)).releaseDigest);
  }
  await install(shop.project);
  writeFileSync(join(shop.folder, 'forge.json'), JSON.stringify({ requirements: { [TAX]: '^2', 'geo/ndvi': '*' } }));
  const snapshots: string[] = [];
  const album = temporaryFolder();

  const restore = beforeEachChange((change) => {
    const snapshot = join(album, `${snapshots.length}-${change}`);
    cpSync(shop.folder, snapshot, { recursive: true });
    snapshots.push(snapshot);
  });
  await install(shop.project);
  restore();

  const whole = readTree(shop.folder);
  expect(snapshots.length).toBeGreaterThan(30);
  const before = readFileSync(join(album, '0-mkdir/forge-lock.json'), 'utf8');
  for (const [index, folder] of snapshots.entries()) {
    await assertWhole(folder, digests);
    // Until the lock changes, only the folders for work differ: some of these steps stand for the others.
    const isPreparing = readFileSync(join(folder, 'forge-lock.json'), 'utf8') === before;
    if (isPreparing && index % 10 !== 0 && !FULL) continue;
    // Its holder is this process, which lives; the takeover from a dead one has its own test.
    rmSync(join(folder, 'forge_modules/.lock'), { force: true });
    await install({ ...shop.project, folder });
    expect(readTree(folder)).toEqual(whole);
  }
});
