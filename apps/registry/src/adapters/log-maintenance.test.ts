import { randomInt } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { startRegistry } from '../testing/run-registry.ts';
import { catchUpFolder, exportFolder } from '../wiring/maintain-log.ts';
import { backUpFolder, restoreFolder, verifyFolder } from '../wiring/maintenance.ts';
import { openStore, type Store } from './open-store.ts';
import { tablesOf } from './sqlite/audit/table-roles.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { isFullScale } from './testing/scale.ts';
import { worldOf } from './testing/world.ts';
import { changeAgency, createAgencies, testKey } from './testing/keys.ts';
import { publish } from './testing/sample.ts';

let bed: Bed;
let root: string;
let store: Store;
beforeEach(async () => {
  bed = createBed();
  root = mkdtempSync(join(tmpdir(), 'nforge-log-'));
  store = await bed.open({ origin: 'forge.test' });
});
afterEach(async () => {
  await bed.clear();
  rmSync(root, { recursive: true });
});

const at = (name: string) => join(root, name);
const openAt = (name: string) => openStore({ dataDir: at(name), clock: bed.clock });
const damagesAt = async (dataDir: string) => (await verifyFolder({ dataDir, clock: bed.clock })).damages;
const backUp = (name: string, withLogKey = false) =>
  backUpFolder({ dataDir: bed.dataDir, folder: at(name), clock: bed.clock, withLogKey });
const restoreTo = (from: string, to: string) => restoreFolder({ folder: at(from), dataDir: at(to), createdBy: 'test' });
const catchUpAt = (name: string, from = bed.dataDir) => catchUpFolder({ dataDir: at(name), clock: bed.clock, from });
const exportTo = (name: string, withBlobs = true) =>
  exportFolder({ from: bed.dataDir, out: at(name), withBlobs, clock: bed.clock });
const share = (version: string) => ({ name: 'cnss/share', version });

/** Backs up an early state, restores it with the key, and lets the original go on. */
async function fallBehind(): Promise<void> {
  await createAgencies(store, 'cnss');
  await publish(store, share('1.0.0'));
  await backUp('early', true);
  await restoreTo('early', 'restored');
  await publish(store, share('1.1.0'), share('1.2.0'));
  await publish(store, share('2.0.0'));
  const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/1', erases: 'archive,detail' as const };
  await store.ledger.commit({ ...bury, ...share('1.2.0') });
}

test('a name that moved after the backup moves what stands in no log too, when its leaf is caught up', async () => {
  const token = { kind: 'token' as const, id: 't1', hash: Buffer.alloc(32, 7), agency: 'cnss', label: 'x' };
  await createAgencies(store, 'cnss');
  const expiresAt = new Date('2030-01-01');
  await store.ledger.commit({ ...token, scopes: ['publish'], algorithms: ['cnss/share', 'cnss/new'], expiresAt });
  await publish(store, share('1.0.0'));
  await backUp('early', true);
  await restoreTo('early', 'restored');
  const rename = { kind: 'transfer' as const, from: 'cnss', to: 'caisse' };
  await changeAgency(store, { agency: 'cnss', change: rename, signers: [testKey('cnss')] });
  await catchUpAt('restored');

  const restored = await openAt('restored');
  const { algorithms, agency } = (await restored.accounts.findToken(token.hash)) ?? {};
  await restored.close();

  expect([agency, algorithms]).toEqual(['caisse', ['caisse/share', 'caisse/new']]);
  expect(await damagesAt(at('restored'))).toEqual([]);
});

describe('a backup', () => {
  test('leaves the key of the log out unless asked, and lets nobody else read it', async () => {
    await backUp('plain');
    await backUp('full', true);

    expect(existsSync(join(at('plain'), 'log.key'))).toBe(false);
    expect(statSync(join(at('full'), 'log.key')).mode & 0o777).toBe(0o600);
    await backUp('full');
    expect(existsSync(join(at('full'), 'log.key'))).toBe(false);
  });

  test('that is restored reads and does not write, with its key or without', async () => {
    await createAgencies(store, 'cnss');
    await backUp('plain');
    await backUp('full', true);
    await restoreTo('plain', 'a');
    await restoreTo('full', 'b');

    for (const name of ['a', 'b']) {
      const restored = await openAt(name);
      expect(await restored.log.status()).toBe('log-behind');
      await expect(publish(restored, share('1.0.0'))).rejects.toMatchObject({ code: 'log-behind' });
      expect((await restored.log.checkpoint()).note).toBe((await store.log.checkpoint()).note);
      await restored.close();
    }
    expect(statSync(join(at('b'), 'log.key')).mode & 0o777).toBe(0o600);
  });
});

