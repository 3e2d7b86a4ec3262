import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Inside the checkout, not in the system's folder for temporary files: that may be memory, where a sync costs nothing.
const PARENT = fileURLToPath(new URL('../../.cache', import.meta.url));

/** Is a folder for one run, removed at its end. */
export interface Workplace {
  readonly folder: string;
  remove(): void;
}

/** Makes a folder for one run on the disk of the checkout. */
export function openWorkplace(): Workplace {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(join(PARENT, 'bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
