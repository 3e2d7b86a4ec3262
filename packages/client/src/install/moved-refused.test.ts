import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Resolution } from '@national-forge/api';
import { describe, expect, test } from 'vitest';

import { formatLock, parseLock, type Lock } from '../project/lock.ts';
import { findLock } from '../project/read-lock.ts';
import { atStep, installed, runner, TAX } from '../testing/installed-project.ts';
import { openWorkshop, readTree, temporaryFolder } from '../testing/workshop.ts';
import { sendJson, writeFiles } from '../testing/wire.ts';
import { addRequirements, install, update } from './install.ts';

const NEW = 'cnss/tax';

/** A registry in which an algorithm was given away, and a project that asks for it by the old name. */
async function given() {
  const shop = await openWorkshop({ [TAX]: '^1.0.0' });
  await shop.registry.publish({ name: TAX, version: '1.0.0' });
  await shop.registry.publish({ name: 'cnss/evil', version: '1.5.0' });
  const leaf = shop.registry.move(TAX, NEW);
  return { ...shop, leaf, lockPath: join(shop.folder, 'forge-lock.json') };
}

type Shop = Awaited<ReturnType<typeof given>>;

/** Exchanges what the registry resolves. */
async function lie(
  { registry, client }: Pick<Shop, 'registry' | 'client'>,
  change: (honest: Resolution) => Promise<object> | object,
): Promise<void> {
  const honest = await client.resolve({ requirements: { [TAX]: '^1.0.0' }, at: '2026-06-01' });
  const told = await change(honest);
  registry.faults.push((_request, response, { path }) => {
    if (path === '/api/v1/resolve') sendJson(response, told);
    return path === '/api/v1/resolve';
  });
}

const evil = async ({ client }: Shop) =>
  (await client.resolve({ requirements: { 'cnss/evil': '^1.0.0' }, at: '2026-06-01' })).releases[0]!;

describe('a resolution is refused that', () => {
  test('answers an old name with another algorithm, and tells of no move', async () => {
    const shop = await given();
    const release = await evil(shop);
    await lie(shop, ({ at }) => ({ at, releases: [release] }));

    await expect(install(shop.project)).rejects.toMatchObject({ code: 'protocol', params: { reason: 'unwanted' } });
  });

  test('answers an old name with another algorithm, and tells of a move that there was not', async () => {
    const shop = await given();
    const release = await evil(shop);
    await lie(shop, ({ at }) => ({
      at,
      releases: [{ ...release, requiredBy: [{ by: 'root', range: '^1.0.0' }] }],
      moved: { [TAX]: { to: 'cnss/evil', leaves: [shop.leaf] } },
    }));

    await expect(install(shop.project)).rejects.toMatchObject(atStep('moved', { reason: 'no-proof' }));
  });

  test('says of a release that it was published under another name, and that nothing leads from there', async () => {
    const shop = await given();
    await shop.registry.publish({ name: 'cnss/other', version: '1.0.0' });
    writeFiles(shop.folder, { 'forge.json': JSON.stringify({ requirements: { 'cnss/other': '^1.0.0' } }) });
    const release = await evil(shop);
    const facts = { ...release, name: 'cnss/other', version: '1.5.0', publishedAs: 'cnss/evil' };
    await lie(shop, ({ at }) => ({ at, releases: [{ ...facts, requiredBy: [{ by: 'root', range: '^1.0.0' }] }] }));

    await expect(install(shop.project)).rejects.toMatchObject({ code: 'protocol', params: { reason: 'moved' } });
  });

  test('tells of the same release under its present name, and leaves out that it had another', async () => {
    const shop = await given();
    await lie(shop, ({ at, releases, moved }) => ({
      at,
      releases: releases.map(({ publishedAs: _, ...release }) => release),
      moved,
    }));

    await expect(install(shop.project)).rejects.toMatchObject(atStep('release-digest'));
  });

  test.each([
    ['install', (shop: Shop) => addRequirements({ ...shop.project, trust: temporaryFolder() }, ['cnss/evil'])],
    ['update', (shop: Shop) => update({ ...shop.project, trust: temporaryFolder() })],
  ])('offers something under a name that moved, as the lock knows, to %s', async (_name, use) => {
    const shop = await given();
    await install(shop.project);
    const before = readTree(shop.folder);
    const release = await evil(shop);
    const slipped = { ...release, name: TAX, requiredBy: [{ by: 'root', range: '^1.0.0' }] };
    const own = { ...release, requiredBy: [{ by: 'root', range: 'latest' }] };
    const isAdding = _name === 'install';
    await lie(shop, ({ at }) => ({ at, releases: isAdding ? [slipped, own] : [slipped] }));

    await expect(use(shop)).rejects.toMatchObject(atStep('moved', { reason: 'hidden' }));
    expect(readTree(shop.folder)).toEqual(before);
  });
});

