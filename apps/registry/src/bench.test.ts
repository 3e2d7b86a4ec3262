import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { assertInclusion, hashLeaf } from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { testClock } from './adapters/testing/clock.ts';
import { testKey } from './adapters/testing/keys.ts';
import { sampleDetail, sampleRow } from './adapters/testing/sample.ts';
import { createAgency, openMeasuredLog, openRecorder, type MeasuredRelease, type Recorder } from './bench.ts';
import { formatReleaseDetail, parseReleaseDetail } from './views/release-detail.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const release = (name: string, version: string): MeasuredRelease => {
  const sample = { name: `impots/${name}`, version };
  const envelope = JSON.parse(Buffer.from(sampleRow(sample).envelope).toString()) as MeasuredRelease['envelope'];
  // Members in the order in which records hold them, as the other side reads them from their canonical form.
  return { detail: parseReleaseDetail(formatReleaseDetail(sampleDetail(sample))), envelope };
};

const GROUPS = [
  [release('a', '1.0.0')],
  [release('a', '1.1.0'), release('b', '1.0.0'), release('a', '0.9.0')],
  [release('b', '2.0.0-rc.1'), release('c', '1.0.0')],
];

async function open(hasLog: boolean): Promise<Recorder> {
  const recorder = openRecorder({ dataDir: join(folder, `log-${hasLog}`), hasLog, clock: testClock() });
  await createAgency(recorder.tables, 'impots', testKey('impots'));
  recorder.expect(GROUPS.flat());
  return recorder;
}

const rowsOf = ({ tables: { sql } }: Recorder, table: string): readonly unknown[] =>
  sql.all(`SELECT * FROM ${table} ORDER BY 1, 2`);

describe('recording without a log, for comparison', () => {
  it('writes every row and document that the ledger writes, and nothing of the log', async () => {
    const [ledger, twin] = [await open(true), await open(false)];
    const before = rowsOf(twin, 'leaf').length;
    for (const group of GROUPS) {
      expect(await ledger.record(group)).toBeGreaterThan(group.length * 500);
      expect(await twin.record(group)).toBe(0);
    }

    for (const table of ['document', 'algorithm', 'release', 'channel', 'search_entry', 'blob']) {
      expect(rowsOf(twin, table), table).toEqual(rowsOf(ledger, table));
    }
    for (const table of ['publication', 'submission', 'upload']) {
      expect(rowsOf(twin, table), table).toHaveLength(rowsOf(ledger, table).length);
    }
    expect(rowsOf(ledger, 'document').length).toBeGreaterThan(20);
    expect(rowsOf(ledger, 'upload')).toEqual([]);
    expect(rowsOf(twin, 'leaf')).toHaveLength(before);
    expect(rowsOf(ledger, 'leaf')).toHaveLength(before + GROUPS.flat().length);
    await Promise.all([ledger.tables.close(), twin.tables.close()]);
  });

  it('makes one commit of a group on both sides', async () => {
    const ledger = await open(true);
    const before = rowsOf(ledger, 'checkpoint').length;
    for (const group of GROUPS) await ledger.record(group);

    expect(rowsOf(ledger, 'checkpoint')).toHaveLength(before + GROUPS.length);
    await ledger.tables.close();
  });

  it('refuses what its agency has not signed', async () => {
    const ledger = await open(true);
    const stranger = { ...release('a', '1.0.0'), envelope: release('b', '1.0.0').envelope };

    await expect(ledger.record([stranger])).rejects.toThrow();
    await ledger.tables.close();
  });
});

describe('a log filled for measuring', () => {
  it('is a log like any other: every leaf is proved in the tree of its last checkpoint', async () => {
    const log = openMeasuredLog(join(folder, 'log'), testClock());
    const { tables } = log;
    log.fill(130);
    log.append(3);
    const { size } = await tables.log.checkpoint();
    const root = (await tables.tree.rootAt(size)) ?? new Uint8Array();

    expect(size).toBe(133);
    for (const { index, bytes } of await tables.log.leaves({ from: 0, limit: size })) {
      const hashes = (await tables.tree.inclusion({ index, size })) ?? [];
      expect(() => assertInclusion({ index, size, root, hashes, leafHash: hashLeaf(bytes) })).not.toThrow();
    }
    await tables.close();
  });
});
