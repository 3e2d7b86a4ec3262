import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, createZstdCompress, createZstdDecompress } from 'node:zlib';

import { ProblemError } from '@national-forge/api';

import type { ArchiveCompression, ArchiveForm, Archives, Clock } from '../../ports.ts';
import type { BlobRow, BlobRows, FormRow } from './blob-rows.ts';
import { createChunkedHash, type ChunkedDigest } from './chunked-hash.ts';
import type { FileSystem } from './file-system.ts';
import { blobFile, derivedFile, type BlobLayout } from './layout.ts';
import { sizeOf } from './receive-upload.ts';
import { asStorageProblem } from './storage-problem.ts';
import { openVerified } from './verified-read.ts';

/** Describes where other forms of archives are made and kept. */
export interface ArchiveFormsOptions {
  readonly layout: BlobLayout;
  readonly files: FileSystem;
  readonly rows: BlobRows;
  readonly clock: Clock;
  /** Bytes of all other forms at most; those used least leave first. */
  readonly derivedBytes: number;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** How old the noted last use of a form may be. */
const TOUCH_EVERY = 60 * 60 * 1000;

/** Gives archives in zstd or gzip; the form that is not stored is made once, by one request for all that wait. */
export function createArchives(options: ArchiveFormsOptions): Archives {
  const making = new Map<string, Promise<FormRow | undefined>>();
  const gate = createGate(AT_ONCE);
  return {
    async findForm(digest, compression) {
      const row = options.rows.find(digest);
      if (row === undefined) return undefined;
      const stored = await storedForm(options, row);
      if (compression === undefined || compression === stored.compression) return stored;
      const kept = await findKept(options, row, compression);
      if (kept !== undefined) return formHandle(options, kept, compression);
      const key = `${compression}:${digest}`;
      const made =
        making.get(key) ?? gate(() => makeForm(options, stored, compression)).finally(() => making.delete(key));
      making.set(key, made);
      const form = await made;
      return form && formHandle(options, form, compression);
    },
  };
}

/** How many forms are made at once: each keeps a thread busy that reading files needs too. */
const AT_ONCE = 2;

function createGate(width: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in line, so nobody who comes now overtakes.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

async function storedForm({ layout }: ArchiveFormsOptions, row: BlobRow): Promise<ArchiveForm> {
  const { digest, size, chunks } = row;
  const handle = openVerified({ path: blobFile(layout, digest), digest, size, chunks });
  const magic = Buffer.concat(await handle.read({ start: 0, end: GZIP_MAGIC.length }).toArray());
  return { ...handle, compression: magic.equals(GZIP_MAGIC) ? 'gzip' : 'zstd' };
}

async function findKept(
  { rows, layout, clock }: ArchiveFormsOptions,
  { digest }: BlobRow,
  compression: ArchiveCompression,
): Promise<FormRow | undefined> {
  const row = rows.findForm(digest, compression);
  if (row === undefined || (await sizeOf(derivedFile(layout, digest, compression))) !== row.size) return undefined;
  // Only the order of leaving suffers when this cannot be noted; reading goes on with a full disk.
  if (clock.now().getTime() - row.usedAt > TOUCH_EVERY) await rows.touchForm(row).catch(() => undefined);
  return row;
}

function formHandle(options: ArchiveFormsOptions, row: FormRow, compression: ArchiveCompression): ArchiveForm {
  const path = derivedFile(options.layout, row.source, compression);
  // A damaged form is no loss: it is forgotten, and made again for the next reader.
  const onDamage = (): void => void options.rows.removeForm(row).catch(() => undefined);
  const { digest, size, chunks } = row;
  return { ...openVerified({ path, digest, size, chunks, onDamage }), compression };
}

async function makeForm(
  options: ArchiveFormsOptions,
  stored: ArchiveForm,
  compression: ArchiveCompression,
): Promise<FormRow | undefined> {
  const { layout, files, rows, clock } = options;
  const path = derivedFile(layout, stored.digest, compression);
  // Named after the archive, so that nothing is left of one that is removed by law while this is written.
  const temporary = derivedFile(layout, stored.digest, `${randomBytes(12).toString('hex')}.tmp`);
  try {
    const whole = await recompress(files, { stored, compression, path: temporary });
    await files.rename(temporary, path);
    const row = { source: stored.digest, form: compression, ...whole, usedAt: clock.now().getTime() };
    if (!(await rows.putForm(row, () => files.removeNow(path)))) return undefined;
    const remove = (old: FormRow): void => files.removeNow(derivedFile(layout, old.source, old.form));
    await rows.trimForms(Math.max(options.derivedBytes, row.size), remove);
    return row;
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw asDecodingProblem(error, stored.digest);
  }
}

interface Recompression {
  readonly stored: ArchiveForm;
  readonly compression: ArchiveCompression;
  readonly path: string;
}

async function recompress(files: FileSystem, { stored, compression, path }: Recompression): Promise<ChunkedDigest> {
  const decode = stored.compression === 'zstd' ? createZstdDecompress() : createGunzip();
  const encode = compression === 'zstd' ? createZstdCompress() : createGzip();
  const hash = createChunkedHash();
  const file = await files.create(path);
  try {
    await pipeline(stored.read(), decode, encode, async (source: AsyncIterable<Buffer>) => {
      for await (const bytes of source) {
        await file.write(bytes);
        hash.update(bytes);
      }
    });
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.finish();
}

/** Archives were inspected when they were published, so what cannot be decoded now is damaged. */
function asDecodingProblem(error: unknown, digest: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (/^(Z_|ZSTD_|ERR_ZLIB)/.test(code)) return new ProblemError('blob-damaged', { digest }, { cause: error });
  return asStorageProblem(error);
}