describe('log catch-up', () => {
  test.each([
    ['a data folder', () => Promise.resolve(bed.dataDir)],
    ['an exported log', () => exportTo('export').then(() => at('export'))],
    ['a newer backup', () => backUp('late').then(() => at('late'))],
  ])('from %s makes the logs the same, with every row and document, and turns writes on', async (_, place) => {
    await fallBehind();

    const report = await catchUpAt('restored', await place());

    expect(report).toMatchObject({ origin: 'forge.test', archives: 2, writes: 'on' });
    expect(report.to - report.from).toBe(4);
    expect(publicWorld(at('restored'))).toEqual(publicWorld(bed.dataDir));
    expect(await damagesAt(at('restored'))).toEqual([]);
    const again = await openAt('restored');
    expect(await publish(again, share('3.0.0'))).toMatchObject({ ok: true });
    await again.close();
  });

  test('of a log that lacks nothing only turns writes on', async () => {
    await createAgencies(store, 'cnss');
    await backUp('early', true);
    await restoreTo('early', 'restored');

    expect(await catchUpAt('restored')).toMatchObject({ details: 0, archives: 0, writes: 'on' });
    expect(await catchUpAt('restored')).toMatchObject({ writes: 'on' });
  });

  test('says that the key is missing, and takes the rest', async () => {
    await fallBehind();
    rmSync(join(at('restored'), 'log.key'));

    expect(await catchUpAt('restored')).toMatchObject({ writes: 'log-key-missing' });
    expect(await damagesAt(at('restored'))).toEqual([]);
  });

  test('while the registry serves is seen by it at once', async () => {
    await fallBehind();
    const running = await openAt('restored');
    expect(running.documents.find('/api/v1/algorithms/cnss/share/versions/2.0.0')).toBeUndefined();
    await expect(publish(running, share('4.0.0'))).rejects.toMatchObject({ code: 'log-behind' });

    await catchUpAt('restored');

    expect(running.documents.find('/api/v1/algorithms/cnss/share/versions/2.0.0')).toBeDefined();
    expect(await publish(running, share('4.0.0'))).toMatchObject({ ok: true });
    await running.close();
    expect(await damagesAt(at('restored'))).toEqual([]);
  });

  test('killed at any instant goes on when it is run again', { timeout: 300_000 }, async () => {
    await fallBehind();
    const before = worldOf(at('restored'))['leaf'];
    for (let round = 0; round < (isFullScale() ? 40 : 4); round += 1) {
      const args = ['log', 'catch-up', '--data', at('restored'), '--from', bed.dataDir];
      const { child, ended } = startRegistry(args);
      setTimeout(() => child.kill('SIGKILL'), randomInt(300, 800));
      await ended;
      expect([before, worldOf(bed.dataDir)['leaf']]).toContainEqual(worldOf(at('restored'))['leaf']);
    }

    expect(await catchUpAt('restored')).toMatchObject({ writes: 'on' });
    expect(publicWorld(at('restored'))).toEqual(publicWorld(bed.dataDir));
    expect(await damagesAt(at('restored'))).toEqual([]);
  });

  test('by two commands at once is done once', async () => {
    await fallBehind();

    const both = await Promise.allSettled([catchUpAt('restored'), catchUpAt('restored')]);

    const reasons = both.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code));
    expect(reasons.filter((reason) => reason !== 'locked')).toContain('done');
    expect(await damagesAt(at('restored'))).toEqual([]);
  });

  test.each<[string, string, () => Promise<string>]>([
    ['another log', 'source-other-log', otherLog],
    ['a log that forked under the same key', 'log-diverged', divergedLog],
    ['a log that is behind', 'source-behind', behindLog],
    ['an edited leaf', 'source-damaged', () => editedExport(editLeaf)],
    ['other bytes of a detail', 'source-damaged', () => editedExport(editDetail)],
    ['a cut bundle', 'source-damaged', () => editedExport(cutBundle)],
    [
      'a detail that is missing',
      'source-incomplete',
      () => editedExport((folder) => rmSync(firstFile(folder, 'details'))),
    ],
    ['an archive that is missing', 'source-incomplete', () => exportTo('x', false).then(() => at('x'))],
    ['other bytes of an archive', 'source-damaged', () => editedExport(editArchives)],
    ['a checkpoint that nobody signed', 'source-other-log', () => editedExport(unsign)],
    ['no log at all', 'source-invalid', () => Promise.resolve(root)],
    ['no server', 'source-unreachable', () => Promise.resolve('http://127.0.0.1:9/')],
  ])('refuses %s with the reason, and does nothing by half', { timeout: 30_000 }, async (_, code, place) => {
    await fallBehind();
    const source = await place();
    const before = worldOf(at('restored'));

    await expect(catchUpAt('restored', source)).rejects.toMatchObject({ code });

    const { blob: _after, ...after } = worldOf(at('restored'));
    const { blob: _before, ...expected } = before;
    expect(after).toEqual(expected);
    expect(await catchUpAt('restored')).toMatchObject({ writes: 'on' });
    expect(await damagesAt(at('restored'))).toEqual([]);
  });
});

