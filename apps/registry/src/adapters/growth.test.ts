import { afterAll, expect, test } from 'vitest';

import { createBed, type Bed } from './testing/bed.ts';
import { createFailingFiles } from './testing/failing-files.ts';
import { fillVersions } from './testing/fill.ts';
import { changeAgency, createAgencies, testKey } from './testing/keys.ts';
import { samplePlan, upload } from './testing/sample.ts';
import { isFullScale } from './testing/scale.ts';
import { openDatabase } from './sqlite/open-database.ts';
import { join } from 'node:path';

const NAME = 'impots/income-tax';
const HEAD = `/api/v1/algorithms/${NAME}`;

// One below a multiple of 256, so that the segment that is rendered again is equally full at each size.
const SIZES = isFullScale() ? [1023, 10_239, 102_399] : [1023, 4095];

const LONG = { timeout: 3_600_000 };

interface Cost {
  readonly statements: number;
  readonly writes: number;
  readonly commits: number;
  readonly writtenBytes: number;
  readonly fileSyncs: number;
  readonly scans: readonly string[];
}

const filled = new Map<number, Bed>();
afterAll(async () => {
  for (const bed of filled.values()) await bed.clear();
});

/** Makes a folder with an algorithm of so many versions: filled once for each size, each test has a copy of its own. */
async function bedOf(size: number): Promise<Bed> {
  const full = filled.get(size) ?? (await fillBed(size));
  filled.set(size, full);
  return createBed(full.dataDir);
}

async function fillBed(size: number): Promise<Bed> {
  const bed = createBed();
  const store = await bed.open();
  await createAgencies(store, 'impots');
  await store.close();
  fillVersions(bed.dataDir, NAME, size);
  return bed;
}

const WRITE = /^(INSERT|UPDATE|DELETE)/;

// The hashes of the log grow with its logarithm; sqlite/log-growth.test.ts counts them.
const LOG_NODE = /^(SELECT hash FROM|INSERT INTO) log_node/;

