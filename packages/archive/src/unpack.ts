import { lstat, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { ArchiveError } from './archive-error.ts';
import { inspect } from './inspect.ts';
import type { EntrySink, InspectOptions, Inspection } from './inspect.ts';

/** Says how an archive is unpacked. */
export interface UnpackOptions extends InspectOptions {
  /** Flushes files and folders to the disk before the rename (default true); false where a power cut may cost the folder. */
  readonly durable?: boolean | undefined;
}

/**
 * Unpacks an archive into a folder that must not exist yet. Files are written to a fresh folder beside it that only the
 * user may enter (nobody can plant a link there), and the whole is renamed at the end: the target is complete or absent.
 * Files get mode 0644 and folders 0755, less the umask. On any error the fresh folder is removed.
 * @throws ArchiveError, `target-exists` among others; errors of the disk pass as they are
 */
export async function unpack(
  source: AsyncIterable<Uint8Array>,
  folder: string,
  options: UnpackOptions = {},
): Promise<Inspection> {
  const target = resolve(folder);
  await assertAbsent(target);
  await mkdir(dirname(target), { recursive: true });
  const fresh = await mkdtemp(join(dirname(target), `.${basename(target).slice(0, 40)}.unpack-`));
  const root = join(fresh, 'content');
  try {
    await mkdir(root, { mode: 0o755 });
    const writer = createWriter(root, options);
    const inspection = await inspect(source, { ...options, onEntry: writer.onEntry }).finally(writer.close);
    if (options.durable !== false) await flushFolders(writer.folders);
    await moveTo(root, target);
    if (options.durable !== false) await flushFolders([dirname(target)]);
    return inspection;
  } finally {
    await rm(fresh, { recursive: true, force: true });
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

interface Writer {
  readonly folders: ReadonlySet<string>;
  readonly onEntry: (path: string, size: number) => EntrySink;
  readonly close: () => Promise<void>;
}

/** Writes one file after the other; the walk waits for each write, so memory stays flat. */
function createWriter(root: string, options: UnpackOptions): Writer {
  const folders = new Set([root]);
  let handle: FileHandle | undefined;
  const opened = async (path: string): Promise<FileHandle> => {
    const file = join(root, ...path.split('/'));
    await makeFolder(folders, dirname(file));
    // wx: the file cannot exist; if it does after all, nothing is written through it.
    return (handle = await open(file, 'wx', 0o644));
  };
  const close = async () => {
    const last = handle;
    handle = undefined;
    await last?.close();
  };
  return {
    folders,
    close,
    onEntry: (path, size) => {
      const also = options.onEntry?.(path, size);
      return {
        write: async (bytes) => {
          await (handle ?? (await opened(path))).writeFile(bytes);
          await also?.write(bytes);
        },
        end: async (entry) => {
          handle ??= await opened(path);
          if (options.durable !== false) await handle.sync();
          await close();
          await also?.end?.(entry);
        },
      };
    },
  };
}

async function makeFolder(known: Set<string>, folder: string): Promise<void> {
  if (known.has(folder)) return;
  await makeFolder(known, dirname(folder));
  await mkdir(folder, { mode: 0o755 });
  known.add(folder);
}

/** Flushes folders so that the names in them survive a power cut; Windows can neither open nor flush a folder. */
async function flushFolders(folders: Iterable<string>): Promise<void> {
  if (process.platform === 'win32') return;
  for (const folder of folders) {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  }
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
