import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Is the unit in which a durable write is counted on this disk. */
export interface SyncUnit {
  /** Writes 4 KiB in place, syncs them, and gives the milliseconds it took. */
  time(): number;
  close(): void;
}

const SIZE = 4096;

/** Opens a file of one page in the folder; its size is on the disk before the first time is taken. */
export function openSyncUnit(folder: string): SyncUnit {
  const file = openSync(join(folder, 'unit'), 'w');
  let turn = 0;
  const write = () => {
    turn += 1;
    writeSync(file, Buffer.alloc(SIZE, turn % 256), 0, SIZE, 0);
    fdatasyncSync(file);
  };
  write();
  return {
    time() {
      const begin = performance.now();
      write();
      return performance.now() - begin;
    },
    close: () => closeSync(file),
  };
}
