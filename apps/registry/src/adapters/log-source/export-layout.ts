import { join } from 'node:path';

import { formatTilePath, type Tile } from '@national-forge/transparency';

/** Gives the places of an exported log (docs/spec/log.md, "Exported log"). */
export interface ExportLayout {
  /** The note of the newest checkpoint; written last, so that a folder without it is no export. */
  readonly checkpoint: string;
  /** Every checkpoint, one JSON object a line, smallest first. */
  readonly checkpoints: string;
  /** What the exported copy could know of what was signed after it. */
  readonly standing: string;
  readonly tiles: string;
  readonly details: string;
  readonly blobs: string;
}

/** Gives the layout of a folder. */
export function exportLayout(folder: string): ExportLayout {
  return {
    checkpoint: join(folder, 'checkpoint'),
    checkpoints: join(folder, 'checkpoints.jsonl'),
    standing: join(folder, 'standing.json'),
    tiles: join(folder, 'tile'),
    details: join(folder, 'details'),
    blobs: join(folder, 'blobs'),
  };
}

/** Gives the file of a tile. */
export const tileFile = (layout: ExportLayout, tile: Tile): string =>
  join(layout.tiles, ...formatTilePath(tile).split('/'));

const HEX = /^sha256:([0-9a-f]{64})$/;

/** Gives the file of a detail or an archive below its folder; throws for what is no digest, so that no text becomes a path. */
export function digestFile(folder: string, digest: string): string {
  const hex = HEX.exec(digest)?.[1];
  if (hex === undefined) throw new TypeError('not a digest');
  return join(folder, hex.slice(0, 2), hex);
}
