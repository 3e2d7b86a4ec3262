import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBed, type Bed } from '../testing/bed.ts';
import { fillLog } from '../testing/fill.ts';
import { createAgencies } from '../testing/keys.ts';
import { receiptsOf } from '../testing/ledger-setting.ts';
import { isFullScale } from '../testing/scale.ts';
import type { Store } from '../open-store.ts';

const SIZES = isFullScale() ? [1000, 10_000, 100_000, 1_000_000] : [1000, 20_000];

const LONG = { timeout: 3_600_000 };

let bed: Bed;
let statements: string[];
beforeEach(() => {
  bed = createBed();
  statements = [];
});
afterEach(() => bed.clear());

async function openFilled(size: number): Promise<Store> {
  const store = await bed.open({ onStatement: (text) => statements.push(text) });
  await createAgencies(store, 'impots');
  fillLog(bed.dataDir, size);
  statements.length = 0;
  return store;
}

/** Statements are told with their values, so a longer list of places makes a longer text. */
const longest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));
const count = (pattern: RegExp): number => statements.filter((text) => pattern.test(text)).length;

test(`appending, proving and tiles read and write O(log n) rows: ${SIZES.join(', ')} leaves`, LONG, async () => {
  for (const size of SIZES) {
    const store = await openFilled(size);
    const depth = Math.ceil(Math.log2(size)) + 1;
    const outcome = await store.ledger.commit({ kind: 'agency', actor: 'operator', name: 'cnss', title: {} });

    expect(receiptsOf(outcome)[0]).toMatchObject({ index: size });
    expect(count(/^INSERT INTO leaf/)).toBe(1);
    expect(count(/^INSERT INTO checkpoint/)).toBe(1);
    expect(count(/^INSERT INTO log_node/)).toBeLessThanOrEqual(depth);
    // Left siblings of what is completed, and the border of the tree for its root; the path of the receipt is one read.
    expect(count(/^SELECT hash FROM log_node/)).toBeLessThanOrEqual(2 * depth);
    expect(count(/^SELECT level, idx, hash FROM json_each/)).toBe(1);
    expect(statements.length).toBeLessThan(30 + 3 * depth);

    // The size of the log, and what is read of its tree or its leaves, whatever the size.
    for (const read of [
      () => store.tree.inclusion({ index: Math.floor(size / 3), size }),
      () => store.tree.consistency({ from: Math.floor(size / 7), to: size }),
      () => store.tree.rootAt(size - 1),
      () => store.tree.tile({ level: 0, index: 2, width: 256 }),
      () => store.tree.tile({ level: 'entries', index: 2, width: 256 }),
      () => store.log.receipt(Math.floor(size / 2)),
    ]) {
      statements.length = 0;
      expect(await read()).toBeDefined();
      expect(statements.length).toBeLessThanOrEqual(3);
      expect(longest(statements)).toBeLessThan(200 + 12 * 2 * depth);
    }
    await bed.clear();
    bed = createBed();
  }
});

test('a group of 64 leaves costs two nodes and a few reads for each, however long the log is', LONG, async () => {
  const store = await openFilled(SIZES.at(-1)!);
  const agencies = Array.from({ length: 64 }, (_, at) => `agency-${at}`);

  await Promise.all(
    agencies.map((name) => store.ledger.commit({ kind: 'agency', actor: 'operator', name, title: {} })),
  );

  expect(count(/^INSERT INTO leaf/)).toBe(64);
  expect(count(/^INSERT INTO log_node/)).toBeLessThanOrEqual(2 * 64 + 20);
  expect(count(/^INSERT INTO checkpoint/)).toBe(1);
  expect(count(/^COMMIT$/)).toBe(1);
  expect(count(/^SELECT hash FROM log_node/)).toBeLessThanOrEqual(2 * 64 + 40);
  expect(count(/^SELECT level, idx, hash FROM json_each/)).toBeLessThanOrEqual(64);
});
