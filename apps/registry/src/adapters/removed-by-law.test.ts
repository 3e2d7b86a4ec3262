import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { catchUpFolder } from '../wiring/maintain-log.ts';
import { backUpFolder, restoreFolder, verifyFolder } from '../wiring/maintenance.ts';
import type { Store } from './open-store.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { createAgencies } from './testing/keys.ts';
import { digestOf, publish } from './testing/sample.ts';

let bed: Bed;
let root: string;
let store: Store;
beforeEach(async () => {
  bed = createBed();
  root = mkdtempSync(join(tmpdir(), 'nforge-removed-'));
  store = await bed.open({ origin: 'forge.test' });
  await createAgencies(store, 'cnss');
  await publish(store, share('1.0.0'), share('1.1.0'));
});
afterEach(async () => {
  await bed.clear();
  rmSync(root, { recursive: true });
});

const at = (name: string) => join(root, name);
const share = (version: string) => ({ name: 'cnss/share', version });
const archiveOf = (version: string) => digestOf(`archive of cnss/share ${version}`);
const blobAt = (folder: string, version: string) => {
  const hex = archiveOf(version).slice('sha256:'.length);
  return join(folder, 'blobs', hex.slice(0, 2), hex);
};
const backUp = (name: string) => backUpFolder({ dataDir: bed.dataDir, folder: at(name), clock: bed.clock });
const restoreTo = (from: string, to: string) => restoreFolder({ folder: at(from), dataDir: at(to), createdBy: 'test' });
const damagesAt = async (dataDir: string) => (await verifyFolder({ dataDir, clock: bed.clock })).damages;

async function bury(version: string): Promise<void> {
  const decision = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/1', erases: 'archive' as const };
  await store.ledger.commit({ ...decision, ...share(version) });
}

describe('a second backup into the same folder', () => {
  test('keeps no archive that the law removed since the first, and says how many went', async () => {
    await backUp('copy');
    await bury('1.1.0');
    const second = await backUp('copy');
    const third = await backUp('copy');

    expect([second.removed, third.removed]).toEqual([1, 0]);
    expect(existsSync(blobAt(at('copy'), '1.1.0'))).toBe(false);
    expect(existsSync(blobAt(at('copy'), '1.0.0'))).toBe(true);
    expect(await restoreTo('copy', 'restored')).toMatchObject({ ok: true, copied: 1 });
    expect(await damagesAt(at('restored'))).toEqual([]);
  });
});

describe('catching up', () => {
  test('takes from the disk at once what a tombstone that came removed', async () => {
    await backUpFolder({ dataDir: bed.dataDir, folder: at('early'), clock: bed.clock, withLogKey: true });
    await restoreTo('early', 'restored');
    await bury('1.1.0');
    await catchUpFolder({ dataDir: at('restored'), clock: bed.clock, from: bed.dataDir });

    expect(existsSync(blobAt(at('restored'), '1.1.0'))).toBe(false);
    expect(existsSync(blobAt(at('restored'), '1.0.0'))).toBe(true);
    expect(await damagesAt(at('restored'))).toEqual([]);
  });
});

describe('verify', () => {
  test('names an archive that the law removed and that is still on the disk', async () => {
    await bury('1.1.0');

    const before = await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock });
    await store.blobs.collect(new Date(1));
    const after = await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock });

    expect([before.ok, before.notes.length, after.notes.length]).toEqual([true, 1, 0]);
    expect(before.notes[0]).toContain(`the law removed ${archiveOf('1.1.0')} from cnss/share@1.1.0`);
  });
});
