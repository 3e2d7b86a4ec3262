import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBed, type Bed } from '../testing/bed.ts';
import { createAgencies } from '../testing/keys.ts';
import { publish } from '../testing/sample.ts';
import { listDownloads } from './downloads.ts';
import { openSql } from './sql.ts';

const NAME = 'impots/income-tax';

let bed: Bed;
beforeEach(async () => {
  bed = createBed();
  const store = await bed.open();
  await createAgencies(store, 'impots');
  await publish(store, { version: '1.0.0' });
});
afterEach(() => bed.clear());

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

  const sql = openSql(join(bed.dataDir, 'registry.db'));
  expect(listDownloads(sql, NAME)).toEqual([
    { version: '1.0.0', day: '2026-11-23', count: 3 },
    { version: '1.0.0', day: '2026-11-24', count: 2 },
  ]);
  sql.close();
});
