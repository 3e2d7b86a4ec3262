import {
  formatTilePath,
  parseEntryBundle,
  readHashesFrom,
  TILE_WIDTH,
  tileOf,
  tilesForRoot,
  TransparencyError,
  type Checkpoint,
  type HashReader,
} from '@national-forge/transparency';

import { StoreError, type LogSource, type LogStage } from '../../../ports.ts';
import { createTreeTail } from './tree-tail.ts';

/** Is what is fetched of a log: everything after `from` that its checkpoint holds. */
export interface LeafRange {
  readonly source: LogSource;
  readonly stage: LogStage;
  readonly from: number;
  readonly to: Checkpoint;
}

/**
 * Fetches leaves and proves that, after those we have, they lead to the root of the checkpoint.
 * Throws `StoreError` `source-damaged` when the source contradicts its own checkpoint; `log-diverged` when it does not: then
 * what it has before these leaves is not what we have, and our key has signed both.
 * @param read gives the root of a complete subtree of our own log
 */
export async function fetchLeaves(range: LeafRange, read: HashReader): Promise<void> {
  const { source, stage, from, to } = range;
  const ours = createTreeTail(from, read);
  for (let index = from; index < to.size;) {
    const leaves = await readBundle(source, to.size, index);
    const entries = leaves.map((bytes, order) => ({ index: index + order, bytes }));
    orDamaged(source, () => stage.addLeaves(entries));
    for (const bytes of leaves) ours.append(bytes);
    index += leaves.length;
  }
  if (Buffer.compare(ours.root(), to.root) === 0) return;
  if (to.size > from) await assertSelfConsistent(range);
  throw new StoreError(
    'log-diverged',
    `${source.address} and this registry hold different logs that the same key has signed: one of them forked`,
  );
}

async function readBundle(source: LogSource, size: number, index: number): Promise<readonly Uint8Array[]> {
  const tile = tileOf(size, 'entries', Math.floor(index / TILE_WIDTH));
  if (tile === undefined) throw new RangeError(`leaf ${index} of ${size}`);
  const bytes = await source.tile(tile);
  const leaves = orDamaged(source, () => parseEntryBundle(bytes));
  if (leaves.length >= tile.width) return leaves.slice(index % TILE_WIDTH, tile.width);
  throw damaged(source, `${formatTilePath(tile)} holds ${leaves.length} leaves`);
}

/** Takes the source's own hashes for what comes before; if even these do not lead to its checkpoint, it is at fault. */
async function assertSelfConsistent({ source, stage, from, to }: LeafRange): Promise<void> {
  const tiles = new Map<string, Uint8Array>();
  for (const { level, index } of tilesForRoot(from)) {
    const tile = tileOf(to.size, level, index);
    if (tile) tiles.set(formatTilePath(tile), await source.tile(tile));
  }
  const theirs = createTreeTail(from, readHashesFrom(tiles, to.size));
  for (let index = from; index < to.size;) {
    const page = stage.listLeaves(index, TILE_WIDTH);
    for (const { bytes } of page) orDamaged(source, () => theirs.append(bytes));
    index += page.length;
  }
  const root = orDamaged(source, () => theirs.root());
  if (Buffer.compare(root, to.root) !== 0)
    throw damaged(source, 'its leaves do not have the root that its checkpoint says');
}

/** Says that a source gave what cannot be true. */
export const damaged = ({ address }: LogSource, reason: string, cause?: unknown): StoreError =>
  new StoreError('source-damaged', `${address}: ${reason}; nothing was changed`, { cause });

/** Runs what reads bytes of a source; bytes that do not read are the fault of the source. */
function orDamaged<T>(source: LogSource, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    const isNewer = error.code === 'leaf-unsupported';
    throw damaged(source, isNewer ? 'it has leaves of a newer version: upgrade nforge-registry' : error.code, error);
  }
}
