import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createLogKey } from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';
import { runRegistry } from '../testing/run-registry.ts';
import { catchUpFolder, exportFolder, rebuildFolderFrom } from '../wiring/maintain-log.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import { openStore } from './open-store.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { publish } from './testing/sample.ts';
import { makeHistory } from './testing/varied-history.ts';
import { worldOf } from './testing/world.ts';

let bed: Bed;
let root: string;
let server: TestRegistry;
let key: string;
beforeAll(async () => {
  bed = createBed();
  root = mkdtempSync(join(tmpdir(), 'nforge-copy-'));
  const store = await bed.open({ origin: 'forge.test' });
  await makeHistory(bed, store);
  key = (await store.log.identity()).keys.at(-1)!.key;
  await store.close();
  server = await startTestRegistry({ dataDir: bed.dataDir });
  await exportFolder({ from: bed.dataDir, out: at('export'), withBlobs: true, clock: bed.clock });
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
  await bed.clear();
});

const at = (name: string) => join(root, name);
const rebuildAt = (name: string, from: string, expected?: string) =>
  rebuildFolderFrom({ dataDir: at(name), from, key: expected, clock: bed.clock });

/** Lists the address of everything public: documents, files of the log, details, archives, proofs, searches. */
function publicPaths(): readonly string[] {
  const world = worldOf(bed.dataDir);
  const rows = (table: string) =>
    world[table]!.map((line) => JSON.parse(String(line)) as Record<string, string | number>);
  const documents = rows('document').map((row) => String(row['key']));
  const versions = documents.filter((path) => /\/versions\/[^/]+$/.test(path));
  const names = rows('algorithm').map(({ name }) => `/api/v1/algorithms/${name}`);
  const size = rows('leaf').length;
  return [
    ...documents,
    ...versions.flatMap((path) => [`${path}/proof`, `${path}/archive`, `${path}/files/algorithm.yaml`]),
    ...versions.map((path) => `${path}/proof?size=${size - 1}`),
    ...names.map((path) => `${path}/dependents`),
    ...rows('detail').map(({ digest }) => `/api/v1/blobs/${digest}`),
    ...rows('blob').map(({ digest }) => `/api/v1/blobs/${digest}`),
    ...rows('agency').flatMap(({ name }) => [`/api/v1/agencies/${name}`, `/api/v1/agencies/${name}/keys`]),
    ...rows('leaf').map((_, index) => `/api/v1/log/proof/inclusion?index=${index}`),
    ...rows('leaf').map((_, index) => `/api/v1/log/proof/consistency?from=${index + 1}`),
    ...['', 'impot', 'ضريبة', 'share', 'بارم'].flatMap((q) => [`/api/v1/search?q=${q}`, `/api/v1/suggest?q=${q}`]),
    ...['kind=rule', 'agency=cnss', 'status=stable&limit=1'].map((query) => `/api/v1/search?${query}`),
    ...['/log/checkpoint', `/log/tile/entries/000.p/${size}`, `/log/tile/0/000.p/${size}`, '/api/v1/keys'],
    ...['/api/v1/agencies', '/api/v1/log/entries?from=0', '/api/v1/resolve?require=cnss/share%40%5E1.0.0'],
  ];
}

async function answersOf(url: string, paths: readonly string[]) {
  const answers = new Map<string, string>();
  for (const path of paths) {
    const response = await fetch(url + path);
    const body = Buffer.from(await response.arrayBuffer());
    const text = response.status < 400 ? body.toString('hex') : (JSON.parse(body.toString()) as { code: string }).code;
    answers.set(path, `${response.status} ${response.headers.get('etag') ?? ''} ${text}`);
  }
  return answers;
}

let original: Promise<ReadonlyMap<string, string>> | undefined;

/** Gives what the original answers at every public address: asked once, for nobody writes to it. */
const originalAnswers = () => (original ??= answersOf(server.url, publicPaths()));

