import { randomInt } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { runRegistry, startRegistry } from '../testing/run-registry.ts';
import { rebuildFolder, verifyFolder } from '../wiring/maintenance.ts';
import { openStore } from './open-store.ts';
import { tablesOf } from './sqlite/audit/table-roles.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { digestOf, publish, upload } from './testing/sample.ts';
import { isFullScale } from './testing/scale.ts';
import { worldOf } from './testing/world.ts';
import { makeHistory } from './testing/varied-history.ts';

let bed: Bed;
let root: string;
let dataDir: string;
beforeAll(async () => {
  bed = createBed();
  root = mkdtempSync(join(tmpdir(), 'nforge-rebuild-'));
  const store = await bed.open();
  await makeHistory(bed, store);
  await upload(store, Buffer.from('not published yet'));
  const expiresAt = new Date('2030-01-01');
  const token = { kind: 'token' as const, id: 't1', hash: Buffer.alloc(32, 1), agency: null, label: 'x', expiresAt };
  await store.ledger.commit({ ...token, scopes: ['operator'], algorithms: null });
  store.downloads.count({ name: 'cnss/share', version: '1.0.0' }, bed.clock.now());
  await store.close();
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await bed.clear();
});

let copies = 0;
beforeEach(() => {
  dataDir = join(root, `copy-${(copies += 1)}`);
  cpSync(bed.dataDir, dataDir, { recursive: true });
});

const sabotage = (script: string) => {
  const database = new Database(join(dataDir, 'registry.db'));
  database.pragma('foreign_keys = OFF');
  database.exec(script);
  database.close();
};

const rebuildHere = () => rebuildFolder({ dataDir, clock: bed.clock });
const damagesHere = async () => (await verifyFolder({ dataDir, clock: bed.clock })).damages;

