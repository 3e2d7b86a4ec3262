import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { run as backup } from '../commands/backup.ts';
import { run as migrate } from '../commands/migrate.ts';
import { run as restore } from '../commands/restore.ts';
import { run as verify } from '../commands/verify.ts';
import { openStore, type Store } from './open-store.ts';
import { testClock } from './testing/clock.ts';
import { createAgencies } from './testing/keys.ts';
import { digestOf, publish, upload } from './testing/sample.ts';

type Command = typeof verify;

let root: string;
let dataDir: string;
let store: Store;
const clock = testClock();

const openHere = () => openStore({ dataDir, clock });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nforge-maintenance-'));
  dataDir = join(root, 'data');
  store = await openHere();
  await createAgencies(store, 'impots', 'cnss');
  await publish(store, { version: '1.0.0' }, { version: '1.1.0', dependencies: { 'cnss/share': '^1.0.0' } });
  await publish(store, { name: 'cnss/share', version: '1.0.0' });
  await store.ledger.commit({
    kind: 'channel',
    actor: 't',
    reason: 'first',
    moves: [{ name: 'impots/income-tax', tag: 'beta', version: '1.1.0', ifMatch: null }],
  });
});

afterEach(async () => {
  await store.close();
  rmSync(root, { recursive: true });
});

async function ask(command: Command, ...args: string[]) {
  let stdout = '';
  let stderr = '';
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    env: {},
    cwd: root,
    clock,
  };
  const exit = await command(args, io);
  return { exit, stdout, stderr };
}

const askJson = async (command: Command, ...args: string[]) => {
  const { exit, stdout } = await ask(command, ...args, '--json');
  return { exit, json: JSON.parse(stdout) as Record<string, unknown> & { damages: { kind: string; place: string }[] } };
};

const damagesOf = async (...args: string[]) => {
  const { exit, json } = await askJson(verify, ...args);
  return { exit, damages: json.damages.map(({ kind, place }) => `${kind} ${place}`) };
};

const sabotage = (...statements: string[]) => {
  const database = new Database(join(dataDir, 'registry.db'));
  database.pragma('foreign_keys = OFF');
  for (const statement of statements) database.exec(statement);
  database.close();
};

const blobPath = (digest: string, folder = dataDir) => join(folder, 'blobs', digest.slice(7, 9), digest.slice(7));
const firstArchive = digestOf('archive of impots/income-tax 1.0.0');

