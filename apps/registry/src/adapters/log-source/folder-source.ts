import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { formatTilePath, TILE_WIDTH, type Tile } from '@national-forge/transparency';

import { StoreError, type LogSource } from '../../ports.ts';
import { digestFile, exportLayout, tileFile } from './export-layout.ts';
import { LIMITS, readBounded } from './read-bounded.ts';
import { parseStanding } from './standing.ts';

/** Opens an exported log. */
export function openFolderSource(folder: string): LogSource {
  const layout = exportLayout(folder);
  const missing = (what: string): StoreError => new StoreError('source-incomplete', `${folder}: there is no ${what}`);
  return {
    address: folder,
    async standing() {
      const bytes = await readFile(layout.standing, LIMITS.standing);
      return parseStanding(bytes && Buffer.from(bytes).toString(), layout.standing);
    },
    async checkpoint() {
      const bytes = await readFile(layout.checkpoint, LIMITS.checkpoint);
      if (bytes === undefined) throw missing('checkpoint');
      return Buffer.from(bytes).toString();
    },
    async *checkpoints({ after, before }) {
      for await (const { size, note } of readCheckpoints(layout.checkpoints))
        if (size > after && size < before) yield note;
    },
    async tile(tile: Tile) {
      const exact = await readFile(tileFile(layout, tile), LIMITS.tile);
      // A partial tile may have been dropped once the full one was there (C2SP tlog-tiles, "Partial Tiles").
      const bytes = exact ?? (await readFile(tileFile(layout, { ...tile, width: TILE_WIDTH }), LIMITS.tile));
      if (bytes === undefined) throw missing(`tile/${formatTilePath(tile)}`);
      return bytes;
    },
    detail: (digest) => readFile(digestFile(layout.details, digest), LIMITS.detail),
    blob: (digest) => streamFile(digestFile(layout.blobs, digest)),
    close: () => Promise.resolve(),
  };
}

/** Reads a file; `undefined` if it is not there. */
async function readFile(path: string, limit: number): Promise<Uint8Array | undefined> {
  const body = await streamFile(path);
  return body && readBounded(body, { limit, what: path });
}

/** Streams a file; `undefined` if it is not there. */
export async function streamFile(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  try {
    const file = await open(path);
    return file.createReadStream({ highWaterMark: 1024 * 1024 }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new StoreError('source-unreachable', `${path} cannot be read: ${code}`, { cause: error });
  }
}

async function* readCheckpoints(path: string): AsyncGenerator<{ readonly size: number; readonly note: string }, void> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  try {
    for await (const line of lines) {
      const { size, note } = JSON.parse(line) as { readonly size: unknown; readonly note: unknown };
      if (typeof size === 'number' && typeof note === 'string') yield { size, note };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new StoreError('source-damaged', `${path} cannot be read`, { cause: error });
  }
}
