import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { ProblemError } from '@national-forge/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { verifyFolder } from '../wiring/maintenance.ts';
import { openStore } from './open-store.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { createFailingFiles } from './testing/failing-files.ts';
import { testClock } from './testing/clock.ts';
import { createAgencies } from './testing/keys.ts';
import { digestOf, publish, samplePlan, upload } from './testing/sample.ts';

const HEAD = '/api/v1/algorithms/impots/income-tax';

let bed: Bed;
beforeEach(() => {
  bed = createBed();
});
afterEach(() => bed.clear());

const isFull = (error: unknown): boolean => error instanceof ProblemError && error.code === 'storage-full';
const damages = async (dataDir = bed.dataDir) => (await verifyFolder({ dataDir, clock: bed.clock })).damages;

describe('a disk that is full at the n-th write, for every n', () => {
  test('of the database: nothing is stored, reads go on, the next one succeeds', async () => {
    let left = Infinity;
    const isWrite = /^(INSERT|UPDATE|DELETE|SAVEPOINT|RELEASE|COMMIT|BEGIN)/;
    const store = await bed.open({
      onStatement(text) {
        if (isWrite.test(text) && (left -= 1) === 0) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
      },
    });
    await createAgencies(store, 'impots', 'cnss');
    await publish(store, { version: '1.0.0' });
    await upload(store, Buffer.from('archive of impots/income-tax 1.1.0'));
    let failures = 0;
    for (let n = 1; ; n += 1) {
      const before = store.documents.find(HEAD);
      left = n;
      const outcome = await store.ledger.commit(samplePlan({ version: '1.1.0' })).catch((error: unknown) => error);
      if (left > 0) {
        expect(outcome).toMatchObject({ ok: true });
        break;
      }
      failures += 1;
      expect(outcome).toSatisfy(isFull);
      expect(store.documents.find(HEAD)).toEqual(before);
      expect(await store.catalogue.findRelease({ name: 'impots/income-tax', version: '1.1.0' })).toBeUndefined();
    }

    left = Infinity;
    expect(failures).toBeGreaterThan(15);
    expect(await damages()).toEqual([]);
  });

  test('of the database: what fits is stored, though its group did not', async () => {
    let armed = false;
    const store = await bed.open({
      onStatement(text) {
        if (armed && /^INSERT INTO document .*algorithms\/impots/.test(text)) {
          throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
        }
      },
    });
    await createAgencies(store, 'impots', 'cnss');
    for (const name of ['impots/income-tax', 'cnss/share'])
      await upload(store, Buffer.from(`archive of ${name} 1.0.0`));
    armed = true;

    const [large, small] = await Promise.allSettled([
      store.ledger.commit(samplePlan({ version: '1.0.0' })),
      store.ledger.commit(samplePlan({ name: 'cnss/share', version: '1.0.0' })),
    ]);

    expect(large).toMatchObject({ status: 'rejected', reason: { code: 'storage-full' } });
    expect(small).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect(await damages()).toEqual([]);
  });

  test('of the files: no torn blob is ever there, and the same upload succeeds later', async () => {
    const failing = createFailingFiles();
    const store = await bed.open({ files: failing.files });
    await createAgencies(store, 'impots');
    await publish(store, { version: '1.0.0' });
    let failures = 0;
    for (let n = 1; ; n += 1) {
      const bytes = Buffer.from(`upload ${n}`);
      failing.failAt(n);
      const outcome = await upload(store, bytes).catch((error: unknown) => error);
      const done = failing.changes() < n;
      failing.failAt(0);
      if (done) break;
      failures += 1;
      expect(outcome, `change ${n}`).toSatisfy(isFull);
      expect(await store.blobs.findPublished(digestOf('archive of impots/income-tax 1.0.0'))).toBeDefined();
      const stored = await store.blobs.findStored(digestOf(bytes));
      if (stored !== undefined) expect((await buffer(stored.read())).equals(bytes)).toBe(true);

      expect(await publish(store, { version: `2.${n}.0`, archive: bytes })).toMatchObject({ ok: true });
    }

    expect(failures).toBeGreaterThan(6);
    expect(await damages()).toEqual([]);
  });

  test('of the files, while another form is made: the archive is served, the form comes later', async () => {
    const failing = createFailingFiles();
    const store = await bed.open({ files: failing.files });
    await createAgencies(store, 'impots');
    const { zstdCompressSync } = await import('node:zlib');
    const archive = zstdCompressSync(Buffer.from('files'));
    await publish(store, { version: '1.0.0', archive });
    failing.failAt(2);

    await expect(store.archives.findForm(digestOf(archive), 'gzip')).rejects.toSatisfy(isFull);

    const stored = await store.archives.findForm(digestOf(archive));
    expect((await buffer(stored!.read())).equals(archive)).toBe(true);
    failing.failAt(0);
    expect(await store.archives.findForm(digestOf(archive), 'gzip')).toMatchObject({ compression: 'gzip' });
  });
});

const runSystem = (program: string, ...args: readonly string[]) => execFileSync(program, args, { stdio: 'ignore' });

/** Mounts a small file system, where the machine lets us. */
function mountSmall(folder: string): boolean {
  try {
    runSystem('mount', '-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder);
    return true;
  } catch {
    return false;
  }
}

describe('a real file system of 3 MiB', () => {
  test('fills up, refuses with storage-full, reads on, and recovers when there is room', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'nforge-small-'));
    if (!mountSmall(folder)) {
      rmSync(folder, { recursive: true });
      context.skip('mounting is not allowed here');
    }
    try {
      writeFileSync(join(folder, 'filler'), Buffer.alloc(600_000));
      const dataDir = join(folder, 'data');
      const store = await openStore({ dataDir, clock: testClock() });
      await createAgencies(store, 'impots');
      let published = 0;
      let refusal: unknown;
      while (refusal === undefined && published < 1000) {
        const archive = Buffer.concat([Buffer.alloc(40_000, published), Buffer.from(`${published}`)]);
        const outcome = await publish(store, { version: `1.${published}.0`, archive }).catch((error: unknown) => error);
        if (outcome instanceof Error) refusal = outcome;
        else published += 1;
      }

      expect(refusal).toSatisfy(isFull);
      expect(published).toBeGreaterThan(5);
      expect(JSON.parse(String(store.documents.find(HEAD)?.bytes))).toMatchObject({ versionCount: published });
      rmSync(join(folder, 'filler'));
      const archive = Buffer.from('after');
      expect(await publish(store, { version: '3.0.0', archive })).toMatchObject({ ok: true });
      expect(await damages(dataDir)).toEqual([]);
      await store.close();
    } finally {
      runSystem('umount', folder);
      rmSync(folder, { recursive: true });
    }
  });
});
