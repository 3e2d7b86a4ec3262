import { formatTilePath, parseEntryBundle, parseNote, type Tile } from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { backUpFolder, restoreFolder } from '../../../wiring/maintenance.ts';
import { catchUpFolder } from '../../../wiring/maintain-log.ts';
import { forkFolder } from '../../log-fork.ts';
import { openStore, type Store } from '../../open-store.ts';
import { createBed, type Bed } from '../../testing/bed.ts';
import { fillLog } from '../../testing/fill.ts';
import { createAgencies } from '../../testing/keys.ts';
import { publish } from '../../testing/sample.ts';

const SIZE = 3000;
const CHECKPOINT = '/log/checkpoint';
const keyOf = (tile: Tile) => `/log/tile/${formatTilePath(tile)}`;

let bed: Bed;
let store: Store;
let statements: string[];
beforeEach(async () => {
  bed = createBed();
  statements = [];
  store = await bed.open({ origin: 'forge.test', onStatement: (text) => statements.push(text) });
  await createAgencies(store, 'impots');
});
afterEach(() => bed.clear());

const bytesAt = (key: string, of = store) => of.documents.find(key)?.bytes.toString('hex');
const noteAt = (of = store) => of.documents.find(CHECKPOINT)?.bytes.toString();

/** Every full tile of a log of `size` leaves, and every width of its partial ones. */
function tilesOf(size: number): readonly Tile[] {
  return (['entries', 0, 1] as const).flatMap((level) => {
    const hashes = Math.floor(size / (level === 1 ? 256 : 1));
    return Array.from({ length: Math.ceil(hashes / 256) }, (_, index) => {
      const width = Math.min(256, hashes - index * 256);
      return Array.from({ length: width }, (__, at) => ({ level, index, width: at + 1 }));
    }).flat();
  });
}

describe('a tile', () => {
  beforeEach(() => fillLog(bed.dataDir, SIZE));

  test.each<Tile>([
    { level: 0, index: 2, width: 256 },
    { level: 0, index: 11, width: 17 },
    { level: 1, index: 0, width: 11 },
    { level: 'entries', index: 3, width: 256 },
    { level: 'entries', index: 11, width: 184 },
  ])('is read in one statement beside the size of the log, and then in none: %j', async (tile) => {
    statements.length = 0;
    const first = store.documents.find(keyOf(tile));
    expect(statements).toHaveLength(2);
    statements.length = 0;

    expect(store.documents.find(keyOf(tile))).toBe(first);
    expect(statements).toEqual([]);
    expect(first).toMatchObject({ immutable: true, mediaType: 'application/octet-stream' });
    expect(first?.isDense).toBe(tile.level !== 'entries');
    expect(first?.bytes.equals((await store.tree.tile(tile)) ?? new Uint8Array())).toBe(true);
  });

  test('beyond the end of the log is not remembered: it is there once the log has grown', () => {
    const [partial, full] = ['/log/tile/0/011.p/200', '/log/tile/0/011'];
    expect([store.documents.find(partial), store.documents.find(full)]).toEqual([undefined, undefined]);

    fillLog(bed.dataDir, 12 * 256 + 1);

    expect(store.documents.find(partial)?.bytes).toHaveLength(200 * 32);
    expect(bytesAt(full)?.startsWith(bytesAt(partial) ?? '-')).toBe(true);
  });

  test.each(['/log/tile/', '/log/tile/0/000?x', '/log/tile/0/000.p/256', '/log/tile/0/1', '/log/other', '/log/'])(
    'has one path: nothing is found at %s',
    (key) => {
      expect(store.documents.find(key)).toBeUndefined();
    },
  );

  test('is never older than the log, whoever appends and under whatever name it goes on', async () => {
    const keys = tilesOf(SIZE)
      .filter(({ width, index }) => width === 256 || (index === 11 && width % 20 === 0) || width === 11)
      .map(keyOf);
    const before = keys.map((key) => bytesAt(key));
    const full = '/log/tile/entries/011';
    expect(before).not.toContain(undefined);
    expect(bytesAt(full)).toBeUndefined();

    await forkFolder({ dataDir: bed.dataDir, clock: bed.clock, origin: 'forge.after' });
    fillLog(bed.dataDir, 3100);
    await publish(store, { version: '1.0.0' });

    const fresh = await bed.open();
    expect(keys.map((key) => bytesAt(key))).toEqual(before);
    expect(keys.map((key) => bytesAt(key, fresh))).toEqual(before);
    expect(bytesAt(full)).toBe(bytesAt(full, fresh));
    const entries = parseEntryBundle(store.documents.find(full)?.bytes ?? new Uint8Array());
    expect(Buffer.from(entries[SIZE - 11 * 256] ?? []).toString()).toMatch(/^nforge-leaf\/1 fork\n/);
    expect(noteAt()).toMatch(/^forge\.after\n3101\n/);
  });

  test('is the same after missing leaves were caught up beneath an open store', async () => {
    const folder = `${bed.dataDir}-backup`;
    const dataDir = `${bed.dataDir}-restored`;
    await backUpFolder({ dataDir: bed.dataDir, folder, clock: bed.clock, withLogKey: true });
    await restoreFolder({ folder, dataDir, createdBy: 'test' });
    const restored = await openStore({ dataDir, clock: bed.clock });
    const [held, later] = ['/log/tile/entries/011.p/184', '/log/tile/entries/011.p/185'];
    expect([bytesAt(held, restored), bytesAt(later, restored)]).toEqual([bytesAt(held), undefined]);
    await publish(store, { version: '1.0.0' });

    await catchUpFolder({ dataDir, clock: bed.clock, from: bed.dataDir });

    for (const key of [CHECKPOINT, held, later]) {
      expect(bytesAt(key)).toBeDefined();
      expect(bytesAt(key, restored), key).toBe(bytesAt(key));
    }
    await restored.close();
  });

  test('that is damaged on the disk is an error, not a shorter tile', async () => {
    const gap = 5 * 256 + 7;
    await store.close();
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(`${bed.dataDir}/registry.db`);
    database.exec(`DROP TRIGGER leaf_kept; DROP TRIGGER log_node_kept;
      DELETE FROM leaf WHERE idx = ${gap}; DELETE FROM log_node WHERE level = 0 AND idx = ${gap}`);
    database.close();
    const opened = await bed.open();

    for (const tile of ['entries/005', '0/005', '0/005.p/8'])
      expect(() => opened.documents.find(`/log/tile/${tile}`)).toThrow('gone');
    expect(opened.documents.find('/log/tile/0/005.p/7')).toBeDefined();
    await expect(opened.tree.inclusion({ index: gap - 1, size: SIZE })).rejects.toThrow('gone');
  });
});