describe('what this computer knows of names', () => {
  /** Another project of the same person, without a lock. */
  const another = (shop: Shop, requirements: object) => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'forge.json': JSON.stringify({ requirements }) });
    return { ...shop.project, folder };
  };

  test('counts for every project: nothing else comes under a name that moved', async () => {
    const shop = await given();
    await install(shop.project);
    const release = await evil(shop);
    await lie(shop, ({ at }) => ({
      at,
      releases: [{ ...release, name: TAX, requiredBy: [{ by: 'root', range: '^1.0.0' }] }],
    }));

    const slipped = install(another(shop, { [TAX]: '^1.0.0' }));
    await expect(slipped).rejects.toMatchObject(atStep('moved', { reason: 'hidden' }));
    shop.registry.faults.length = 0;
    await lie(shop, ({ at, releases }) => ({
      at,
      releases: releases.map(({ publishedAs: _, ...one }) => ({ ...one, name: TAX })),
    }));
    const hidden = install(another(shop, { [TAX]: '^1.0.0' }));
    await expect(hidden).rejects.toMatchObject(atStep('moved', { reason: 'hidden' }));
  });

  test('goes on with the name: an end of the way that is hidden is missed, and an older lock stands', async () => {
    const shop = await given();
    await install(shop.project);
    const [older, short] = [
      runner(shop),
      await shop.client.resolve({ requirements: { [TAX]: '^1.0.0' }, at: '2026-06-01' }),
    ];
    shop.registry.move(NEW, 'cnss/impot');
    await update(shop.project);

    const { lockChanged } = await install({ ...older, trust: shop.trust });
    expect(lockChanged).toBe(false);
    await lie(shop, () => short);
    for (const name of [TAX, NEW]) {
      const use = install(another(shop, { [name]: '^1.0.0' }));
      await expect(use).rejects.toMatchObject(atStep('moved', { reason: 'hidden', what: NEW }));
    }
  });

  test('is one way: another one is refused before it is looked at', async () => {
    const shop = await given();
    await install(shop.project);
    const other = shop.registry.log.pad();
    await lie(shop, ({ at, releases, moved = {} }) => ({
      at,
      releases,
      moved: { [TAX]: { ...moved[TAX], leaves: [other] } },
    }));

    const use = install(another(shop, { [TAX]: '^1.0.0' }));
    await expect(use).rejects.toMatchObject(atStep('moved', { reason: 'hidden', expected: NEW }));
  });
});

test('a version that was locked keeps its content when its name moves', async () => {
  const shop = await installed();
  shop.registry.log.openAgency('cnss');
  shop.registry.move(TAX, NEW);
  const [honest] = (await shop.client.resolve({ requirements: { [TAX]: '^1.0.0' }, at: '2026-06-01' })).releases;
  const releaseDigest = `sha256:${'0'.repeat(64)}`;
  await lie(shop, (resolution) => ({ ...resolution, releases: [{ ...honest, releaseDigest }] }));

  await expect(update(shop.project)).rejects.toMatchObject({ code: 'integrity', params: { actual: releaseDigest } });
});

