import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

/** Is a temporary place for the tests of one file; everything made in it is removed at the end. */
export interface Workshop {
  readonly root: string;
  /** Makes a new empty folder. */
  folder(name: string): string;
  /** Runs something at the end, in reverse order, before the folders are removed. */
  atEnd(action: () => Promise<unknown>): void;
}

/** Opens a workshop for the test file that calls it. */
export function openWorkshop(): Workshop {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'nforge-e2e-')));
  const actions: (() => Promise<unknown>)[] = [];
  let count = 0;
  afterAll(async () => {
    const failures: unknown[] = [];
    for (const action of actions.reverse()) await action().catch((error: unknown) => failures.push(error));
    rmSync(root, { recursive: true, force: true });
    if (failures.length > 0) throw new AggregateError(failures);
  });
  return {
    root,
    folder(name) {
      const path = join(root, `${String(++count)}-${name}`);
      mkdirSync(path);
      return path;
    },
    atEnd: (action) => void actions.push(action),
  };
}
