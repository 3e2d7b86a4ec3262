import { parseTilePath, TransparencyError, type Tile } from '@national-forge/transparency';

import type { StoredDocument } from '../../../ports.ts';
import { etagOf } from '../../../views/rendered.ts';
import type { DocumentMemory } from '../document-memory.ts';
import type { Sql } from '../sql.ts';
import { findNewestCheckpoint } from './checkpoints.ts';
import { readTile } from './read-tile.ts';

/** Finds what the log serves as bytes: its checkpoint and its tiles, by their paths. */
export type LogDocuments = (key: string) => StoredDocument | undefined;

/** Begins every path of the log. */
export const LOG = '/log/';
const CHECKPOINT = '/log/checkpoint';
const TILES = '/log/tile/';

/** Says what the documents of the log are made from. */
export interface LogDocumentParts {
  readonly sql: Sql;
  readonly memory: DocumentMemory;
  /** Gives the number of leaves that a checkpoint holds. */
  readonly size: () => number;
}

/**
 * Makes the documents of the log. A tile is read once and then held like any document: as long as it is in the tree it
 * never changes, whoever appends, under whatever name the log goes on, for a fork keeps the tree; a partial tile that grows
 * has another path. The checkpoint is asked for each time, which costs one point read: a client that was just shown a
 * later one by another process must not take an earlier one for a rollback.
 */
export function createLogDocuments({ sql, memory, size }: LogDocumentParts): LogDocuments {
  const checkpoint = createCheckpointReader(sql);
  return (key) => {
    if (key === CHECKPOINT) return checkpoint();
    const held = memory.use(key);
    if (held !== undefined) return held.document;
    const tile = key.startsWith(TILES) ? tileAt(key.slice(TILES.length)) : undefined;
    const bytes = tile && readTile(sql, tile, size());
    if (tile === undefined || bytes === undefined) return undefined;
    const document = { ...tileDocument(bytes), isDense: tile.level !== 'entries' };
    memory.keep(key, { document, epoch: 0, isUsed: false });
    return document;
  };
}

const tileDocument = (bytes: Buffer): StoredDocument => ({
  bytes,
  etag: etagOf(bytes),
  immutable: true,
  mediaType: 'application/octet-stream',
});

/** A tile has one path only, so it is held once. */
function tileAt(path: string): Tile | undefined {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof TransparencyError) return undefined;
    throw error;
  }
}

/** The same note is the same document, so that its ETag and its forms are made once. */
function createCheckpointReader(sql: Sql): () => StoredDocument | undefined {
  let held: { readonly note: string; readonly document: StoredDocument } | undefined;
  return () => {
    const note = findNewestCheckpoint(sql)?.note;
    if (note === undefined || note === held?.note) return held?.document;
    const bytes = Buffer.from(note);
    held = { note, document: { bytes, etag: etagOf(bytes), immutable: false, mediaType: 'text/plain; charset=utf-8' } };
    return held.document;
  };
}
