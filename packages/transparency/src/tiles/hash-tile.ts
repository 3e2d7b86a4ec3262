import { TransparencyError } from '../error.ts';
import { HASH_LENGTH } from '../merkle/hash.ts';
import type { HashReader } from '../merkle/range.ts';
import { TILE_HEIGHT, TILE_WIDTH } from './tile-path.ts';
import type { Tile } from './tile-path.ts';

/**
 * Builds the bytes of a tile of hashes from the stored complete subtrees: as many reads as it is wide.
 * The tile must be one of the tree (see `tileOf`): the reader throws where a subtree is not complete.
 *
 * @throws TransparencyError `tile-malformed` for a bundle of entries, `hash-malformed` for a cut hash.
 */
export function buildHashTile(tile: Tile, read: HashReader): Uint8Array {
  const { level, index, width } = tile;
  if (level === 'entries') throw new TransparencyError('tile-malformed', { path: 'entries' });
  return formatHashTile(Array.from({ length: width }, (_, at) => read(level * TILE_HEIGHT, index * TILE_WIDTH + at)));
}

/**
 * Formats a tile of hashes: 1 to 256 hashes of 32 bytes each, one after the other (C2SP tlog-tiles, "Merkle Tree").
 *
 * @throws TransparencyError `tile-malformed`, `hash-malformed`.
 */
export function formatHashTile(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length < 1 || hashes.length > TILE_WIDTH) throw malformed(hashes.length);
  const bytes = new Uint8Array(hashes.length * HASH_LENGTH);
  for (const [at, hash] of hashes.entries()) {
    if (hash.length !== HASH_LENGTH) throw new TransparencyError('hash-malformed', { length: hash.length });
    bytes.set(hash, at * HASH_LENGTH);
  }
  return bytes;
}

/**
 * Parses a tile of hashes.
 *
 * @throws TransparencyError `tile-malformed` unless it holds 1 to 256 whole hashes.
 */
export function parseHashTile(bytes: Uint8Array): readonly Uint8Array[] {
  const width = bytes.length / HASH_LENGTH;
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) throw malformed(width);
  return Array.from({ length: width }, (_, at) => bytes.slice(at * HASH_LENGTH, (at + 1) * HASH_LENGTH));
}

function malformed(width: number): TransparencyError {
  return new TransparencyError('tile-malformed', { width });
}