describe('the checkpoint', () => {
  test('of another process is seen at once: none that is older may follow one that was acknowledged', async () => {
    const other = await bed.open();
    const before = store.documents.find(CHECKPOINT);
    expect(store.documents.find(CHECKPOINT)).toBe(before);

    await publish(other, { version: '1.0.0' });

    const { note } = await other.log.checkpoint();
    expect(noteAt()).toBe(note);
    expect(store.documents.find(CHECKPOINT)?.etag).not.toBe(before?.etag);
    expect(parseNote(note).text).toMatch(/^forge\.test\n/);
  });

  test('costs one point read', () => {
    store.documents.find(CHECKPOINT);
    statements.length = 0;
    store.documents.find(CHECKPOINT);

    expect(statements).toHaveLength(1);
  });
});

describe('the memory of tiles', () => {
  const LIMIT = 256 * 1024;
  const HEAD = '/api/v1/algorithms/impots/income-tax';

  test('is that of documents, bounded in bytes whatever is read, and leaves what is read often', async () => {
    fillLog(bed.dataDir, SIZE);
    await publish(store, { version: '1.0.0' });
    const small = await bed.open({
      limits: { documentMemoryBytes: LIMIT },
      onStatement: (text) => statements.push(text),
    });
    const keys = tilesOf(SIZE).map(keyOf);
    expect(keys.length).toBeGreaterThan(6000);

    let most = 0;
    for (const key of keys) {
      small.documents.find(key);
      small.documents.find(HEAD);
      most = Math.max(most, small.documents.heldBytes());
    }

    expect(most).toBeLessThanOrEqual(LIMIT);
    expect(most).toBeGreaterThan(LIMIT / 2);
    statements.length = 0;
    small.documents.find(HEAD);
    expect(statements.filter((text) => !text.startsWith('PRAGMA'))).toEqual([]);
    // What is found without asking the tables is held, and its bytes are among those that are counted.
    const held = keys.toReversed().map((key) => {
      statements.length = 0;
      const { bytes } = small.documents.find(key) ?? {};
      return statements.length === 0 ? (bytes?.length ?? 0) : 0;
    });
    const bytes = held.slice(0, held.indexOf(0)).reduce((sum, one) => sum + one);
    expect(bytes).toBeGreaterThan(10 * 32);
    expect(bytes).toBeLessThan(most);
  });
});
