import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseLeaf, type Leaf } from '@national-forge/transparency';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Store } from '../open-store.ts';
import { createBed, type Bed } from '../testing/bed.ts';
import { changeAgency, createAgencies, keyAdd, testKey } from '../testing/keys.ts';
import { publish } from '../testing/sample.ts';
import { findDetail } from './log/details.ts';
import { listLeaves } from './log/leaves.ts';
import { migrate, readMigrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { projectLeaf, renderChanged } from './project/project-leaf.ts';
import { createProjection } from './project/projection.ts';
import { openSql, type Sql } from './sql.ts';

const NAME = 'impots/income-tax';

let bed: Bed;
let folder: string;
let store: Store;
beforeEach(async () => {
  bed = createBed();
  folder = mkdtempSync(join(tmpdir(), 'nforge-projection-'));
  store = await bed.open();
  await createAgencies(store, 'impots', 'cnss');
});
afterEach(async () => {
  await bed.clear();
  rmSync(folder, { recursive: true });
});

const VIEWS = [
  'SELECT key, etag, immutable, hex(bytes) FROM document ORDER BY key',
  'SELECT * FROM algorithm ORDER BY name',
  'SELECT * FROM release ORDER BY log_index',
  'SELECT * FROM channel ORDER BY algorithm_id, tag',
  'SELECT * FROM agency ORDER BY name',
  'SELECT leaf_index, agency, digest, envelope, hex(bytes) FROM agency_state ORDER BY leaf_index',
  'SELECT * FROM former_agency ORDER BY name',
  'SELECT * FROM former_name ORDER BY name',
  'SELECT * FROM transfer ORDER BY log_index',
  'SELECT * FROM log_identity ORDER BY leaf_index',
  'SELECT * FROM dependency ORDER BY target, name',
  'SELECT * FROM search_entry ORDER BY id',
  'SELECT digest, published FROM blob ORDER BY digest',
];

const worldOf = (sql: Sql) => VIEWS.map((text) => sql.all(text));

/** Takes over the log and what is known of blobs, as after copying them, and projects every leaf into empty tables. */
function projectAll(from: Sql, to: Sql, each: (render: () => void) => void): void {
  migrate(to, readMigrations(), bed.clock.now());
  for (const { digest, size, chunks } of from.all<{ digest: string; size: number; chunks: Buffer }>(
    'SELECT * FROM blob',
  )) {
    to.run('INSERT INTO blob (digest, size, chunks, touched_at) VALUES (?, ?, ?, 0)', digest, size, chunks);
  }
  const projection = createProjection(to);
  for (const { index, bytes } of listLeaves(from, 0, 1000)) {
    const leaf = parseLeaf(bytes);
    projectLeaf(projection, { leaf, index, detail: detailOf(from, leaf) });
    each(() => renderChanged(projection));
  }
  renderChanged(projection);
}

function detailOf(sql: Sql, leaf: Leaf): unknown {
  const bytes = 'detail' in leaf ? findDetail(sql, leaf.detail) : undefined;
  return bytes ? (JSON.parse(Buffer.from(bytes).toString()) as unknown) : null;
}

/** Does everything that makes leaves, some of it in two orders. */
async function live(): Promise<void> {
  const key = testKey('second');
  await changeAgency(store, { agency: 'impots', change: keyAdd(key), signers: [testKey('impots'), key] });
  await publish(store, { version: '1.0.0' }, { version: '1.1.0', dependencies: { 'cnss/share': '^1.0.0' } });
  bed.clock.advance(7000);
  await publish(store, { name: 'cnss/share', version: '1.0.0-rc.1' }, { version: '0.9.0' });
  await publish(store, { name: 'cnss/gone', version: '1.0.0' }, { name: 'cnss/gone', version: '1.1.0' });
  const status = { kind: 'status' as const, actor: 't', name: NAME, successor: null, reason: 'خطأ', ifMatch: '*' };
  const move = (tag: string, version: string | null, ifMatch: string | null) => ({ name: NAME, tag, version, ifMatch });
  const channel = { kind: 'channel' as const, actor: 't', reason: 'try it' };
  await store.ledger.commit({ ...channel, moves: [move('beta', '1.1.0', null), move('old', '0.9.0', null)] });
  bed.clock.advance(7000);
  await store.ledger.commit({ ...status, version: '1.1.0', yanked: true, deprecated: true });
  await store.ledger.commit({ ...status, version: '1.1.0', yanked: true, deprecated: true, successor: 'cnss/share' });
  await store.ledger.commit({ ...channel, moves: [move('old', null, '*')] });
  bed.clock.advance(7000);
  await store.ledger.commit({ ...status, version: '1.1.0', yanked: false, deprecated: false });
  const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/1' };
  await store.ledger.commit({ ...bury, name: 'cnss/gone', version: '1.1.0', erases: 'archive,detail' });
  await store.ledger.commit({ ...bury, name: NAME, version: '1.1.0', erases: 'archive' });
  await publish(store, { version: '1.2.0' });
  await moveNames();
}

/** Gives an algorithm away, renames the agency that has it now, changes keys, publishes and buries on. */
async function moveNames(): Promise<void> {
  const [impots, cnss] = [testKey('impots'), testKey('cnss')];
  const transfer = (agency: string, from: string, to: string) => ({
    ...{ agency, change: { kind: 'transfer' as const, from, to } },
    signers: from.includes('/') ? [impots, cnss] : [cnss],
  });
  const key = testKey('caisse second');
  const added = { agency: 'caisse', change: keyAdd(key), signers: [cnss, key] };
  const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/2', version: '1.0.0' };
  const steps = [
    () => changeAgency(store, transfer('impots', NAME, 'cnss/tax')),
    () => changeAgency(store, transfer('cnss', 'cnss', 'caisse')),
    () => changeAgency(store, added),
    () =>
      publish(store, { name: 'caisse/tax', version: '2.0.0', dependencies: { 'cnss/share': '*' }, signers: [cnss] }),
    () => store.ledger.commit({ ...bury, name: 'caisse/tax', erases: 'archive,detail' }),
  ];
  for (const step of steps) {
    bed.clock.advance(7000);
    expect(await step()).toMatchObject({ ok: true, repeated: false });
  }
}

test.each([
  ['at the end', () => undefined],
  ['after each leaf', (render: () => void) => render()],
])('projecting the log into empty tables gives every row and document again, rendered %s', async (_, each) => {
  await live();
  const [from, to] = [openSql(join(bed.dataDir, 'registry.db')), openDatabase(join(folder, 'again.db'))];

  projectAll(from, to, each);

  expect(to.all('SELECT key FROM document').length).toBeGreaterThan(20);
  for (const [at, rows] of worldOf(to).entries()) expect(rows, VIEWS[at]).toEqual(worldOf(from)[at]);
  from.close();
  to.close();
});

test('the log tells who did what to whom, in order, and nothing that was refused', async () => {
  await live();
  await publish(store, { version: '1.0.0', content: 'other' });

  const leaves = (await store.log.leaves({ from: 5, limit: 100 })).map(({ bytes }) => parseLeaf(bytes));
  const lines = leaves.map((leaf) =>
    [leaf.kind, 'name' in leaf ? leaf.name : '', 'version' in leaf ? leaf.version : '', 'tag' in leaf ? leaf.tag : '']
      .filter((word) => word !== '')
      .join(' '),
  );

  expect(lines).toMatchInlineSnapshot(`
    [
      "key-add",
      "release impots/income-tax 1.0.0",
      "release impots/income-tax 1.1.0",
      "release cnss/share 1.0.0-rc.1",
      "release impots/income-tax 0.9.0",
      "release cnss/gone 1.0.0",
      "release cnss/gone 1.1.0",
      "channel impots/income-tax 1.1.0 beta",
      "channel impots/income-tax 0.9.0 old",
      "yank impots/income-tax 1.1.0",
      "deprecate impots/income-tax 1.1.0",
      "deprecate impots/income-tax 1.1.0",
      "channel impots/income-tax  old",
      "unyank impots/income-tax 1.1.0",
      "undeprecate impots/income-tax 1.1.0",
      "tombstone cnss/gone 1.1.0",
      "tombstone impots/income-tax 1.1.0",
      "release impots/income-tax 1.2.0",
      "transfer",
      "transfer",
      "key-add",
      "release caisse/tax 2.0.0",
      "tombstone caisse/tax 1.0.0",
    ]
  `);
});

test('a leaf that names another state of its agency than follows from it is not projected', async () => {
  const [, agency] = await store.log.leaves({ from: 0, limit: 2 });
  const leaf = parseLeaf(agency!.bytes);
  if (leaf.kind !== 'agency') throw new Error(leaf.kind);
  const sql = openDatabase(join(folder, 'again.db'));
  migrate(sql, readMigrations(), bed.clock.now());
  const wrong = { ...leaf, state: `sha256:${'0'.repeat(64)}` };

  expect(() => projectLeaf(createProjection(sql), { leaf: wrong, index: 1, detail: { title: {} } })).toThrow(
    /another state of impots/,
  );
  sql.close();
});