// SQLite tells a long value as its beginning and a comment with the number of further bytes.
const bytesOf = (text: string): number =>
  [...text.matchAll(/\/\*\+(\d+) bytes\*\//g)].reduce((sum, [, more]) => sum + Number(more), text.length);

/** Lists the steps of the plans of statements that read a whole table. */
function scansOf(dataDir: string, statements: readonly string[]): readonly string[] {
  const sql = openDatabase(join(dataDir, 'registry.db'));
  const plain = statements.filter((text) => /^(SELECT|INSERT|UPDATE|DELETE)/.test(text));
  const steps = plain.flatMap((text) => sql.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`));
  sql.close();
  const details = steps.map(({ detail }) => detail);
  return [...new Set(details)].filter((detail) => detail.startsWith('SCAN') && !/VIRTUAL TABLE|CONSTANT/.test(detail));
}

async function costOfPublish(size: number): Promise<Cost> {
  const here = await bedOf(size);
  const failing = createFailingFiles();
  const statements: string[] = [];
  const store = await here.open({ files: failing.files, onStatement: (text) => statements.push(text) });
  await upload(store, Buffer.from('warm the shard'));
  statements.length = 0;
  failing.failAt(0);
  await upload(store, Buffer.from(`archive of ${NAME} 2.0.0`));
  // Late, so that there is something to compare with on both sides.
  const { revision, ...binding } = await store.catalogue.findBindings({ name: NAME, version: '1.7.1', line: '1' });
  const { below, above, vectors } = binding;
  expect([below[0]?.version, above[0]?.version, above.length, vectors.length]).toEqual(['1.7.0', '1.8.0', 500, 1]);
  const outcome = await store.ledger.commit(samplePlan({ name: NAME, version: '1.7.1', content: '2.0.0', revision }));
  expect(outcome).toMatchObject({ ok: true });
  const counted = statements.filter((text) => !LOG_NODE.test(text));
  const writes = counted.filter((text) => WRITE.test(text));
  const cost = {
    statements: counted.length,
    writes: writes.length,
    commits: statements.filter((text) => text === 'COMMIT').length,
    writtenBytes: writes.reduce((sum, text) => sum + bytesOf(text), 0),
    fileSyncs: failing.syncs(),
    scans: scansOf(here.dataDir, statements),
  };
  await here.clear();
  return cost;
}

/** Counts what moving an algorithm costs. */
async function costOfMove(size: number) {
  const here = await bedOf(size);
  const statements: string[] = [];
  const store = await here.open({ onStatement: (text) => statements.push(text) });
  statements.length = 0;
  const change = { kind: 'transfer' as const, from: NAME, to: 'impots/moved' };
  const outcome = await changeAgency(store, { agency: 'impots', change, signers: [testKey('impots')] });
  expect(outcome).toMatchObject({ ok: true });
  const moved = store.documents.find('/api/v1/algorithms/impots/moved/versions/segments/0');
  expect(moved?.bytes.toString()).toContain('"name":"impots/moved"');
  const scans = scansOf(
    here.dataDir,
    statements.filter((text) => !LOG_NODE.test(text)),
  );
  await here.clear();
  const count = (pattern: RegExp): number => statements.filter((text) => pattern.test(text)).length;
  return { writes: count(WRITE) - count(/^INSERT INTO log_node/), reads: count(/^SELECT/), scans };
}

test('moving an algorithm writes a status for each version, and reads it by segments of 256', LONG, async () => {
  const [small, large] = [await costOfMove(255), await costOfMove(1023)];

  expect(large.writes - small.writes).toBe(768 + 3);
  expect(large.reads - small.reads).toBeLessThan(30);
  // One row for each name that the log itself had.
  expect(large.scans).toEqual(['SCAN log_identity']);
});

test(`publishing costs the same at ${SIZES.join(', ')} versions: statements, bytes, fsyncs`, LONG, async () => {
  const costs: Cost[] = [];
  for (const size of SIZES) costs.push(await costOfPublish(size));

  const [first, ...rest] = costs;
  expect(first?.commits).toBe(2);
  expect(first?.fileSyncs).toBeLessThanOrEqual(3);
  expect(first?.statements).toBeLessThan(90);
  // A segment of 256 versions is the largest part of it.
  expect(first?.writtenBytes).toBeGreaterThan(30_000);
  for (const cost of rest) {
    expect({ ...cost, writtenBytes: 0 }).toEqual({ ...first, writtenBytes: 0 });
    // Only the digits of the numbers grow.
    expect(cost.writtenBytes / first!.writtenBytes).toBeCloseTo(1, 1);
  }
  expect(first?.scans).toEqual([]);
});

test('reading costs one statement the first time and none afterwards, at any size', LONG, async () => {
  for (const [index, size] of SIZES.entries()) {
    const statements: string[] = [];
    const here = await bedOf(size);
    const store = await here.open({ onStatement: (text) => statements.push(text) });
    here.clock.advance(60);
    store.documents.epoch();
    for (const key of [HEAD, `${HEAD}/versions`, `${HEAD}/versions/segments/2`, `${HEAD}/versions/1.7.0/status`]) {
      statements.length = 0;
      const document = store.documents.find(key);
      expect(statements.length, `${key} at size ${index}`).toBe(1);
      expect(document?.bytes.length).toBeLessThan(64 * 1024);
      store.documents.find(key);
      expect(statements).toHaveLength(1);
    }
    await here.clear();
  }
});

test('yanking the latest of many versions costs no more than that of a few', LONG, async () => {
  const counts: number[] = [];
  for (const size of [SIZES[0]!, SIZES.at(-1)!]) {
    const statements: string[] = [];
    const here = await bedOf(size);
    const store = await here.open({ onStatement: (text) => statements.push(text) });
    statements.length = 0;
    const outcome = await store.ledger.commit({
      kind: 'status',
      actor: 't',
      name: NAME,
      version: `1.${size - 1}.0`,
      yanked: true,
      deprecated: false,
      successor: null,
      reason: 'wrong',
      ifMatch: '*',
    });
    expect(outcome).toMatchObject({ ok: true });
    expect(JSON.parse(String(store.documents.find(HEAD)?.bytes))).toMatchObject({ latest: `1.${size - 2}.0` });
    counts.push(statements.filter((text) => !LOG_NODE.test(text)).length);
    await here.clear();
  }

  expect(new Set(counts).size).toBe(1);
});

test('64 publishes at once share one commit', async () => {
  const statements: string[] = [];
  const bed = createBed();
  const store = await bed.open({ onStatement: (text) => statements.push(text) });
  await createAgencies(store, 'impots');
  const versions = Array.from({ length: 64 }, (_, index) => `1.${index}.0`);
  for (const version of versions) await upload(store, Buffer.from(`archive of ${NAME} ${version}`));
  statements.length = 0;

  await Promise.all(versions.map((version) => store.ledger.commit(samplePlan({ version }))));

  expect(statements.filter((text) => text === 'COMMIT')).toHaveLength(1);
  await bed.clear();
});
