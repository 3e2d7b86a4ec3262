import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from '../run/child.mjs';

/** The root folder of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Finds the JavaScript file of a development tool of the root, from its package.json, so that it runs on any
 * platform without a shell: `program('vitest')`, `program('ts7', 'tsc')`.
 */
export function program(packageName: string, bin?: string): string {
  const folder = join(ROOT, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin ?? packageName];
  if (file === undefined) throw new Error(`${packageName} has no command ${bin ?? packageName}`);
  return join(folder, file);
}

/** Runs such a file on this Node in the root; resolves to the exit code and, when quiet, to what it printed. */
export function start(
  file: string,
  args: readonly string[],
  options: { readonly quiet?: boolean } = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return run(process.execPath, [file, ...args], { cwd: ROOT, ...options });
}
