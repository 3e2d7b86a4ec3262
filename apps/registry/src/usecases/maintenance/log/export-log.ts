import {
  parseCheckpoint,
  parseNote,
  tileOf,
  type Checkpoint,
  type HashReader,
  type Tile,
} from '@national-forge/transparency';

import type { ExportTarget, LogSource, LogStage, StoredCheckpoint } from '../../../ports.ts';
import { fetchLeaves } from './fetch-leaves.ts';
import { createTreeTail } from './tree-tail.ts';
import { fetchArchives, fetchDetails } from './fetch-named.ts';

/** Tells what an export holds. */
export interface ExportReport {
  readonly origin: string;
  readonly leaves: number;
  readonly tiles: number;
  readonly details: number;
  /** Archives; `null` when they were left out. */
  readonly archives: number | null;
  /** Files of an earlier export that were removed, because the law erased what they hold. */
  readonly removed: number;
}

/** Is what an export works with. */
export interface ExportParts {
  readonly source: LogSource;
  readonly stage: LogStage & { findDetail(digest: string): Uint8Array | undefined };
  readonly target: ExportTarget;
  readonly withBlobs: boolean;
}

/**
 * Takes a log out into a folder: checkpoints, tiles, details, and archives if asked. The leaves are hashed on the way, so
 * that no damaged log is handed on. Throws `StoreError` `not-empty`, `source-damaged`, `source-incomplete`.
 */
export async function exportLog(parts: ExportParts, progress: (step: string) => void): Promise<ExportReport> {
  const { source, stage, target, withBlobs } = parts;
  // Before the checkpoint: a copy that is set back meanwhile would pass for one that was not.
  const standing = await source.standing();
  const note = await source.checkpoint();
  const head = parseCheckpoint(parseNote(note).text);
  progress(`reading ${head.size} leaves`);
  await fetchLeaves({ source, stage, from: 0, to: head }, noNode);
  await target.claim((earlier) => isPrefix(parts, head, earlier));
  await target.writeStanding(standing);
  progress('writing tiles');
  const tiles = await writeTiles(parts, head.size);
  progress('writing details');
  const details = await writeDetails(parts);
  progress('writing archives');
  const archives = listArchives(parts);
  if (withBlobs) await writeArchives(parts);
  const removed = await target.prune({
    detail: (digest) => stage.findDetail(digest) !== undefined,
    blob: (digest) => archives.has(digest),
  });
  await target.finish(allCheckpoints(source, { size: head.size, note }), note);
  return {
    origin: head.origin,
    leaves: head.size,
    tiles,
    details,
    archives: withBlobs ? archives.size : null,
    removed,
  };
}

/** An earlier export may be replaced if it is of this log: the tree of its checkpoint must be the beginning of ours. */
function isPrefix({ stage }: ExportParts, head: Checkpoint, note: string): boolean {
  const { size, root } = parseCheckpoint(parseNote(note).text);
  if (size > head.size) return false;
  const tail = createTreeTail(0, noNode);
  for (const leaf of stagedLeaves(stage, size)) tail.append(leaf);
  return Buffer.compare(tail.root(), root) === 0;
}

function* stagedLeaves(stage: LogStage, size: number): Generator<Uint8Array, void> {
  for (let index = 0; index < size; index += PAGE) {
    yield* stage.listLeaves(index, Math.min(PAGE, size - index)).map(({ bytes }) => bytes);
  }
}

const PAGE = 256;

const noNode: HashReader = () => {
  throw new Error('a tree without leaves has no nodes');
};

async function writeTiles({ source, target }: ExportParts, size: number): Promise<number> {
  let count = 0;
  const levels: Tile['level'][] = ['entries', 0];
  for (const level of levels) {
    for (let index = 0; ; index += 1) {
      const tile = tileOf(size, level, index);
      if (tile === undefined) break;
      await target.writeTile(tile, await source.tile(tile));
      count += 1;
      if (index === 0 && level !== 'entries') levels.push(level + 1);
    }
  }
  return count;
}

async function writeDetails({ source, stage, target }: ExportParts): Promise<number> {
  const nothing = { findDetail: () => undefined, hasArchive: () => Promise.resolve(false), storeArchive: never };
  await fetchDetails({ source, stage, from: 0 }, nothing);
  const written = new Set<string>();
  for (let next: number | null = 0; next !== null;) {
    const page = stage.listNamed(next, PAGE);
    for (const { digest } of page.named) {
      const bytes = stage.findDetail(digest);
      if (bytes === undefined || written.has(digest)) continue;
      written.add(digest);
      await target.writeDetail(digest, bytes);
    }
    next = page.next;
  }
  return written.size;
}

const never = (): Promise<void> => Promise.reject(new Error('nothing is stored here'));

function listArchives({ stage }: ExportParts): ReadonlySet<string> {
  const digests = new Set<string>();
  for (let next: number | null = 0; next !== null;) {
    const page = stage.listArchives(next, PAGE);
    for (const { digest } of page.archives) digests.add(digest);
    next = page.next;
  }
  return digests;
}

async function writeArchives({ source, stage, target }: ExportParts): Promise<void> {
  await fetchArchives(
    { source, stage, from: 0 },
    {
      findDetail: () => undefined,
      hasArchive: (archive) => target.hasBlob(archive),
      storeArchive: (archive, body) => target.writeBlob(archive, body),
    },
  );
}

async function* allCheckpoints(source: LogSource, newest: StoredCheckpoint): AsyncGenerator<StoredCheckpoint, void> {
  for await (const note of source.checkpoints({ after: 0, before: newest.size })) {
    yield { size: parseCheckpoint(parseNote(note).text).size, note };
  }
  yield newest;
}
