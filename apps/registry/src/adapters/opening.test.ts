import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { assertDurable, openDatabase } from './sqlite/open-database.ts';
import { migrate, migrationState, readMigrations } from './sqlite/migrations.ts';
import { openSql } from './sqlite/sql.ts';
import { openStore } from './open-store.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import { tablesOf } from './sqlite/audit/table-roles.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { changeAgency, createAgencies, testKey } from './testing/keys.ts';
import { publish } from './testing/sample.ts';

let bed: Bed;
beforeEach(() => {
  bed = createBed();
});
afterEach(() => bed.clear());

const refuses = (code: string, text: RegExp) => ({
  name: 'StoreError',
  code,
  message: expect.stringMatching(text) as string,
});
const change = (statement: string) => {
  const database = new Database(join(bed.dataDir, 'registry.db'));
  database.exec(statement);
  database.close();
};

describe('a data folder', () => {
  test('is made where there is none, and says its format', async () => {
    const store = await bed.open({ createdBy: 'nforge-registry 0.1.0' });

    const format = readFileSync(join(bed.dataDir, 'FORMAT'), 'utf8');
    expect(format).toBe('{"format":1,"createdBy":"nforge-registry 0.1.0"}\n');
    expect(statSync(bed.dataDir).mode & 0o777).toBe(0o700);
    expect(store.migrated).toEqual(readMigrations().map(({ name }) => name));
    expect((await bed.open()).migrated).toEqual([]);
  });

  test('is not made where it was not asked for', async () => {
    await expect(bed.open({ create: false })).rejects.toMatchObject(refuses('not-a-data-folder', /does not exist/));
    expect(existsSync(bed.dataDir)).toBe(false);
  });

  test('of other things is left alone', async () => {
    mkdirSync(bed.dataDir);
    writeFileSync(join(bed.dataDir, 'thesis.doc'), '');

    await expect(bed.open()).rejects.toMatchObject(refuses('not-a-data-folder', /holds no registry data/));
    expect(existsSync(join(bed.dataDir, 'registry.db'))).toBe(false);
  });

  test.skipIf(process.platform !== 'linux')(
    'is refused where the system makes no folders, and does not hang',
    async () => {
      const dataDir = '/proc/nforge/data';

      await expect(openStore({ dataDir, clock: { now: () => new Date() }, create: true })).rejects.toMatchObject(
        refuses('not-writable', /no folder can be made in \/proc/),
      );
    },
  );

  test('that is a file is refused', async () => {
    writeFileSync(bed.dataDir, '');

    await expect(bed.open()).rejects.toMatchObject(refuses('not-a-data-folder', /is no folder/));
  });

  test.each([
    [
      '{"format":0,"createdBy":"nforge-registry 0.1.0"}',
      'format-preview',
      /preview.*new data folder and publish again/,
    ],
    ['{"format":2,"createdBy":"x"}', 'format-newer', /data format 2, made by a newer/],
    ['{"format":"0"}', 'format-unknown', /does not say a format/],
    ['{"format":-1}', 'format-unknown', /does not say a format/],
    ['null', 'format-unknown', /does not say/],
    ['not json', 'format-unknown', /does not say/],
  ])('with the format %s is refused', async (format, code, text) => {
    await (await bed.open()).close();
    writeFileSync(join(bed.dataDir, 'FORMAT'), format);

    await expect(bed.open()).rejects.toMatchObject(refuses(code, text));
  });

  test('whose first start was killed is finished by the next', async () => {
    mkdirSync(join(bed.dataDir, 'blobs'), { recursive: true });
    writeFileSync(join(bed.dataDir, '.FORMAT.77.tmp'), '{"for');

    expect((await bed.open()).migrated).toHaveLength(readMigrations().length);
  });

  test.skipIf(process.getuid?.() === 0)('that cannot be written is refused', async () => {
    await (await bed.open()).close();
    chmodSync(bed.dataDir, 0o500);

    await expect(bed.open()).rejects.toMatchObject(refuses('not-writable', /cannot be written/));
    chmodSync(bed.dataDir, 0o700);
  });

  test('with a database that is none is refused', async () => {
    await (await bed.open()).close();
    writeFileSync(join(bed.dataDir, 'registry.db'), 'x'.repeat(8192));

    await expect(bed.open()).rejects.toMatchObject(refuses('damaged', /damaged or no database/));
  });

  test('may be opened by two processes at the same first moment', async () => {
    const [a, b] = await Promise.all([bed.open(), bed.open()]);

    await createAgencies(a, 'impots');
    expect(await b.catalogue.hasAgency('impots')).toBe(true);
  });
});

describe('durability', () => {
  test('is FULL in WAL mode, with foreign keys and without mapped memory', async () => {
    await bed.open();
    const sql = openDatabase(join(bed.dataDir, 'registry.db'));

    expect(() => assertDurable(sql)).not.toThrow();
    expect(sql.get('PRAGMA mmap_size')).toEqual({ mmap_size: 0 });
    for (const weak of ['PRAGMA synchronous = NORMAL', 'PRAGMA foreign_keys = OFF']) {
      sql.exec(weak);
      expect(() => assertDurable(sql)).toThrow(/SQLite runs with/);
      sql.exec('PRAGMA synchronous = FULL');
    }
    sql.close();
  });
});

/** Takes back what the second migration did, as data stand that an earlier program wrote. */
const BEFORE_JUDGING = `DROP INDEX release_line; DROP INDEX release_vectors; DROP INDEX release_revision;
  ${['line', 'period', 'vectors_digest', 'level', 'waiver', 'waiver_index', 'waived_at']
    .map((column) => `ALTER TABLE release DROP COLUMN ${column};`)
    .join('\n')}
  DELETE FROM migration WHERE number = 2;`;

