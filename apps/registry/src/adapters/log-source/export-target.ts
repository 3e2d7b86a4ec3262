import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { StoreError, type ExportTarget } from '../../ports.ts';
import { digestFile, exportLayout, tileFile } from './export-layout.ts';
import { formatStanding } from './standing.ts';

const NAMES: ReadonlySet<string> = new Set([
  'checkpoint',
  'checkpoints.jsonl',
  'standing.json',
  'tile',
  'details',
  'blobs',
]);

/** Removes every file of a folder of digests that is not wanted; gives their number. */
type Prune = (folder: string, isWanted: (digest: string) => boolean) => Promise<number>;

/** Opens a folder to export a log into. Every file is written whole or not at all, the checkpoint last. */
export function openExportTarget(folder: string, prune: Prune): ExportTarget {
  const layout = exportLayout(folder);
  return {
    async claim(isOurs) {
      await mkdir(folder, { recursive: true });
      const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
      const isStranger = names.some((name) => !NAMES.has(name));
      const note = existsSync(layout.checkpoint) ? await readFile(layout.checkpoint, 'utf8') : undefined;
      if (!isStranger && (note === undefined || isExportOf(note, isOurs))) return;
      throw new StoreError('not-empty', `${folder} holds something else than an export of this log`);
    },
    writeTile: (tile, bytes) => writeFile(tileFile(layout, tile), [bytes]),
    writeDetail: (digest, bytes) => writeFile(digestFile(layout.details, digest), [bytes]),
    writeStanding: (standing) => writeFile(layout.standing, [Buffer.from(formatStanding(standing))]),
    async hasBlob({ digest, size }) {
      return (await stat(digestFile(layout.blobs, digest)).catch(() => undefined))?.size === size;
    },
    writeBlob: ({ digest }, body) => writeFile(digestFile(layout.blobs, digest), body),
    async prune(isWanted) {
      const details = await prune(layout.details, (digest) => isWanted.detail(digest));
      return details + (await prune(layout.blobs, (digest) => isWanted.blob(digest)));
    },
    async finish(checkpoints, note) {
      await writeFile(layout.checkpoints, linesOf(checkpoints));
      await writeFile(layout.checkpoint, [Buffer.from(note)]);
    },
  };
}

function isExportOf(note: string, isOurs: (note: string) => boolean): boolean {
  try {
    return isOurs(note);
  } catch {
    return false;
  }
}

async function* linesOf(checkpoints: AsyncIterable<{ readonly size: number; readonly note: string }>) {
  for await (const { size, note } of checkpoints) yield Buffer.from(`${JSON.stringify({ size, note })}\n`);
}

async function writeFile(path: string, body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await pipeline(body, createWriteStream(temporary, { flags: 'wx' }));
    const file = await open(temporary);
    await file.sync().finally(() => file.close());
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
