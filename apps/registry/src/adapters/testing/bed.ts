import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore, type Store, type StoreOptions } from '../open-store.ts';
import { testClock, type TestClock } from './clock.ts';

/** Is a temporary data folder that may be opened several times, as several processes would. */
export interface Bed {
  readonly dataDir: string;
  readonly clock: TestClock;
  open(options?: Partial<StoreOptions>): Promise<Store>;
  /** Closes what is open and removes the folder. */
  clear(): Promise<void>;
}

/** Makes a temporary data folder: empty, or a copy of another one that nobody has open. */
export function createBed(copyOf?: string): Bed {
  const root = mkdtempSync(join(tmpdir(), 'nforge-store-'));
  if (copyOf !== undefined) cpSync(copyOf, join(root, 'data'), { recursive: true });
  const clock = testClock();
  const open: Store[] = [];
  return {
    dataDir: join(root, 'data'),
    clock,
    async open(options = {}) {
      const store = await openStore({ dataDir: join(root, 'data'), clock, ...options });
      open.push(store);
      return store;
    },
    async clear() {
      for (const store of open) await store.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
