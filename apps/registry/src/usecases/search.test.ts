import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBed, type Bed } from '../adapters/testing/bed.ts';
import { createAgencies } from '../adapters/testing/keys.ts';
import { publish } from '../adapters/testing/sample.ts';
import { search } from './search.ts';

let bed: Bed;
beforeEach(() => {
  bed = createBed();
});
afterEach(() => bed.clear());

test('of a facet with many values the hundred most frequent are listed, and what was chosen', async () => {
  const store = await bed.open();
  await createAgencies(store, 'impots');
  const sectors = Array.from({ length: 120 }, (_, index) => `sector-${String(index).padStart(3, '0')}`);
  await publish(
    store,
    { name: 'impots/all', version: '1.0.0', hit: { sectors } },
    { name: 'impots/one', version: '1.0.0', hit: { sectors: ['sector-117'] } },
  );

  const open = await search(store, { q: '', limit: 1 });
  const chosen = await search(store, { q: '', limit: 1, sector: ['sector-119', 'sector-000', 'none'] });

  expect(open.facets.sector).toHaveLength(100);
  expect(open.facets.sector[0]).toEqual({ value: 'sector-117', count: 2 });
  expect(chosen.facets.sector).toHaveLength(101);
  expect(chosen.facets.sector.at(-1)).toEqual({ value: 'sector-119', count: 1 });
  expect(chosen.total).toBe(1);
});
