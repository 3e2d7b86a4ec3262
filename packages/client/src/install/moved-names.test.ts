import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { parseLock } from '../project/lock.ts';
import { parseIndex } from '../project/index-file.ts';
import { installed, runner, TAX } from '../testing/installed-project.ts';
import { sendJson } from '../testing/wire.ts';
import { openWorkshop } from '../testing/workshop.ts';
import { addRequirements, install, update } from './install.ts';
import { outdated } from './outdated.ts';
import { verifyProject } from './verify.ts';

const NEW = 'cnss/tax';

/** A project that asks for an algorithm by the name that it had, and has never seen the registry. */
async function late(requirements: Readonly<Record<string, string>> = { [TAX]: '^1.0.0' }) {
  const shop = await openWorkshop(requirements);
  await shop.registry.publish({ name: TAX, version: '1.0.0' });
  await shop.registry.publish({ name: 'cnss/part', version: '1.0.0', dependencies: { [TAX]: '^1.0.0' } });
  const leaf = shop.registry.move(TAX, NEW);
  return { ...shop, leaf, lockPath: join(shop.folder, 'forge-lock.json') };
}

const lockIn = (folder: string) => {
  const path = join(folder, 'forge-lock.json');
  return parseLock(readFileSync(path, 'utf8'), path);
};
const indexIn = (folder: string) => parseIndex(readFileSync(join(folder, 'forge_modules/index.json'), 'utf8'));

test('an old name in forge.json installs the algorithm under its present name, and code finds it by both', async () => {
  const { project, folder, leaf } = await late();

  const { moved, installed: fresh } = await install(project);

  expect(moved).toEqual([{ from: TAX, to: NEW, leaves: [leaf] }]);
  expect(fresh.map(({ path }) => path)).toEqual([NEW]);
  expect(readFileSync(join(folder, 'forge.json'), 'utf8')).toContain(TAX);
  expect(indexIn(folder)).toMatchObject({ aliases: { [TAX]: NEW }, modules: { [NEW]: { name: NEW, direct: true } } });
  const lock = lockIn(folder);
  expect(lock.moved).toEqual({ [TAX]: { to: NEW, leaves: [leaf], via: [] } });
  expect(lock.releases[`${NEW}@1`]).toMatchObject({ version: '1.0.0', publishedAs: TAX });
  expect(Object.keys(lock.agencies).sort()).toEqual(['cnss', 'impots']);
});

test('the present name in forge.json installs what was published under the old one', async () => {
  const { project, folder, leaf } = await late({ [NEW]: '^1.0.0' });

  const { moved } = await install(project);

  expect(moved).toEqual([{ from: TAX, to: NEW, leaves: [leaf] }]);
  expect(lockIn(folder).releases[`${NEW}@1`]).toMatchObject({ publishedAs: TAX });
  expect((await verifyProject(project)).ok).toBe(true);
});

test('a dependency that says the old name gets the module of the present one', async () => {
  const { project, folder } = await late({ 'cnss/part': '^1.0.0', [NEW]: '^1.0.0' });

  await install(project);

  expect(indexIn(folder)?.modules['cnss/part']?.dependencies).toEqual({ [TAX]: NEW });
});

test('both names in one project are one algorithm', async () => {
  const { project, folder } = await late({ [TAX]: '^1.0.0', [NEW]: '^1.0.0' });

  const { installed: fresh } = await install(project);

  expect(fresh).toHaveLength(1);
  expect(lockIn(folder).releases[`${NEW}@1`]?.requiredBy).toEqual([{ by: 'root', range: '^1.0.0' }]);
});

test('a lock with moved names is proved on a machine that has never seen the registry, and then without it', async () => {
  const shop = await late();
  await install(shop.project);
  const elsewhere = runner(shop);

  const { moved, firstUse } = await install(elsewhere);
  expect([moved.length, firstUse]).toEqual([1, undefined]);

  await shop.registry.close();
  const { client: _, ...offline } = elsewhere;
  rmSync(join(elsewhere.folder, 'forge_modules'), { recursive: true });
  expect((await install(offline)).installed).toHaveLength(1);
  rmSync(elsewhere.trust, { recursive: true });
  expect((await install(offline)).kept).toHaveLength(1);
});

