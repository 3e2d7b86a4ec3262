import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatEntryBundle, parseEntryBundle } from './entry-bundle.ts';
import { formatHashTile, parseHashTile } from './hash-tile.ts';
import { formatTilePath, parseTilePath, TILE_WIDTH, tileOf } from './tile-path.ts';
import type { Tile } from './tile-path.ts';

const levels = fc.oneof(fc.constant<Tile['level']>('entries'), fc.integer({ min: 0, max: 63 }));
const tiles = fc.record({ level: levels, index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: TILE_WIDTH }) });

/** Lists the tiles of a tree level by level, as C2SP tlog-tiles counts them in its examples. */
function tilesOf(size: number): readonly string[] {
  const paths: string[] = [];
  for (let level = 0; level < 7; level += 1) {
    for (let index = 0, tile; (tile = tileOf(size, level, index)) !== undefined; index += 1) {
      paths.push(formatTilePath(tile));
    }
  }
  return paths;
}

describe('The path of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, '0/000'],
    [{ level: 0, index: 1_234_067, width: 256 }, '0/x001/x234/067'],
    [{ level: 0, index: 1067, width: 256 }, '0/x001/067'],
    [{ level: 1, index: 999, width: 17 }, '1/999.p/17'],
    [{ level: 63, index: 1000, width: 255 }, '63/x001/000.p/255'],
    [{ level: 'entries', index: 5, width: 12 }, 'entries/005.p/12'],
  ] as const)('of %j is %s', (tile, path) => {
    expect(formatTilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it('is the same after formatting and parsing', () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(formatTilePath(tile))).toEqual(tile);
      }),
    );
  });

  it('is one only: what is parsed from any text formats to that text', () => {
    const parts = fc.array(
      fc.constantFrom('0', '00', '1', 'x', '/', '000', '/x001', '/067', '.p/', '12', 'entries', '9'),
    );
    fc.assert(
      fc.property(parts, (some) => {
        const path = some.join('');
        let tile;
        try {
          tile = parseTilePath(path);
        } catch (error) {
          expect(error).toMatchObject({ code: 'tile-malformed' });
          return;
        }
        expect(formatTilePath(tile)).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { level: -1, index: 0, width: 1 },
    { level: 64, index: 0, width: 1 },
    { level: 0.5, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 2 ** 53, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
  ])('is not made for %j', (tile) => {
    expect(() => formatTilePath(tile)).toThrow('tile-malformed');
  });
});

describe('The tiles of a tree', () => {
  it('of 70,000 leaves are those of the example of the specification', () => {
    const paths = tilesOf(70_000);

    expect(paths.filter((path) => /^0\/[^.]+$/.test(path))).toHaveLength(273);
    expect(paths.slice(273)).toEqual(['0/273.p/112', '1/000', '1/001.p/17', '2/000.p/1']);
  });

  it.each([
    [0, []],
    [1, ['0/000.p/1']],
    [255, ['0/000.p/255']],
    [256, ['0/000', '1/000.p/1']],
    [257, ['0/000', '0/001.p/1', '1/000.p/1']],
  ])('of %i leaves are %j', (size, paths) => {
    expect(tilesOf(size)).toEqual(paths);
  });

  it('end where the tree ends, whatever level and index are asked for', () => {
    for (const [level, index] of [
      [0, 4],
      [0, -1],
      [0, 0.5],
      [0, Number.NaN],
      [0, Number.MAX_SAFE_INTEGER],
      [0, 2 ** 60],
      [1, 1],
      [2, 0],
      [63, 0],
      [64, 0],
      [-1, 0],
      [0.5, 0],
    ] as const) {
      expect(tileOf(1000, level, index), `${level}/${index}`).toBeUndefined();
    }
    expect(() => tileOf(2 ** 53, 0, 0)).toThrow('tree-range');
    expect(tileOf(1000, 'entries', 3)).toEqual({ level: 'entries', index: 3, width: 232 });
    expect(tileOf(Number.MAX_SAFE_INTEGER, 0, 2 ** 45 - 1)).toEqual({ level: 0, index: 2 ** 45 - 1, width: 255 });
    expect(tileOf(Number.MAX_SAFE_INTEGER, 6, 0)).toEqual({ level: 6, index: 0, width: 31 });
  });
});

describe('A bundle of entries', () => {
  it('is the same after formatting and parsing', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(entries, (some) => {
        expect(parseEntryBundle(formatEntryBundle(some)).map((entry) => [...entry])).toEqual(
          some.map((one) => [...one]),
        );
      }),
    );
  });

  it('writes each length in two bytes, the high one first', () => {
    expect([...formatEntryBundle([new Uint8Array(258).fill(7, 0, 1)])].slice(0, 4)).toEqual([1, 2, 7, 0]);
    expect(formatEntryBundle([new Uint8Array(65_535)])).toHaveLength(65_537);
    expect(() => formatEntryBundle([new Uint8Array(65_536)])).toThrow('tile-malformed');
  });

  it('has one form only: what is parsed from any bytes formats to those bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 3, maxLength: 40 }), (bytes) => {
        let entries;
        try {
          entries = parseEntryBundle(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'tile-malformed' });
          return;
        }
        expect([...formatEntryBundle(entries)]).toEqual([...bytes]);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds 1 to 256 entries, a tile 1 to 256 hashes', () => {
    const many = Array.from({ length: 257 }, () => new Uint8Array(32));

    expect(() => formatEntryBundle([])).toThrow('tile-malformed');
    expect(() => formatEntryBundle(many)).toThrow('tile-malformed');
    expect(() => formatHashTile([])).toThrow('tile-malformed');
    expect(() => formatHashTile(many)).toThrow('tile-malformed');
    expect(() => formatHashTile([new Uint8Array(31)])).toThrow('hash-malformed');
    expect(parseHashTile(formatHashTile(many.slice(1)))).toEqual(many.slice(1));
  });
});
