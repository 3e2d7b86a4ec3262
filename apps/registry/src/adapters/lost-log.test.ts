import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

import { createLogKey, openLogKey } from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runRegistry } from '../testing/run-registry.ts';
import { DATABASE_FILE, writeFormat, writePrivate } from './data-folder.ts';
import { migrate, readMigrations } from './sqlite/migrations.ts';
import { openDatabase } from './sqlite/open-database.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { createAgencies } from './testing/keys.ts';
import { publish } from './testing/sample.ts';

let bed: Bed;
beforeEach(() => {
  bed = createBed();
});
afterEach(() => bed.clear());

const place = (name: string) => join(bed.dataDir, name);

/** Fills a folder with a log, then loses its database. */
async function lose(how: 'deleted' | 'emptied', { withArchives = true } = {}): Promise<void> {
  const store = await bed.open({ origin: 'forge.test' });
  await createAgencies(store, 'cnss');
  if (withArchives) await publish(store, { name: 'cnss/share', version: '1.0.0' });
  await store.close();
  for (const name of readdirSync(bed.dataDir)) if (/-(wal|shm)$/.test(name)) rmSync(place(name));
  if (how === 'deleted') rmSync(place(DATABASE_FILE));
  else truncateSync(place(DATABASE_FILE));
}

describe('a data folder that has lost its log', () => {
  test.each([
    ['deleted', true],
    ['emptied', true],
    ['deleted', false],
    ['emptied', false],
  ] as const)('(database %s, archives there: %s) begins no second one', async (how, withArchives) => {
    await lose(how, { withArchives });

    for (const origin of ['forge.test', undefined]) {
      await expect(bed.open({ ...(origin && { origin }) })).rejects.toMatchObject({ code: 'log-lost' });
    }
    expect(existsSync(place(DATABASE_FILE)) && statSync(place(DATABASE_FILE)).size > 0).toBe(false);
  });

  test('says so when only its archives are left of it', async () => {
    await lose('deleted');
    rmSync(place('log.key'));

    await expect(bed.open()).rejects.toMatchObject({ code: 'log-lost', message: /holds archives of one/ });
  });

  test.each([
    ['serve', ['--port', '0']],
    ['migrate', []],
    ['rebuild', []],
    ['verify', []],
    ['backup', ['/nonexistent/backup']],
    ['log', ['fork', '--origin', 'forge.second', '--yes']],
    ['log', ['catch-up', '--from', 'http://127.0.0.1:9/']],
  ])('is told by %s, with the way back and exit code 8', { timeout: 60_000 }, async (command, more) => {
    for (const how of ['deleted', 'emptied'] as const) {
      if (how === 'deleted') await lose(how);
      else writePrivate(bed.dataDir, DATABASE_FILE, '');

      const { code, stdout } = await runRegistry([command, ...more, '--data', bed.dataDir, '--json']);

      expect([code, JSON.parse(stdout)]).toMatchObject([8, { ok: false, code: 'log-lost' }]);
      expect((JSON.parse(stdout) as { message: string }).message).toMatch(
        /restore a backup.*rebuild --data NEW --from/s,
      );
    }
  });
});

describe('a first start', () => {
  test('takes the key that the operator put into the folder before', async () => {
    mkdirSync(bed.dataDir);
    const { pem } = createLogKey('forge.test');
    writePrivate(bed.dataDir, 'log.key', pem);

    const store = await bed.open({ origin: 'forge.test' });

    expect((await store.log.identity()).keys[0]!.key).toBe(openLogKey('forge.test', pem).verifierKey);
  });

  test('that was killed after its key was made goes on', async () => {
    const whole = await bed.open({ origin: 'forge.test' });
    const pem = place('log.key');
    cpSync(pem, join(bed.dataDir, '..', 'log.key'));
    await whole.close();
    rmSync(bed.dataDir, { recursive: true });
    mkdirSync(bed.dataDir);
    const sql = openDatabase(place(DATABASE_FILE));
    migrate(sql, readMigrations(), new Date());
    sql.close();
    writeFormat(bed.dataDir, 'test');
    cpSync(join(bed.dataDir, '..', 'log.key'), pem);

    expect((await (await bed.open({ origin: 'forge.test' })).log.checkpoint()).size).toBe(1);
  });
});
