import { completedNodes } from '../merkle/append.ts';
import { hashLeaf } from '../merkle/hash.ts';
import type { HashReader } from '../merkle/range.ts';

/** Keeps the hashes of a log in memory, as a registry keeps them in a table, and counts what is read. */
export interface MemoryLog {
  readonly read: HashReader;
  readonly append: (leaf: Uint8Array) => void;
  readonly size: () => number;
  /** Runs a function and tells how many hashes it read. */
  readonly reads: (run: () => unknown) => number;
}

/** Makes an empty log. */
export function createMemoryLog(): MemoryLog {
  const levels: Uint8Array[][] = [];
  let size = 0;
  let count = 0;
  const read: HashReader = (level, index) => {
    count += 1;
    const hash = levels[level]?.[index];
    if (hash === undefined) throw new Error(`no complete subtree ${level}/${index} in a tree of ${size} leaves`);
    return hash;
  };
  return {
    read,
    append: (leaf) => {
      for (const { level, index, hash } of completedNodes(size, hashLeaf(leaf), read)) {
        (levels[level] ??= [])[index] = hash;
      }
      size += 1;
    },
    size: () => size,
    reads: (run) => {
      const before = count;
      run();
      return count - before;
    },
  };
}

/** Makes a log of `size` short leaves that differ. */
export function memoryLogOf(size: number): MemoryLog {
  const log = createMemoryLog();
  for (let index = 0; index < size; index += 1) log.append(leafOf(index));
  return log;
}

/** Gives the bytes of the leaf at an index of {@link memoryLogOf}. */
export function leafOf(index: number): Uint8Array {
  return Buffer.from(`leaf ${index}`);
}
