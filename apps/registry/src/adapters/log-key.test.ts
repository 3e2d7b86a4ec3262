import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { createLogKey, openLogKey } from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openLogKeyFile } from './log-key-file.ts';
import { openSql } from './sqlite/sql.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { createAgencies } from './testing/keys.ts';
import { publish } from './testing/sample.ts';

let bed: Bed;
beforeEach(() => {
  bed = createBed();
});
afterEach(() => bed.clear());

const keyFile = () => join(bed.dataDir, 'log.key');

describe('the key of the log', () => {
  test('is made at the first start, for its owner alone, and stays', async () => {
    const store = await bed.open({ origin: 'registry.gov.example/log' });
    const pem = readFileSync(keyFile(), 'utf8');

    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    const { origin, keys } = await store.log.identity();
    expect(origin).toBe('registry.gov.example/log');
    expect(keys).toEqual([{ key: openLogKey(origin, pem).verifierKey, from: 0 }]);
    const again = await bed.open({ origin: 'renamed.example' });
    expect(await again.log.identity()).toEqual({ origin, keys });
    expect(readFileSync(keyFile(), 'utf8')).toBe(pem);
    expect(readdirSync(bed.dataDir).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  test('that a killed first start left behind is the key', async () => {
    mkdirSync(bed.dataDir, { recursive: true });
    const pem = openLogKeyFile(bed.dataDir).make('x');

    const store = await bed.open();

    const { origin, keys } = await store.log.identity();
    expect(keys[0]?.key).toBe(openLogKey(origin, pem).verifierKey);
  });

  test('is never replaced by one who comes second', () => {
    mkdirSync(bed.dataDir, { recursive: true });
    const files = [openLogKeyFile(bed.dataDir), openLogKeyFile(bed.dataDir)];

    expect(new Set(files.map((file) => file.make('x'))).size).toBe(1);
  });

  test('may be missing: everything can be read, nothing appended, until it is back', async () => {
    const first = await bed.open();
    await createAgencies(first, 'impots');
    const made = await publish(first, { version: '1.0.0' });
    await first.close();
    renameSync(keyFile(), `${keyFile()}.away`);

    const store = await bed.open();
    await expect(publish(store, { version: '1.1.0' })).rejects.toMatchObject({ code: 'log-key-missing' });

    expect(await store.log.status()).toBe('log-key-missing');
    expect(await publish(store, { version: '1.0.0' })).toMatchObject({ ...made, repeated: true });
    expect(existsSync(keyFile())).toBe(false);
    renameSync(`${keyFile()}.away`, keyFile());
    expect(await publish(store, { version: '1.1.0' })).toMatchObject({ ok: true });
    expect(await store.log.status()).toBe('open');
  });

  test.each([
    ['another key', () => createLogKey('x').pem],
    ['no key', () => 'nonsense'],
  ])('is not taken for %s', async (_, content) => {
    await (await bed.open()).close();
    writeFileSync(keyFile(), content());

    await expect(bed.open()).rejects.toMatchObject({ name: 'StoreError', code: 'log-key-wrong' });
  });

  test('cannot be nonsense in a new folder either, nor the name of the log', async () => {
    await expect(bed.open({ origin: 'two words' })).rejects.toMatchObject({ code: 'origin-invalid' });
    writeFileSync(keyFile(), 'nonsense');
    await expect(bed.open()).rejects.toMatchObject({ code: 'log-key-wrong' });
    rmSync(keyFile());
    expect(await (await bed.open()).log.status()).toBe('open');
  });

  test('that was swapped while the server runs signs nothing', async () => {
    const store = await bed.open();
    await createAgencies(store, 'impots');
    const other = await bed.open();
    writeFileSync(keyFile(), createLogKey('x').pem);

    await expect(publish(other, { version: '1.0.0' })).rejects.toMatchObject({ code: 'log-key-missing' });
  });
});

describe('the tables of the log', () => {
  test.each([
    ['UPDATE leaf SET bytes = bytes', /never changes/],
    ['DELETE FROM leaf', /never deleted/],
    [`INSERT INTO leaf (idx, bytes) VALUES (7, x'00')`, /follows the last/],
    [`INSERT OR REPLACE INTO leaf (idx, bytes) VALUES (0, x'00')`, /follows the last/],
    ['UPDATE log_node SET hash = hash', /never changes/],
    ['DELETE FROM log_node', /never deleted/],
    [`INSERT OR REPLACE INTO log_node (level, idx, hash) VALUES (0, 0, zeroblob(32))`, /inserted once/],
    ['UPDATE checkpoint SET note = note', /never changes/],
    ['DELETE FROM checkpoint', /never deleted/],
    [`INSERT OR REPLACE INTO checkpoint (size, note) VALUES (1, '')`, /inserted once/],
  ])('refuse by themselves: %s', async (statement, text) => {
    await bed.open();
    const sql = openSql(join(bed.dataDir, 'registry.db'));

    expect(() => sql.exec(statement)).toThrow(text);
    sql.close();
  });
});
