import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBed, type Bed } from '../testing/bed.ts';
import { createAgencies, publish } from '../testing/sample.ts';
import { listDownloads } from './downloads.ts';
import { listEvents } from './events.ts';
import { openSql, type Sql } from './sql.ts';

const NAME = 'impots/income-tax';

let bed: Bed;
let sql: Sql;
beforeEach(async () => {
  bed = createBed();
  const store = await bed.open();
  await createAgencies(store, 'impots');
  await publish(store, { version: '1.0.0' });
  sql = openSql(join(bed.dataDir, 'registry.db'));
});
afterEach(async () => {
  sql.close();
  await bed.clear();
});

const history = () =>
  listEvents(sql, NAME).map(({ kind, actor, version, tag, reason }) => [kind, actor, version ?? tag, reason]);

test('the history tells who did what and why, and nothing that was refused', async () => {
  const store = await bed.open();
  const status = { kind: 'status' as const, actor: 't2', name: NAME, version: '1.0.0', successor: null, ifMatch: '*' };
  const move = { name: NAME, tag: 'beta', version: '1.0.0', ifMatch: null };
  await store.ledger.commit({ kind: 'channel', actor: 't3', reason: 'try it', moves: [move] });
  await store.ledger.commit({ kind: 'channel', actor: 't3', reason: 'again', moves: [move] });
  await store.ledger.commit({ ...status, yanked: true, deprecated: true, reason: 'wrong rate' });
  await store.ledger.commit({ ...status, yanked: true, deprecated: true, reason: 'nothing new' });
  await store.ledger.commit({ ...status, yanked: false, deprecated: false, reason: 'corrected' });
  await publish(store, { version: '1.0.0', content: 'other' });

  expect(history()).toEqual([
    ['release', 'token-1', '1.0.0', ''],
    ['channel-move', 't3', '1.0.0', 'try it'],
    ['yank', 't2', '1.0.0', 'wrong rate'],
    ['deprecate', 't2', '1.0.0', 'wrong rate'],
    ['unyank', 't2', '1.0.0', 'corrected'],
    ['undeprecate', 't2', '1.0.0', 'corrected'],
  ]);
  expect(listEvents(sql, 'impots')).toMatchObject([{ kind: 'agency', at: bed.clock.now().getTime() }]);
});

test('downloads add up over batches and processes', async () => {
  const [a, b] = [await bed.open(), await bed.open()];
  const count = (store: typeof a, day: string) =>
    store.downloads.count({ name: NAME, version: '1.0.0' }, new Date(day));
  count(a, '2026-11-23T00:00:00Z');
  count(a, '2026-11-23T23:59:59Z');
  count(b, '2026-11-23T12:00:00Z');
  count(b, '2026-11-24T12:00:00Z');
  await Promise.all([a.downloads.flush(), b.downloads.flush()]);
  count(a, '2026-11-24T12:00:00Z');
  await a.close();

  expect(listDownloads(sql, NAME)).toEqual([
    { version: '1.0.0', day: '2026-11-23', count: 3 },
    { version: '1.0.0', day: '2026-11-24', count: 2 },
  ]);
});