/** Gives what is in the log or follows from it, and which archives can be read. */
function publicWorld(folder: string) {
  const world = worldOf(folder);
  const names = [...tablesOf('log'), ...tablesOf('view')];
  const blobs = world['blob']?.map((line) => JSON.parse(String(line)) as Record<string, unknown>);
  const blob = blobs
    ?.filter(({ published }) => published === 1)
    .map(({ digest, size, chunks }) => ({ digest, size, chunks }));
  return { ...Object.fromEntries(names.map((name) => [name, world[name]])), blob };
}

async function otherLog(): Promise<string> {
  const other = await openStore({ dataDir: at('other'), clock: bed.clock, origin: 'forge.test' });
  await createAgencies(other, 'a', 'b', 'c', 'd', 'e', 'f');
  await other.close();
  return at('other');
}

/** A restored copy whose writes somebody turned on by hand: two logs of one key. */
async function divergedLog(): Promise<string> {
  for (const copy of ['evil', 'twin']) cpSync(at('restored'), at(copy), { recursive: true });
  await catchUpFolder({ dataDir: at('evil'), clock: bed.clock, from: at('twin'), nothingNewer: true });
  const evil = await openAt('evil');
  await createAgencies(evil, 'a', 'b', 'c', 'd');
  await evil.close();
  const restored = await catchUpAt('restored');
  expect(restored.writes).toBe('on');
  return at('evil');
}

async function behindLog(): Promise<string> {
  await catchUpAt('restored');
  return at('early');
}

async function editedExport(edit: (folder: string) => void): Promise<string> {
  await exportTo('edited');
  edit(at('edited'));
  return at('edited');
}

function firstFile(folder: string, name: string): string {
  // The newest files are those that the restored folder lacks.
  const files = readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const missing = files.map((one) => join(one.parentPath, one.name)).filter((path) => isMissing(path));
  return missing.toSorted()[0]!;
}

const isMissing = (path: string): boolean => /1\.1\.0|2\.0\.0/.test(readFileSync(path, 'latin1'));

function editLeaf(folder: string): void {
  const bundle = firstFile(folder, 'tile');
  const bytes = readFileSync(bundle);
  bytes.writeUInt8(bytes.at(-3)! ^ 1, bytes.length - 3);
  writeFileSync(bundle, bytes);
}

function cutBundle(folder: string): void {
  const bundle = firstFile(folder, 'tile');
  writeFileSync(bundle, readFileSync(bundle).subarray(0, -5));
}

const editDetail = (folder: string) => writeFileSync(firstFile(folder, 'details'), '{"evil":true}');

function editArchives(folder: string): void {
  const path = firstFile(folder, 'blobs');
  writeFileSync(path, Buffer.alloc(readFileSync(path).length));
}

function unsign(folder: string): void {
  const note = readFileSync(join(folder, 'checkpoint'), 'utf8');
  writeFileSync(join(folder, 'checkpoint'), note.replace(/\n\d+\n/, '\n9999\n'));
}