describe('rebuild --from', () => {
  test.each([
    ['an exported log', () => at('export')],
    ['an address', () => server.url],
    ['a data folder', () => bed.dataDir],
  ])('%s gives every public byte again, search too', { timeout: 60_000 }, async (what, from) => {
    const name = `copy of ${what}`;

    const report = await rebuildAt(name, from(), key);

    expect(report).toMatchObject({ ok: true, origin: 'forge.test', key, damages: [], differences: [], unnamed: 0 });
    // A registry shows its newest checkpoint alone, so a copy made over HTTP has no proofs against earlier ones.
    const wanted = await originalAnswers();
    const paths = [...wanted.keys()].filter((path) => what !== 'an address' || !path.includes('?size='));
    expect(paths.length).toBeGreaterThan(150);
    const copy = await startTestRegistry({ dataDir: at(name) });
    const there = await answersOf(copy.url, paths);
    expect(await copy.registry.deps.log.status()).toBe('log-behind');
    await copy.stop();
    for (const path of paths) expect(there.get(path), path).toBe(wanted.get(path));
    expect((await verifyFolder({ dataDir: at(name), clock: bed.clock })).damages).toEqual([]);
  });

  test('names archives that the copy does not have, and makes everything else', async () => {
    await exportFolder({ from: bed.dataDir, out: at('bare'), withBlobs: false, clock: bed.clock });

    const { ok, damages } = await rebuildAt('without archives', at('bare'));

    expect(ok).toBe(false);
    expect(new Set(damages.map(({ kind }) => kind))).toEqual(new Set(['blob-missing']));
    cpSync(join(bed.dataDir, 'blobs'), join(at('blobs first'), 'blobs'), { recursive: true });
    expect(await rebuildAt('blobs first', at('bare'))).toMatchObject({ ok: true, damages: [] });
  });

  test('takes no folder that holds something, no other key, and no log whose leaves were edited', async () => {
    const { pem } = createLogKey('forge.test');
    cpSync(at('export'), at('edited'), { recursive: true });
    const bundle = join(at('edited'), 'tile', 'entries', '000.p', String(worldOf(bed.dataDir)['leaf']!.length));
    writeFileSync(bundle, readFileSync(bundle).fill(0x61, 500, 501));
    cpSync(bed.dataDir, at('full'), { recursive: true });
    cpSync(join(bed.dataDir, 'blobs'), join(at('other key'), 'blobs'), { recursive: true });
    writeFileSync(join(at('other key'), 'log.key'), pem);

    await expect(rebuildAt('full', at('export'))).rejects.toMatchObject({ code: 'not-empty' });
    await expect(rebuildAt('x', at('export'), key.replace(/.$/, ''))).rejects.toMatchObject({
      code: 'source-other-log',
    });
    await expect(rebuildAt('other key', at('export'))).rejects.toMatchObject({ code: 'log-key-wrong' });
    await expect(rebuildAt('edited copy', at('edited'))).rejects.toMatchObject({ code: 'source-damaged' });
    await expect(openStore({ dataDir: at('edited copy'), clock: bed.clock })).rejects.toMatchObject({
      code: 'incomplete',
    });
    expect(await rebuildAt('edited copy', at('export'))).toMatchObject({ ok: true });
  });

  test('and the key of the log beside it, it goes on as the registry', async () => {
    await rebuildAt('successor', at('export'));
    cpSync(join(bed.dataDir, 'log.key'), join(at('successor'), 'log.key'));

    expect(await catchUpFolder({ dataDir: at('successor'), clock: bed.clock, from: server.url })).toMatchObject({
      writes: 'on',
    });
    const store = await openStore({ dataDir: at('successor'), clock: bed.clock });
    expect(await publish(store, { name: 'cnss/share', version: '9.0.0' })).toMatchObject({ ok: true });
    await store.close();
  });

  test('an export of a later state removes what the law erased, and takes no folder of another log', async () => {
    const other = await openStore({ dataDir: at('law'), clock: bed.clock });
    await other.close();
    await rebuildAt('before the law', at('export'));
    cpSync(join(bed.dataDir, 'log.key'), join(at('before the law'), 'log.key'));
    await catchUpFolder({ dataDir: at('before the law'), clock: bed.clock, from: bed.dataDir });
    const from = at('before the law');
    const outOf = (out: string) => exportFolder({ from, out: at(out), withBlobs: true, clock: bed.clock });
    await outOf('again');
    const store = await openStore({ dataDir: from, clock: bed.clock });
    const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/2', erases: 'archive,detail' as const };
    await store.ledger.commit({ ...bury, name: 'cnss/gone', version: '1.0.0' });
    await store.close();

    expect(await outOf('again')).toMatchObject({ removed: 2 });
    await expect(
      exportFolder({ from: at('law'), out: at('again'), withBlobs: false, clock: bed.clock }),
    ).rejects.toMatchObject({ code: 'not-empty' });
    expect(await rebuildAt('after the law', at('again'))).toMatchObject({ ok: true });
  });

  test('takes a slip of the pen in --key or --from for one', { timeout: 30_000 }, async () => {
    const malformed = ['x+y+z', `${key}x`, ''].map((one) => ['rebuild', '--from', at('export'), '--key', one]);
    const strange = ['ftp://x', 'file:///x'].flatMap((from) => [
      ['rebuild', '--from', from],
      ['log', 'catch-up', '--from', from],
    ]);

    for (const args of [...malformed, ...strange]) {
      const { code, stdout } = await runRegistry([...args, '--data', at('slip'), '--json']);

      expect([code, JSON.parse(stdout)], args.join(' ')).toMatchObject([2, { ok: false, code: 'usage' }]);
    }
    expect(existsSync(at('slip'))).toBe(false);
  });

  test('from the command line it says what was copied, and that writes are off', { timeout: 30_000 }, async () => {
    const done = await runRegistry(['rebuild', '--data', at('by hand'), '--from', at('export'), '--key', key]);
    const wrong = await runRegistry(['rebuild', '--data', at('by hand 2'), '--from', at('nothing'), '--json']);
    const out = await runRegistry(['log', 'export', '--data', bed.dataDir, '--out', at('out'), '--json']);

    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining(`signed by ${key}`) as string });
    expect(done.stdout).toContain('writes are off');
    expect([wrong.code, JSON.parse(wrong.stdout)]).toMatchObject([1, { code: 'source-invalid' }]);
    expect([out.code, JSON.parse(out.stdout)]).toMatchObject([0, { ok: true, origin: 'forge.test', archives: null }]);
    expect(existsSync(join(at('out'), 'checkpoint'))).toBe(true);
  });
});
