import { TransparencyError } from '../error.ts';
import { assertSize } from '../merkle/range.ts';
import { parseDecimal } from '../strict-text.ts';

/** Gives the number of hashes of a full tile, and of entries of a full bundle (C2SP tlog-tiles, "Merkle Tree"). */
export const TILE_WIDTH = 256;

/** Gives the levels of the tree that one level of tiles spans: 2^8 = 256. */
export const TILE_HEIGHT = 8;

const MAX_LEVEL = 63;

/** Names a tile of hashes, by its level of tiles, or a bundle of entries. */
export interface Tile {
  readonly level: number | 'entries';
  /** The place of the tile in its level. */
  readonly index: number;
  /** How many hashes or entries it holds: 256 when full, 1 to 255 when partial. */
  readonly width: number;
}

const FORM = /^(?<level>entries|[0-9]{1,2})\/(?<index>(?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/(?<width>[0-9]{1,3}))?$/;

/**
 * Formats the path of a tile below `/tile/` (C2SP tlog-tiles, "Merkle Tree"): level or `entries`, index in elements of
 * three digits of which all but the last begin with `x`, and `.p/WIDTH` when the tile is partial.
 *
 * @throws TransparencyError `tile-malformed` when there is no such tile.
 * @example
 * formatTilePath({ level: 0, index: 1234067, width: 256 }); // '0/x001/x234/067'
 */
export function formatTilePath(tile: Tile): string {
  assertTile(tile);
  const { level, index, width } = tile;
  const digits = String(index);
  const padded = digits.padStart(3 * Math.ceil(digits.length / 3), '0');
  const elements = padded.match(/[0-9]{3}/g) ?? [];
  const path = elements.map((element, at) => (at === elements.length - 1 ? element : `x${element}`)).join('/');
  return `${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/**
 * Parses the path of a tile below `/tile/`. A tile has one path only: `00/000`, `0/x000/001` or `0/000.p/256` are none,
 * else one tile could be cached, or hidden, under many names.
 *
 * @throws TransparencyError `tile-malformed`.
 */
export function parseTilePath(path: string): Tile {
  const { level, index, width } = FORM.exec(path)?.groups ?? {};
  if (level === undefined || index === undefined) throw malformed(path);
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : (parseDecimal(width) ?? 0),
  };
  if (formatTilePath(tile) !== path) throw malformed(path);
  return tile;
}

/**
 * Gives the tile at a level and index in the tree of this size, with the width it has there; undefined when the tree has
 * none, so that a server answers 404 whatever numbers a path holds.
 *
 * @throws TransparencyError `tree-range` when the size is none.
 */
export function tileOf(size: number, level: number | 'entries', index: number): Tile | undefined {
  assertSize(size);
  if (!isLevel(level)) return undefined;
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  const full = Math.floor(hashes / TILE_WIDTH);
  if (!Number.isSafeInteger(index) || index < 0 || index > full) return undefined;
  const width = index < full ? TILE_WIDTH : hashes % TILE_WIDTH;
  return width === 0 ? undefined : { level, index, width };
}

function assertTile({ level, index, width }: Tile): void {
  const isIndex = Number.isSafeInteger(index) && index >= 0;
  const isWidth = Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH;
  if (!isLevel(level) || !isIndex || !isWidth) throw malformed(`${level}/${index}.p/${width}`);
}

function isLevel(level: Tile['level']): boolean {
  return level === 'entries' || (Number.isInteger(level) && level >= 0 && level <= MAX_LEVEL);
}

function malformed(path: string): TransparencyError {
  return new TransparencyError('tile-malformed', { path: path.slice(0, 100) });
}