describe('verify', () => {
  test('finds nothing in sound data, and says what it looked at', async () => {
    const { exit, json } = await askJson(verify);

    expect(exit).toBe(0);
    const checked = { leaves: 9, checkpoints: 8, algorithms: 2, releases: 3, documents: 15, blobs: 3 };
    expect(json).toMatchObject({ ok: true, checked, damages: [], unnamed: 0 });
    expect((await ask(verify)).stdout).toBe('log: 9 leaves, 8 checkpoints\nok: 2 algorithms, 15 documents, 3 blobs\n');
  });

  test('names each damaged blob and ends with 8', async () => {
    const bytes = readFileSync(blobPath(firstArchive));
    bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
    writeFileSync(blobPath(firstArchive), bytes);
    const lost = digestOf('archive of cnss/share 1.0.0');
    rmSync(blobPath(lost));

    const { exit, damages } = await damagesOf();

    expect(exit).toBe(8);
    expect(damages.sort()).toEqual([`blob-damaged ${firstArchive}`, `blob-missing ${lost}`].sort());
  });

  test.each([
    [
      'a changed record',
      `UPDATE document SET bytes = x'7b7d' WHERE key LIKE '%/1.0.0' AND key LIKE '%tax%'`,
      /document-differs .*\/income-tax\/versions\/1\.0\.0$/,
    ],
    [
      'a changed head',
      `UPDATE document SET bytes = x'7b7d' WHERE key LIKE '%/share'`,
      /document-differs .*\/cnss\/share$/,
    ],
    [
      'a lost status',
      `DELETE FROM document WHERE key LIKE '%/share/versions/1.0.0/status'`,
      /document-missing .*\/share\/versions\/1\.0\.0\/status/,
    ],
    [
      'a document of nobody',
      `INSERT INTO document (key, etag, immutable, bytes) VALUES ('/api/v1/algorithms/no/one', 'e', 0, x'00')`,
      /document-unknown \/api\/v1\/algorithms\/no\/one/,
    ],
    [
      'a document of a version that is not',
      `INSERT INTO document (key, etag, immutable, bytes) VALUES ('/api/v1/algorithms/cnss/share/versions/9.0.0', 'e', 0, x'00')`,
      /document-unknown .*9\.0\.0/,
    ],
    ['a lost entry', `DELETE FROM search_pending`, /search entry cnss\/share/],
    ['a lost row', `DELETE FROM blob WHERE digest = '${firstArchive}'`, /row blob sha256/],
    ['a blob said to be unpublished', `UPDATE blob SET published = 0`, /row blob sha256/],
  ])('names %s', async (_, statement, expected) => {
    sabotage(statement);

    const { exit, damages } = await damagesOf();

    expect(exit).toBe(8);
    expect(damages.join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  test('names a torn database', async () => {
    await store.close();
    const file = join(dataDir, 'registry.db');
    const whole = readFileSync(file);
    const bytes = Buffer.from(whole);
    for (let page = 6; page * 4096 < bytes.length; page += 5) bytes.fill(0xaa, page * 4096, page * 4096 + 200);
    writeFileSync(file, bytes);

    const { exit } = await ask(verify);

    expect(exit).toBe(8);
    writeFileSync(file, whole);
    store = await openHere();
  });

  test('needs a data folder, and creates none', async () => {
    const { exit, stderr } = await ask(verify, '--data', 'nowhere');

    expect(exit).toBe(1);
    expect(stderr).toContain('does not exist');
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
    expect(await ask(verify, '--colour')).toMatchObject({ exit: 2 });
    expect(await ask(verify, '--help')).toMatchObject({ exit: 0 });
  });
});

describe('backup and restore', () => {
  test('bring everything published to another folder, which verifies and serves', async () => {
    writeFileSync(join(dataDir, 'first-token'), 'secret');
    await upload(store, Buffer.from('never published'));
    const head = store.documents.find('/api/v1/algorithms/impots/income-tax');

    expect(await askJson(backup, 'copy')).toMatchObject({ exit: 0, json: { ok: true, releases: 3, copied: 3 } });
    expect(await askJson(restore, 'copy', '--data', 'second')).toMatchObject({
      exit: 0,
      json: { ok: true, releases: 3 },
    });

    expect(existsSync(join(root, 'copy', 'first-token'))).toBe(false);
    expect(await damagesOf('--data', 'second')).toEqual({ exit: 0, damages: [] });
    const second = await openStore({ dataDir: join(root, 'second'), clock });
    expect(second.documents.find('/api/v1/algorithms/impots/income-tax')).toEqual(head);
    expect(await second.blobs.findStored(digestOf('never published'))).toBeUndefined();
    await expect(publish(second, { version: '2.0.0' })).rejects.toMatchObject({ code: 'log-behind' });
    await second.close();
  });

  test('a second backup copies only what is new, and keeps the first until it is whole', async () => {
    await ask(backup, 'copy');
    const untouched = statSync(blobPath(firstArchive, join(root, 'copy'))).ino;
    await publish(store, { version: '1.2.0' });

    const { json } = await askJson(backup, 'copy');

    expect(json).toMatchObject({ copied: 1, present: 3, releases: 4 });
    expect(statSync(blobPath(firstArchive, join(root, 'copy'))).ino).toBe(untouched);
    expect(readdirSync(join(root, 'copy')).sort()).toEqual(['BACKUP', 'blobs', 'registry.db']);
  });

  test('a damaged blob is named, the rest is saved, and an earlier good copy is kept', async () => {
    appendFileSync(blobPath(firstArchive), 'x');
    const { exit, json } = await askJson(backup, 'copy');

    expect(exit).toBe(8);
    expect(json).toMatchObject({ copied: 2, damages: [{ kind: 'blob-damaged', place: firstArchive }] });
    const restored = await askJson(restore, 'copy', '--data', 'second');
    expect(restored).toMatchObject({ exit: 8, json: { damages: [{ kind: 'blob-missing', place: firstArchive }] } });
  });

  test('a backup never overwrites what is not its own', async () => {
    await ask(backup, 'copy');
    writeFileSync(join(root, 'file'), '');
    const other = await openStore({ dataDir: join(root, 'other'), clock });
    await other.close();

    expect(await askJson(backup, 'copy', '--data', 'other')).toMatchObject({ exit: 1, json: { code: 'not-empty' } });
    expect(await askJson(backup, 'other')).toMatchObject({ exit: 1, json: { code: 'not-empty' } });
    expect(await askJson(backup, 'data/backups')).toMatchObject({ exit: 1, json: { code: 'not-empty' } });
    expect(await askJson(backup, 'file')).toMatchObject({ exit: 1, json: { code: 'not-a-data-folder' } });
    expect(await ask(backup)).toMatchObject({ exit: 2 });
  });

  test('restore refuses a folder that holds something, and a backup that is not finished', async () => {
    await ask(backup, 'copy');

    expect(await askJson(restore, 'copy')).toMatchObject({ exit: 1, json: { code: 'not-empty' } });
    expect(await askJson(restore, 'data', '--data', 'new')).toMatchObject({ exit: 1, json: { code: 'not-a-backup' } });
    const marker = JSON.parse(readFileSync(join(root, 'copy', 'BACKUP'), 'utf8')) as object;
    writeFileSync(join(root, 'copy', 'BACKUP'), JSON.stringify({ ...marker, format: 2 }));
    expect(await askJson(restore, 'copy', '--data', 'new')).toMatchObject({ exit: 1, json: { code: 'format-newer' } });
    writeFileSync(join(root, 'copy', 'BACKUP'), JSON.stringify({ ...marker, finishedAt: null }));
    expect(await askJson(restore, 'copy', '--data', 'new')).toMatchObject({ exit: 1, json: { code: 'not-a-backup' } });
    expect(existsSync(join(root, 'new'))).toBe(false);
  });

  test('an interrupted restore is no data folder, and goes on when it is run again', async () => {
    await ask(backup, 'copy');
    await ask(restore, 'copy', '--data', 'second');
    rmSync(join(root, 'second', 'FORMAT'));
    rmSync(blobPath(firstArchive, join(root, 'second')));
    writeFileSync(join(root, 'second', 'RESTORING'), '{}');

    expect(await askJson(verify, '--data', 'second')).toMatchObject({ exit: 1, json: { code: 'incomplete' } });
    expect(await askJson(restore, 'copy', '--data', 'second')).toMatchObject({
      exit: 0,
      json: { copied: 1, present: 2 },
    });
    expect(await damagesOf('--data', 'second')).toEqual({ exit: 0, damages: [] });
  });

  test('no server starts on a backup', async () => {
    await ask(backup, 'copy');

    await expect(openStore({ dataDir: join(root, 'copy'), clock })).rejects.toMatchObject({
      code: 'not-a-data-folder',
    });
  });

  test('a backup taken while releases are published is of one state', async () => {
    const going = { on: true };
    const publisher = (async () => {
      for (let minor = 1; going.on; minor += 1) await publish(store, { name: 'cnss/share', version: `2.${minor}.0` });
    })();
    for (const name of ['a', 'b', 'c']) {
      await ask(backup, 'copy');
      expect(await askJson(restore, 'copy', '--data', name)).toMatchObject({ exit: 0, json: { ok: true } });
    }
    going.on = false;
    await publisher;
  });
});

describe('migrate', () => {
  test('says that there is nothing to do', async () => {
    expect(await askJson(migrate)).toMatchObject({ exit: 0, json: { ok: true, applied: [] } });
    expect((await ask(migrate)).stdout).toBe('nothing to do\n');
    expect(await ask(migrate, '--data', 'nowhere')).toMatchObject({ exit: 1 });
  });
});