/** Takes back what the third did. */
const BEFORE_THESAURI = 'DROP TABLE thesaurus_concept; DROP TABLE thesaurus; DELETE FROM migration WHERE number = 3;';

/** Takes back what the fourth did: texts of releases stood in one list, words in an index of SQLite's own. */
const BEFORE_STREAMS = `UPDATE release SET search = json_object('hit', json_extract(search, '$.hit'), 'text', json('["barème"]'));
  DROP INDEX search_entry_recent;
  ALTER TABLE search_entry DROP COLUMN updated_at; ALTER TABLE search_entry DROP COLUMN text;
  ${tablesOf('index')
    .map((table) => `DROP TABLE ${table};`)
    .join('\n')}
  CREATE TABLE search_facet (
    facet TEXT NOT NULL, value TEXT NOT NULL, entry_id INTEGER NOT NULL REFERENCES search_entry (id),
    PRIMARY KEY (facet, value, entry_id)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE search_text USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = 'ascii');
  DELETE FROM migration WHERE number >= 4;`;

describe('migrations', () => {
  const shipped = readMigrations();

  test('are numbered without a gap and found from the source', () => {
    expect(shipped.map(({ number }) => number)).toEqual(shipped.map((_, index) => index + 1));
    expect(shipped[0]).toMatchObject({ name: '0001_create_tables' });
  });

  test('that a newer program applied stop this one', async () => {
    await (await bed.open()).close();
    change(`INSERT INTO migration VALUES (99, '0099_add_log', 'x', 0)`);

    await expect(bed.open()).rejects.toMatchObject(refuses('migration-newer', /0099_add_log/));
  });

  test('that were edited after they were applied are refused', async () => {
    await (await bed.open()).close();
    change(`UPDATE migration SET checksum = 'x'`);

    await expect(bed.open()).rejects.toMatchObject(refuses('migration-changed', /0001_create_tables/));
  });

  test('that wait are an error where they must not be applied', async () => {
    await (await bed.open()).close();
    change('DELETE FROM migration');

    await expect(bed.open({ migrate: false })).rejects.toMatchObject(
      refuses('migration-pending', /0001_create_tables/),
    );
  });

  test('of an earlier release give what judging needs, the same as from the leaves', async () => {
    const store = await bed.open();
    await createAgencies(store, 'impots', 'cnss');
    await publish(
      store,
      { version: '0.3.1', vectors: 'a' },
      { version: '10.2.0', vectors: 'b' },
      { version: '10.3.0' },
    );
    const transfer = { kind: 'transfer', from: 'impots/income-tax', to: 'cnss/tax' } as const;
    const signers = [testKey('impots'), testKey('cnss')];
    expect(await changeAgency(store, { agency: 'impots', change: transfer, signers })).toMatchObject({ ok: true });
    await store.close();
    change(BEFORE_STREAMS);
    change(BEFORE_THESAURI);
    change(BEFORE_JUDGING);

    const again = await bed.open();

    expect(again.migrated).toEqual([
      ...['0002_judge_versions', '0003_add_thesauri', '0004_index_streams', '0005_hold_few_postings'],
    ]);
    const place = { name: 'cnss/tax', version: '10.2.1', line: '10' };
    expect(await again.catalogue.findBindings(place)).toMatchObject({
      ...{ below: [{ version: '10.2.0' }], above: [{ version: '10.3.0' }] },
      vectors: [{ version: '10.2.0' }],
    });
    expect(await again.catalogue.findBindings({ ...place, version: '0.3.2', line: '0.3' })).toMatchObject({
      ...{ below: [{ version: '0.3.1' }], vectors: [{ version: '0.3.1' }] },
    });
    await again.close();
    expect((await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock })).damages).toEqual([]);
  });

  test('happen all or not at all', () => {
    mkdirSync(bed.dataDir);
    const sql = openSql(join(bed.dataDir, 'x.db'));
    const broken = [
      ...shipped,
      { number: 99, name: '0099_break_it', script: 'CREATE TABLE a (b); NONSENSE', checksum: 'y' },
    ];

    expect(() => migrate(sql, broken, bed.clock.now())).toThrow(/NONSENSE/);

    expect(migrationState(sql, shipped)).toMatchObject({ applied: [] });
    expect(sql.all(`SELECT name FROM sqlite_schema`)).toEqual([]);
    expect(migrate(sql, shipped, bed.clock.now())).toEqual(shipped.map(({ name }) => name));
    expect(migrate(sql, shipped, bed.clock.now())).toEqual([]);
    sql.close();
  });

  test('of a folder with a gap are not read', () => {
    const folder = join(dirname(bed.dataDir), 'migrations');
    cpSync(join(import.meta.dirname, '../../migrations/sqlite'), folder, { recursive: true });
    writeFileSync(join(folder, '0099_skip_ahead.sql'), '');

    expect(() => readMigrations(folder)).toThrow(/is not number/);
  });

  test('make strict tables only', () => {
    mkdirSync(bed.dataDir);
    const sql = openSql(join(bed.dataDir, 'x.db'));
    migrate(sql, shipped, bed.clock.now());
    const tables = sql.all<{ sql: string }>(`SELECT sql FROM sqlite_schema WHERE type = 'table'`);
    for (const table of tables) expect(table.sql).toMatch(/STRICT/);
    sql.close();
  });
});
