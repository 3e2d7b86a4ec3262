import { unlinkSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';

/** Is a file being written. */
export interface WritableFile {
  /** Writes all the bytes at the end. */
  write(bytes: Uint8Array): Promise<void>;
  /** Waits until what was written is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Does every change to the file system that blobs need, so that a test can let the n-th one fail. */
export interface FileSystem {
  /** Creates a file for its owner alone; fails with EEXIST. */
  create(path: string): Promise<WritableFile>;
  /** Opens a file to write at its end; fails with ENOENT. */
  append(path: string): Promise<WritableFile>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, if it is there. */
  remove(path: string): Promise<void>;
  /** Removes a file, if it is there, without a pause: inside a transaction. */
  removeNow(path: string): void;
  /** Creates a folder and those above it; tells whether it was missing. */
  makeFolder(path: string): Promise<boolean>;
  /** Waits until the names in a folder are on the disk; without it a rename may be lost with the power. */
  syncFolder(path: string): Promise<void>;
}

/** Gives the file system of the machine. */
export function nodeFileSystem(): FileSystem {
  return {
    create: (path) => openFile(path, 'wx'),
    append: (path) => openFile(path, 'r+'),
    rename,
    remove: (path) => rm(path, { force: true }),
    removeNow,
    makeFolder: async (path) => (await mkdir(path, { recursive: true })) !== undefined,
    syncFolder,
  };
}

async function openFile(path: string, flags: 'wx' | 'r+'): Promise<WritableFile> {
  const handle = await open(path, flags, 0o600);
  let position = flags === 'wx' ? 0 : (await handle.stat()).size;
  return {
    async write(bytes) {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position);
        done += bytesWritten;
        position += bytesWritten;
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

function removeNow(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file system orders renames itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
