import { lstat, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { ArchiveError } from './archive-error.ts';
import { createFileWriter, flushFolder } from './file-writer.ts';
import { inspect } from './inspect.ts';
import type { InspectOptions, Inspection } from './inspect.ts';

/** Says how an archive is unpacked. */
export interface UnpackOptions extends InspectOptions {
  /** Flushes files and folders to the disk before the rename (default true); false where a power cut may cost the folder. */
  readonly durable?: boolean | undefined;
}

/**
 * Unpacks an archive into a folder that must not exist yet. Files are written to a fresh folder beside it that only the
 * user may enter (nobody can plant a link there), and the whole is renamed at the end: the target is complete or absent.
 * Files get mode 0644 and folders 0755, less the umask. On any error the fresh folder is removed; a killed process leaves it,
 * named `.<target>.unpack-` and six characters.
 * @throws ArchiveError, `target-exists` among others; errors of the disk pass as they are
 */
export async function unpack(
  source: AsyncIterable<Uint8Array>,
  folder: string,
  options: UnpackOptions = {},
): Promise<Inspection> {
  const target = resolve(folder);
  const durable = options.durable !== false;
  await assertAbsent(target);
  await mkdir(dirname(target), { recursive: true });
  // 0700 by mkdtemp; the content lies one deeper, so that it can have its final mode before it is moved.
  const fresh = await mkdtemp(join(dirname(target), `.${basename(target).slice(0, 40)}.unpack-`));
  try {
    const root = join(fresh, 'content');
    await mkdir(root, { mode: 0o755 });
    const inspection = await unpackInto(root, source, { ...options, durable });
    await moveTo(root, target);
    if (durable) await flushFolder(dirname(target));
    return inspection;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function unpackInto(
  root: string,
  source: AsyncIterable<Uint8Array>,
  options: InspectOptions & { readonly durable: boolean },
): Promise<Inspection> {
  const writer = createFileWriter(root, options.durable);
  const onEntry: InspectOptions['onEntry'] = (path, size) => {
    const file = writer.file(path, size);
    const other = options.onEntry?.(path, size);
    return {
      write: async (bytes) => {
        await file.write(bytes);
        await other?.write(bytes);
      },
      end: async (entry) => {
        await file.end();
        await other?.end?.(entry);
      },
    };
  };
  try {
    const inspection = await inspect(source, { ...options, onEntry });
    await writer.finish();
    return inspection;
  } finally {
    await writer.close();
  }
}

async function assertAbsent(target: string): Promise<void> {
  try {
    await lstat(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  throw new ArchiveError('target-exists', { path: target });
}

async function moveTo(root: string, target: string): Promise<void> {
  try {
    await assertAbsent(target);
    await rename(root, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new ArchiveError('target-exists', { path: target, cause: error });
  }
}