test('a lock from before the move goes on as it stands; update writes the present names', async () => {
  const shop = await installed();
  shop.registry.log.openAgency('cnss');
  const leaf = shop.registry.move(TAX, NEW);
  const before = readFileSync(shop.lockPath, 'utf8');

  const again = await install({ ...shop.project, locked: true });
  const elsewhere = await install(runner(shop));
  expect([again.lockChanged, again.moved, elsewhere.installed.length]).toEqual([false, [], 1]);
  expect(readFileSync(shop.lockPath, 'utf8')).toBe(before);

  await shop.registry.publish({ name: NEW, version: '1.1.0' });
  const raised = await update(shop.project);
  expect(raised.moved).toEqual([{ from: TAX, to: NEW, leaves: [leaf] }]);
  expect(Object.keys(lockIn(shop.folder).releases)).toEqual([`${NEW}@1`]);
  expect(raised.removed).toEqual(['impots']);
});

test('an agency that was renamed is no new one, under whichever name it is asked for', async () => {
  const shop = await installed();
  const leaf = shop.registry.move('impots', 'dgi');
  await shop.registry.publish({ name: 'dgi/extra', version: '1.0.0' });

  const again = await install(runner(shop));
  const { moved, firstUse, requirements } = await addRequirements(shop.project, ['dgi/extra']);

  expect([again.firstUse, firstUse]).toEqual([undefined, undefined]);
  expect(moved).toEqual([{ from: TAX, to: 'dgi/income-tax', leaves: [leaf] }]);
  expect(requirements).toEqual({ [TAX]: '^1.0.0', 'dgi/extra': '^1.0.0' });
  expect(Object.keys(lockIn(shop.folder).agencies)).toEqual(['dgi', 'impots']);
  expect((await install(runner(shop))).installed).toHaveLength(2);
});

test('a name that moved twice, once with its whole agency, is proved step by step', async () => {
  const shop = await late();
  const second = shop.registry.move('cnss', 'caisse');
  const third = shop.registry.move('caisse/tax', 'caisse/impot');

  const { moved } = await install(shop.project);

  expect(moved).toEqual([{ from: TAX, to: 'caisse/impot', leaves: [shop.leaf, second, third] }]);
  expect(lockIn(shop.folder).moved?.[TAX]?.via).toEqual([NEW, 'caisse/tax']);
  expect((await install(runner(shop))).firstUse).toBeUndefined();
});

test('an algorithm is added by its old name, which forge.json keeps', async () => {
  const shop = await late({});

  const { requirements } = await addRequirements(shop.project, [TAX]);

  expect(requirements).toEqual({ [TAX]: '^1.0.0' });
  expect((await install({ ...shop.project, locked: true })).lockChanged).toBe(false);
  await expect(update(shop.project, [NEW])).resolves.toMatchObject({ requirements });
});

test('a successor that moved is told by the name that it has now', async () => {
  const shop = await installed();
  const deprecated = { reason: 'old', successor: 'impots/next', successorMovedTo: 'dgi/next' };
  const { registry } = shop;
  const honest = await shop.client.resolve({ requirements: { [TAX]: '^1.0.0' }, at: '2026-06-01' });
  const status = { name: TAX, version: '1.0.0', yanked: null, tombstoned: null, logIndex: 1 };
  const since = '2026-02-01T00:00:00Z';
  registry.faults.push((_request, response, { path }) => {
    if (path.endsWith('/status')) sendJson(response, { ...status, deprecated: { ...deprecated, since } });
    else if (path === '/api/v1/resolve') {
      sendJson(response, { ...honest, releases: honest.releases.map((release) => ({ ...release, deprecated })) });
    } else return false;
    return true;
  });

  const told = [(await install(shop.project)).warnings, (await update(shop.project)).warnings];
  const [line] = await outdated(shop.project);

  expect(told.map(([warning]) => warning?.successor)).toEqual(['dgi/next', 'dgi/next']);
  expect(line?.successor).toBe('dgi/next');
});

test('what is out of date is told by the name in forge.json, with the present one', async () => {
  const shop = await installed();
  shop.registry.log.openAgency('cnss');
  shop.registry.move(TAX, NEW);
  await shop.registry.publish({ name: NEW, version: '1.2.0' });

  expect(await outdated(shop.project)).toMatchObject([
    { name: TAX, presentName: NEW, current: '1.0.0', wanted: '1.2.0', latest: '1.2.0' },
  ]);
});
