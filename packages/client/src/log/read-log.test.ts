import { formatLeaf, type Leaf } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import { openDesk, type Desk } from '../keys/testing/desk.ts';
import { SampleLog, type SampleEntry } from '../testing/sample-log.ts';
import { sendJson } from '../testing/wire.ts';
import { readLog, type LogBatch, type ReadLogOptions } from './read-log.ts';

function logOf(size: number): SampleLog {
  const log = new SampleLog();
  while (log.size < size) log.pad();
  return log;
}

async function readAll(desk: Desk, options?: ReadLogOptions): Promise<readonly LogBatch[]> {
  const batches: LogBatch[] = [];
  for await (const batch of readLog(desk.client, options)) batches.push(batch);
  return batches;
}

const indexes = (batches: readonly LogBatch[]) => batches.flatMap(({ entries }) => entries.map(({ index }) => index));

/** Shows other entries than the log has, under the true checkpoint. */
async function evilDesk(size: number, spoil: (entries: SampleEntry[]) => readonly SampleEntry[]): Promise<Desk> {
  const desk = await openDesk(logOf(size));
  const shown = spoil([...desk.log.entries]);
  desk.registry.faults.unshift((request, response, { path }) => {
    if (path !== '/api/v1/log/entries') return false;
    const query = new URL(request.url ?? '', 'http://x.invalid').searchParams;
    const from = Number(query.get('from'));
    const entries = shown.slice(from, from + Number(query.get('limit'))).map(({ bytes }, at) => ({
      index: from + at,
      leaf: Buffer.from(bytes).toString(),
    }));
    sendJson(response, { from, size: shown.length || 1, next: from + entries.length, entries });
    return true;
  });
  return desk;
}

describe('readLog', () => {
  test('gives every leaf once and in order, from any index to any other', async () => {
    const desk = await openDesk(logOf(23));

    expect(indexes(await readAll(desk))).toEqual([...Array(23).keys()]);
    for (const from of [1, 7, 8, 16, 22]) {
      expect(indexes(await readAll(desk, { from }))).toEqual([...Array(23).keys()].slice(from));
      expect(indexes(await readAll(desk, { from, to: from + 1 }))).toEqual([from]);
    }
    expect(await readAll(desk, { from: 23 })).toEqual([]);
    await expect(readAll(desk, { from: 24 })).rejects.toMatchObject({ code: 'log-range', exit: 2 });
  });

  test('goes through more leaves than one answer holds, each batch proved by itself', async () => {
    const desk = await openDesk(logOf(1203));

    const batches = await readAll(desk);

    expect(batches.map(({ entries }) => entries.length)).toEqual([500, 500, 203]);
    expect(new Set(batches.map(({ note }) => note))).toEqual(new Set([desk.log.checkpoint()]));
  });

  test.each<[string, (entries: SampleEntry[]) => readonly SampleEntry[]]>([
    ['edited', (all) => all.with(5, entryAt(all, 5, { actor: 'other' }))],
    ['left out', (all) => all.toSpliced(5, 1)],
    ['doubled', (all) => all.toSpliced(5, 0, ...all.slice(5, 6)).slice(0, 20)],
    ['put in another order', (all) => [...all.slice(0, 5), ...all.slice(5).reverse()]],
    ['held back', (all) => all.slice(0, 5)],
  ])('refuses a log whose leaves are %s, at whatever index the reading begins', async (_, spoil) => {
    const desk = await evilDesk(20, spoil);

    for (const from of [0, 1, 4, 5]) {
      const given: number[] = [];
      const reading = async () => {
        for await (const { entries } of readLog(desk.client, { from }))
          given.push(...entries.map(({ index }) => index));
      };
      await expect(reading()).rejects.toMatchObject({ code: 'log-invalid', exit: 8 });
      // Nothing that was not proved is ever given out.
      expect(given.filter((index) => index >= 5)).toEqual([]);
    }
  });

  test('refuses a first edge that is made up', async () => {
    const desk = await openDesk(logOf(20));
    desk.registry.faults.unshift((_, response, { path }) => {
      if (path !== '/api/v1/log/proof/inclusion') return false;
      const hashes = [Buffer.alloc(32).toString('base64'), Buffer.alloc(32).toString('base64')];
      sendJson(response, { index: 12, size: 13, leaf: 'x', hashes, checkpoint: null });
      return true;
    });

    await expect(readAll(desk, { from: 12 })).rejects.toMatchObject({
      code: 'log-invalid',
      params: { reason: 'root' },
    });
    await expect(readAll(desk, { from: 13 })).rejects.toMatchObject({
      code: 'log-invalid',
      params: { reason: 'edge' },
    });
  });

  test('refuses indexes that do not follow each other', async () => {
    const desk = await openDesk(logOf(3));
    desk.registry.faults.unshift((_, response, { path }) => {
      if (path !== '/api/v1/log/entries') return false;
      sendJson(response, { from: 0, size: 3, next: 3, entries: [{ index: 1, leaf: 'x' }] });
      return true;
    });

    await expect(readAll(desk)).rejects.toMatchObject({ code: 'log-invalid', params: { reason: 'gap', index: 0 } });
  });

  test('refuses a checkpoint that the key of the log did not sign', async () => {
    const desk = await openDesk(logOf(5));
    const other = new SampleLog(desk.log.origin);
    const { registry, log } = desk;
    registry.answers = {
      logKeys: () => ({ origin: log.origin, keys: [{ key: log.signer.verifierKey, from: 0 }] }),
      checkpoint: () => other.checkpoint(),
      consistency: () => ({}),
      inclusion: () => ({}),
      releaseProof: () => undefined,
      agencyKeys: () => undefined,
      blob: () => undefined,
    };

    await expect(readAll(desk)).rejects.toMatchObject({ code: 'untrusted', params: { step: 'checkpoint' } });
  });

  test('stops at a leaf of a later version, after having given all before it', async () => {
    const log = logOf(4);
    log.push({
      bytes: Buffer.from('nforge-leaf/2 treaty\nclause 1\n'),
      leaf: log.entries[1]?.leaf as Leaf,
      envelope: null,
    });
    log.pad();
    const desk = await openDesk(log);

    const given: number[] = [];
    const reading = async () => {
      for await (const { entries } of readLog(desk.client)) given.push(...entries.map(({ index }) => index));
    };

    await expect(reading()).rejects.toMatchObject({ code: 'leaf-unsupported', exit: 1, params: { index: 4 } });
    expect(given).toEqual([0, 1, 2, 3]);
  });

  test('refuses a log whose own leaves break its form or go back in time', async () => {
    const broken = logOf(3);
    broken.push({ bytes: Buffer.from('no leaf\n'), leaf: broken.entries[1]?.leaf as Leaf, envelope: null });
    const early = logOf(3);
    early.append({ ...(early.entries[1]?.leaf as Leaf), time: 1 });

    await expect(readAll(await openDesk(broken))).rejects.toMatchObject({ params: { reason: 'leaf', index: 3 } });
    await expect(readAll(await openDesk(early))).rejects.toMatchObject({ params: { reason: 'time', index: 3 } });
  });
});

function entryAt(all: readonly SampleEntry[], at: number, change: object): SampleEntry {
  const entry = all[at];
  if (entry === undefined) throw new Error('no entry');
  const leaf = { ...entry.leaf, ...change };
  return { ...entry, leaf, bytes: formatLeaf(leaf) };
}