test('a redirect to another algorithm gives the proof of another release', async () => {
  const shop = await given();
  shop.registry.faults.push(({ url = '' }, response, { path }) => {
    if (!path.endsWith('/proof') || path.includes('evil')) return false;
    response.writeHead(308, { location: url.replace(NEW, 'cnss/evil') }).end();
    return true;
  });
  await shop.registry.publish({ name: 'cnss/evil', version: '1.0.0' });

  await expect(install(shop.project)).rejects.toMatchObject(atStep('release-digest'));
});

describe('a lock is refused', () => {
  const changed = async (edit: (lock: Lock) => void) => {
    const shop = await given();
    await install(shop.project);
    return install(runner(shop, edit));
  };

  test('that names other leaves than those of the way, or another way', async () => {
    await expect(changed(({ moved }) => moved![TAX]!.leaves.splice(0, 1, 3))).rejects.toMatchObject(
      atStep('moved', { reason: 'other-leaf' }),
    );
    const through = (lock: Lock) =>
      Object.assign(lock.moved![TAX]!, { leaves: [3, lock.moved![TAX]!.leaves[0]], via: ['cnss/part'] });
    await expect(changed(through)).rejects.toMatchObject(atStep('moved', { reason: 'other-leaf' }));
  });

  test('that names another way than the leaves give', async () => {
    const shop = await given();
    shop.registry.move(NEW, 'cnss/impot');
    await install(shop.project);
    const use = install(runner(shop, ({ moved }) => moved![TAX]!.via.splice(0, 1, 'cnss/other')));

    await expect(use).rejects.toMatchObject(atStep('moved', { reason: 'other-leaf', expected: 'cnss/other' }));
  });

  test('that says nothing of a name that a release had, or of a requirement', async () => {
    const shape = { code: 'lock-invalid', params: { reason: 'unwanted' } };
    await expect(changed((lock) => delete lock.moved)).rejects.toMatchObject(shape);
    const forget = (lock: Lock) => delete lock.releases[`${NEW}@1`]!.publishedAs;
    await expect(changed(forget)).rejects.toMatchObject(atStep('release-digest'));
  });

  test('that does not pin who gave, or who took', async () => {
    for (const agency of ['impots', 'cnss']) {
      const params = { reason: 'agency-missing', pointer: `/agencies/${agency}` };
      await expect(changed(({ agencies }) => Reflect.deleteProperty(agencies, agency))).rejects.toMatchObject({
        code: 'lock-invalid',
        params,
      });
    }
  });

  test('whose names lead elsewhere than to its releases, or from a name that it has, or that nobody says', async () => {
    const add = (from: string, to: string) => (lock: Lock) =>
      Object.assign(lock.moved!, { [from]: { to, leaves: [1], via: [] } });
    for (const edit of [add('impots/other', NEW), add(NEW, NEW), add(TAX, 'cnss/nothing')]) {
      await expect(changed(edit)).rejects.toMatchObject({ code: 'lock-invalid' });
    }
  });
});

test('a lock with moved names is written the same way every time, and one without has no word of them', async () => {
  const shop = await given();
  const { lock } = await install(shop.project);
  const text = readFileSync(shop.lockPath, 'utf8');

  expect(formatLock(parseLock(text, 'x'))).toBe(text);
  expect(text).toContain(
    `"moved": {\n    "${TAX}": {\n      "leaves": [\n        ${shop.leaf}\n      ],\n      "to": "${NEW}",`,
  );
  writeFileSync(join(shop.folder, 'forge.json'), JSON.stringify({ requirements: { 'cnss/evil': '^1.0.0' } }));
  await install(shop.project);
  expect(await findLock(shop.folder)).not.toHaveProperty('moved');
  expect(readFileSync(shop.lockPath, 'utf8')).not.toMatch(/moved|publishedAs/);
  expect(lock.moved?.[TAX]?.via).toEqual([]);
});
