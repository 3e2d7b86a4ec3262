import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { run as verify } from '../commands/verify.ts';
import type { VerifyReport } from '../usecases/maintenance/verify-data.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import type { Store } from './open-store.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { createAgencies } from './testing/keys.ts';
import { digestOf, publish } from './testing/sample.ts';

let bed: Bed;
let store: Store;
beforeEach(async () => {
  bed = createBed();
  store = await bed.open({ origin: 'forge.test' });
  await createAgencies(store, 'cnss');
});
afterEach(() => bed.clear());

const report = () => verifyFolder({ dataDir: bed.dataDir, clock: bed.clock });
const linesOf = ({ damages }: VerifyReport) => damages.map(({ kind, place, detail }) => `${kind}: ${place}: ${detail}`);

async function ask(...args: readonly string[]) {
  const said = { out: '', err: '' };
  const io = {
    stdout: (text: string) => void (said.out += text),
    stderr: (text: string) => void (said.err += text),
    env: {},
    cwd: bed.dataDir,
    clock: bed.clock,
  };
  return { exit: await verify(['--data', bed.dataDir, ...args], io), ...said };
}

describe('the key of the log', () => {
  test.skipIf(process.platform === 'win32')('is for its owner alone', async () => {
    chmodSync(join(bed.dataDir, 'log.key'), 0o644);
    const open = await report();
    chmodSync(join(bed.dataDir, 'log.key'), 0o400);

    expect(linesOf(open)).toEqual([expect.stringMatching(/^log-key: log\.key: .*mode 0644.*chmod 600/)]);
    expect(await report()).toMatchObject({ ok: true, damages: [], notes: [] });
  });

  test('may be missing, which is said, for then nothing can be signed', async () => {
    rmSync(join(bed.dataDir, 'log.key'));

    const { exit, err } = await ask();

    expect(exit).toBe(0);
    expect(err).toContain('note: log.key is missing: nothing can be signed');
    expect((await report()).notes).toHaveLength(1);
  });
});

describe('another form of an archive', () => {
  test('is compared with what was made of it, and may be missing', async () => {
    const archive = gzipSync('not really a tar '.repeat(5000));
    await publish(store, { name: 'cnss/share', version: '1.0.0', archive });
    const form = await store.archives.findForm(digestOf(archive), 'zstd');
    await buffer(form!.read());
    const name = `${digestOf(archive).slice('sha256:'.length)}.zstd`;
    const file = join(bed.dataDir, 'derived', name);
    const whole = await report();
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(9) ^ 1, 9);
    writeFileSync(file, bytes);

    const flipped = await report();
    rmSync(file);

    expect(whole.ok).toBe(true);
    expect(linesOf(flipped)).toEqual([expect.stringContaining(`form-damaged: derived/${name}: `)]);
    expect((await report()).ok).toBe(true);
  });
});

describe('what is named', () => {
  test('is bounded for each kind, and all of it is counted', async () => {
    for (let minor = 0; minor < 60; minor += 1) await publish(store, { name: 'cnss/share', version: `1.${minor}.0` });
    const database = new Database(join(bed.dataDir, 'registry.db'));
    database.exec(`UPDATE document SET bytes = x'7b7d'; DELETE FROM search_pending`);
    database.close();

    const { damages, found, unnamed } = await report();
    const { exit, out } = await ask();

    const named = damages.filter(({ kind }) => kind === 'document-differs').length;
    expect(named).toBe(100);
    expect(found['document-differs']).toBe(100 + unnamed);
    expect(damages.some(({ kind }) => kind === 'search')).toBe(true);
    expect(exit).toBe(8);
    expect(out).toContain(`… and ${unnamed} more places; in all: document-differs ${100 + unnamed}, search `);
  });
});