describe('rebuild', () => {
  test('makes every row and document again, byte for byte, and leaves private rows as they are', async () => {
    sabotage('UPDATE migration SET applied_at = 1234567');
    const before = worldOf(dataDir);

    const report = await rebuildHere();

    expect(report).toMatchObject({ ok: true, differences: [], damages: [], made: { algorithms: 4, releases: 11 } });
    expect(worldOf(dataDir)).toEqual(before);
    expect(await damagesHere()).toEqual([]);
    const names = report.untouched.map(({ table }) => table);
    expect(names).toEqual(expect.arrayContaining([...tablesOf('private')]));
    expect(report.untouched).toContainEqual(expect.objectContaining({ table: 'token', rows: 1 }));
    expect(report.untouched).toContainEqual(expect.objectContaining({ table: 'download', rows: 1 }));
    expect(report.untouched).toContainEqual(expect.objectContaining({ table: 'blob', rows: 3 }));
  });

  test('a process that opened the old file and waited cannot write where nobody reads', async () => {
    const late = new Database(join(dataDir, 'registry.db'));

    await rebuildHere();

    expect(() => late.pragma('journal_mode = WAL')).toThrow(/readonly/);
    expect(() => late.exec('DELETE FROM token')).toThrow(/readonly/);
    late.close();
    expect(worldOf(dataDir)['token']).toHaveLength(1);
  });

  test('heals whatever follows from the log, names it, and the registry goes on', async () => {
    const before = worldOf(dataDir);
    sabotage(`DELETE FROM document WHERE key LIKE '%share'; UPDATE document SET bytes = x'7b7d' WHERE key LIKE '%/1.0.0';
      INSERT INTO document (key, etag, immutable, bytes) VALUES ('/strange', 'e', 0, x'00');
      UPDATE release SET yanked_at = 1; DELETE FROM channel; DELETE FROM search_entry; INSERT INTO search_document (id, lexicon, postings) VALUES (77, 0, x'00');
      UPDATE agency SET title = '{}'; DELETE FROM agency_state; DELETE FROM dependency; DELETE FROM blob WHERE published = 1;
      DROP TRIGGER log_node_stays; UPDATE log_node SET hash = zeroblob(32) WHERE level = 1 AND idx = 2`);

    const { ok, differences } = await rebuildHere();

    expect(ok).toBe(true);
    const told = differences.map(({ kind, place }) => `${kind} ${place}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'node level 1 node 2',
        'document-missing /api/v1/algorithms/cnss/share',
        'document-differs /api/v1/algorithms/cnss/share/versions/1.0.0',
        'document-unknown /strange',
        'row release cnss/share@1.0.0',
        'row agency cnss',
        `row blob ${digestOf('archive of cnss/share 1.0.0')}`,
        'search search_entry cnss/share',
        'search index',
      ]),
    );
    expect(worldOf(dataDir)).toEqual({ ...before, blob: expect.any(Array) as unknown[] });
    expect(await damagesHere()).toEqual([]);
    const store = await openStore({ dataDir, clock: bed.clock });
    expect(await publish(store, { name: 'cnss/share', version: '3.0.0' })).toMatchObject({ ok: true });
    await store.close();
  });

  test('heals a table that is gone from the old database, and names it', async () => {
    sabotage('DROP TABLE search_document; DROP TABLE dependency');

    const { differences } = await rebuildHere();

    const told = differences.map(({ kind, place }) => `${kind} ${place}`);
    expect(told).toEqual(['database dependency', 'database index']);
    expect(await damagesHere()).toEqual([]);
  });

  test.each([
    ['a leaf', `DROP TRIGGER leaf_stays; UPDATE leaf SET bytes = x'00' WHERE idx = 5`, /leaf 5/],
    ['a leaf that is gone', `DROP TRIGGER leaf_kept; DELETE FROM leaf WHERE idx = 5`, /leaf 5/],
    ['a checkpoint', `DROP TRIGGER checkpoint_kept; DELETE FROM checkpoint WHERE size = 3`, /checkpoint/],
    ['a detail', `DELETE FROM detail WHERE cast(bytes AS TEXT) LIKE '%1.0.0-rc.1%'`, /detail: sha256/],
  ])('refuses when the log itself is damaged, and leaves everything as it was: %s', async (_, script, places) => {
    sabotage(script);
    const before = worldOf(dataDir);

    await expect(rebuildHere()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(places) as string,
    });

    expect(worldOf(dataDir)).toEqual(before);
    expect(existsSync(join(dataDir, '.registry.db.rebuild'))).toBe(false);
  });

  test('names archives that are missing or damaged, which no log can make again', async () => {
    const path = (digest: string) => join(dataDir, 'blobs', digest.slice(7, 9), digest.slice(7));
    const [lost, torn] = ['1.0.0', '1.0.0-rc.1'].map((version) => digestOf(`archive of cnss/share ${version}`));
    rmSync(path(lost!));
    writeFileSync(path(torn!), 'x');

    const { ok, damages } = await rebuildHere();

    expect(ok).toBe(false);
    expect(damages.map(({ kind, place }) => `${kind} ${place}`).sort()).toEqual(
      [`blob-missing ${lost}`, `blob-damaged ${torn}`].sort(),
    );
    // Whoever has the archive can bring it back.
    const store = await openStore({ dataDir, clock: bed.clock });
    await upload(store, Buffer.from('archive of cnss/share 1.0.0'));
    await store.close();
    expect((await damagesHere()).map(({ place }) => place)).toEqual([torn]);
  });

  test('leaves no other form of an archive that was removed by law, in files or rows', async () => {
    const [live, gone] = ['archive of cnss/share 1.0.0', 'archive of cnss/gone 1.1.0'].map((text) => digestOf(text));
    const put = `INSERT INTO derived (source, form, digest, size, chunks, used_at)`;
    for (const digest of [live, gone]) {
      const form = digestOf('form');
      sabotage(`${put} VALUES ('${digest}', 'gzip', '${form}', 4, x'${form.slice(7)}', 0)`);
      for (const end of ['gzip', 'half.tmp'])
        writeFileSync(join(dataDir, 'derived', `${digest?.slice(7)}.${end}`), 'form');
    }

    await rebuildHere();

    expect(readdirSync(join(dataDir, 'derived'))).toEqual([`${live?.slice(7)}.gzip`]);
    expect(worldOf(dataDir)['derived']).toEqual([expect.stringContaining(live ?? '-')]);
    expect(await damagesHere()).toEqual([]);
  });

  test('refuses while a server runs on the folder, and lets none start before it is done', async () => {
    const store = await openStore({ dataDir, clock: bed.clock });

    expect(await runRegistry(['rebuild', '--data', dataDir, '--json'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"locked"') as string,
    });
    expect(await publish(store, { name: 'cnss/share', version: '3.0.0' })).toMatchObject({ ok: true });
    await store.close();
    expect(await runRegistry(['rebuild', '--data', dataDir])).toMatchObject({ code: 0 });
  });

  test('killed at any instant, the old database stands or the new one does', { timeout: 600_000 }, async () => {
    const before = worldOf(dataDir);
    sabotage(`DELETE FROM document; DELETE FROM search_entry`);
    let replaced = 0;
    for (let round = 0; round < (isFullScale() ? 100 : 5); round += 1) {
      const inode = statSync(join(dataDir, 'registry.db')).ino;
      const { child, ended } = startRegistry(['rebuild', '--data', dataDir]);
      setTimeout(() => child.kill('SIGKILL'), randomInt(250, 900));
      await ended;
      const isNew = statSync(join(dataDir, 'registry.db')).ino !== inode;
      replaced += isNew ? 1 : 0;
      const world = worldOf(dataDir);
      expect(world['leaf']).toEqual(before['leaf']);
      expect(world['token']).toEqual(before['token']);
      if (isNew || replaced > 0) expect(world).toEqual(before);
      else expect(world['document']).toEqual([]);
    }
    await rebuildHere();

    expect(worldOf(dataDir)).toEqual(before);
    expect(await damagesHere()).toEqual([]);
  });

  test('tells what it left untouched, and answers programs in JSON', async () => {
    const { stdout, code } = await runRegistry(['rebuild', '--data', dataDir]);
    const answer = await runRegistry(['rebuild', '--data', dataDir, '--json']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^untouched: token: 1 rows \(.*\); only backups hold them$/m);
    expect(stdout).toMatch(/^untouched: migration: \d rows /m);
    expect(stdout).toMatch(/^untouched: derived: \d rows \(.*made again when asked for\); no backup holds them$/m);
    expect(stdout).toMatch(/rebuilt from \d+ leaves and \d+ checkpoints: 4 algorithms, \d+ documents\n$/);
    expect(JSON.parse(answer.stdout)).toMatchObject({ ok: true, differences: [], damages: [] });
    expect(readFileSync(join(dataDir, 'log.key'), 'utf8')).toBe(readFileSync(join(bed.dataDir, 'log.key'), 'utf8'));
  });
});
