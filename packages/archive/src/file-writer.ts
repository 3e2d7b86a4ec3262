import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes the files of an archive under a fresh folder: large ones piece by piece, small ones several at once. */
export interface FileWriter {
  /** Begins a file; its path has been proved, and the file before it has ended. */
  file(path: string, size: number): FileTarget;
  /** Waits for all writes and, when durable, flushes the folders. */
  finish(): Promise<void>;
  /** Lets go of what is open, also after an error. */
  close(): Promise<void>;
}

/** Takes the content of one file. */
export interface FileTarget {
  write(bytes: Buffer): void | Promise<void>;
  end(): Promise<void>;
}

const SMALL = 128 * 1024;
/** Small files written at once: their flushes share the disk's journal. Times SMALL, this bounds the memory. */
const AT_ONCE = 16;

/** Makes a writer under a folder that exists and that nobody else can enter. */
export function createFileWriter(root: string, durable: boolean): FileWriter {
  const state: State = {
    root,
    durable,
    folders: new Map([[root, Promise.resolve()]]),
    pending: new Set(),
    large: undefined,
  };
  return {
    file: (path, size) => (size <= SMALL ? smallFile(state, path, size) : largeFile(state, path)),
    finish: async () => {
      await Promise.all(state.pending);
      if (durable) for (const folder of state.folders.keys()) await flushFolder(folder);
    },
    close: async () => {
      await Promise.allSettled(state.pending);
      await state.large?.close();
    },
  };
}

/** Flushes a folder so that the names in it survive a power cut; Windows can neither open nor flush one. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

interface State {
  readonly root: string;
  readonly durable: boolean;
  /** The folders made so far, or being made. */
  readonly folders: Map<string, Promise<void>>;
  readonly pending: Set<Promise<void>>;
  large: FileHandle | undefined;
}

function smallFile(state: State, path: string, size: number): FileTarget {
  const content = Buffer.allocUnsafe(size);
  let filled = 0;
  return {
    write: (bytes) => void (filled += bytes.copy(content, filled)),
    end: async () => {
      if (state.pending.size >= AT_ONCE) await Promise.race(state.pending);
      const written = writeSmall(state, path, content);
      state.pending.add(written);
      // A failure stays in the set, so that the next race or finish meets it.
      written.then(
        () => state.pending.delete(written),
        () => undefined,
      );
    },
  };
}

async function writeSmall(state: State, path: string, content: Buffer): Promise<void> {
  const handle = await create(state, path);
  try {
    await handle.writeFile(content);
    if (state.durable) await handle.sync();
  } finally {
    await handle.close();
  }
}

function largeFile(state: State, path: string): FileTarget {
  return {
    write: async (bytes) => {
      state.large ??= await create(state, path);
      await state.large.writeFile(bytes);
    },
    end: async () => {
      const handle = state.large;
      if (state.durable) await handle?.sync();
      state.large = undefined;
      await handle?.close();
    },
  };
}

/** Creates a file; `wx`: if anything has its name after all, nothing is written through it. */
async function create(state: State, path: string): Promise<FileHandle> {
  const file = join(state.root, ...path.split('/'));
  await makeFolder(state, dirname(file));
  return open(file, 'wx', 0o644);
}

function makeFolder(state: State, folder: string): Promise<void> {
  const known = state.folders.get(folder);
  if (known !== undefined) return known;
  const made = makeFolder(state, dirname(folder)).then(() => mkdir(folder, { mode: 0o755 }));
  state.folders.set(folder, made);
  return made;
}
