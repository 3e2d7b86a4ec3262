import type { FileSystem, WritableFile } from '../blob-fs/file-system.ts';
import { nodeFileSystem } from '../blob-fs/file-system.ts';

/** Is a file system of which the n-th change fails as on a full disk, and that counts. */
export interface FailingFiles {
  readonly files: FileSystem;
  /** Lets the n-th change from now on fail, counted from 1; 0: none. */
  failAt(n: number): void;
  /** Gives how many changes there were since `failAt`. */
  changes(): number;
  /** Gives how many waits for the disk there were since `failAt`. */
  syncs(): number;
}

/** Makes a file system over the real one. */
export function createFailingFiles(): FailingFiles {
  const state = { at: 0, changes: 0, syncs: 0 };
  return {
    files: countingFiles(state),
    failAt: (n) => void Object.assign(state, { at: n, changes: 0, syncs: 0 }),
    changes: () => state.changes,
    syncs: () => state.syncs,
  };
}

interface State {
  readonly at: number;
  changes: number;
  syncs: number;
}

function countingFiles(state: State): FileSystem {
  const real = nodeFileSystem();
  const count = (): void => {
    state.changes += 1;
    if (state.changes === state.at) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  const counted =
    <A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      count();
      return act(...args);
    };
  const countedSync = <A extends unknown[]>(act: (...args: A) => Promise<void>) =>
    counted((...args: A) => {
      state.syncs += 1;
      return act(...args);
    });
  const wrap = (file: WritableFile): WritableFile => ({
    write: counted((bytes: Uint8Array) => file.write(bytes)),
    sync: countedSync(() => file.sync()),
    close: () => file.close(),
  });
  return {
    create: counted(async (path: string) => wrap(await real.create(path))),
    append: counted(async (path: string) => wrap(await real.append(path))),
    rename: counted((from: string, to: string) => real.rename(from, to)),
    remove: counted((path: string) => real.remove(path)),
    removeNow(path) {
      count();
      real.removeNow(path);
    },
    makeFolder: counted((path: string) => real.makeFolder(path)),
    syncFolder: countedSync((path: string) => real.syncFolder(path)),
  };
}
