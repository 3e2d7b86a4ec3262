import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { pack, type Packed } from '@national-forge/archive';
import { MANIFEST_FILE, parseManifest, type Manifest } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, optionalString, wants } from '../options.ts';
import { printJson, printRows } from '../output.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

interface Written {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly compression: 'zstd' | 'gzip';
}

async function readManifest(folder: string, packed: Packed): Promise<Manifest | undefined> {
  if (!packed.files.some(({ path }) => path === MANIFEST_FILE)) return undefined;
  const parsed = parseManifest(await readFile(join(folder, MANIFEST_FILE)));
  return parsed.ok ? parsed.manifest : undefined;
}

/** Writes the archive whole or not at all. */
async function write(packed: Packed, file: string, options: { gzip: boolean; signal: AbortSignal }): Promise<Written> {
  const compression = options.gzip ? 'gzip' : 'zstd';
  const hash = createHash('sha256');
  let bytes = 0;
  async function* metered(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const fresh = `${file}.${String(process.pid)}.new`;
  try {
    await pipeline(packed.open(compression), metered, createWriteStream(fresh), { signal: options.signal });
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
  return { file, bytes, sha256: hash.digest('hex'), compression };
}

function tell(io: Io, packed: Packed): void {
  printRows(io, [...packed.files.map(({ size, path }) => [String(size), path]), ['', packed.releaseDigest]]);
  for (const { path, reason } of packed.leftOut)
    io.err(`${text(io.locale, 'pack.leftOut', { path, reason: text(io.locale, `pack.reason.${reason}`) })}\n`);
  const bytes = packed.files.reduce((sum, { size }) => sum + size, 0);
  io.err(`${text(io.locale, 'pack.done', { count: packed.files.length, bytes })}\n`);
}

/** Gives the path of the output inside the folder, when it lies there: it would become part of the next release. */
function pathInside(folder: string, file: string): string | undefined {
  const path = relative(folder, file).split(sep).join('/');
  return path === '..' || path.startsWith('../') || /^[A-Za-z]:/.test(path) ? undefined : path;
}

interface Target {
  readonly named: string;
  readonly file: string;
  /** Path inside the folder that is packed, when it lies there. */
  readonly inside: string | undefined;
}

/** Looks where the archive would go; it never takes the place of a file that is packed. */
function targetOf(args: Arguments, io: Io, { folder, packed }: { folder: string; packed: Packed }): Target | undefined {
  const named = optionalString(args, 'out');
  if (named === undefined) return undefined;
  const file = folderPath(io, named);
  const inside = pathInside(folder, file);
  if (packed.files.some(({ path }) => path === inside))
    throw new UsageError('pack.overwrites', { file: named }, { exit: EXIT.conflict, hint: 'pack.overwritesHint' });
  return { named, file, inside };
}

function tellArchive(io: Io, target: Target | undefined, archive: Written | null): void {
  if (target === undefined || archive === null) {
    io.err(`${text(io.locale, 'pack.hint')}\n`);
    return;
  }
  io.err(`${text(io.locale, 'pack.written', { file: target.named, bytes: archive.bytes })}\n`);
  if (target.inside !== undefined) io.err(`${text(io.locale, 'pack.inside', { file: target.inside })}\n`);
}

/** Lists what would be published, and writes the archive with `--out`. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const folder = folderPath(io, args.positionals[0] ?? '.');
  const packed = await pack(folder, { signal: io.signal });
  const target = targetOf(args, io, { folder, packed });
  const gzip = wants(args, 'gzip');
  const archive = target === undefined ? null : await write(packed, target.file, { gzip, signal: io.signal });
  if (io.json) {
    const manifest = await readManifest(folder, packed);
    const { releaseDigest, files, leftOut } = packed;
    const release = { name: manifest?.name ?? null, version: manifest?.version ?? null };
    printJson(io, { ...release, releaseDigest, files, leftOut, archive });
  } else {
    tell(io, packed);
    tellArchive(io, target, archive);
  }
  return EXIT.ok;
}
