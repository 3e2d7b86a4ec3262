import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'vitest';

import { hashFolder } from '../files/hash-folder.ts';
import { parseIndex } from '../project/index-file.ts';
import { parseLock } from '../project/lock.ts';

/** Asserts that every module is one of the releases, whole, and that index.json, if it is there, speaks the truth. */
export async function assertWhole(folder: string, digests: ReadonlySet<string>): Promise<void> {
  const modules = join(folder, 'forge_modules');
  const lock = join(folder, 'forge-lock.json');
  if (existsSync(lock)) parseLock(readFileSync(lock, 'utf8'), lock);
  if (!existsSync(modules)) return;
  for (const agency of readdirSync(modules).filter((name) => !name.startsWith('.') && name !== 'index.json')) {
    for (const name of readdirSync(join(modules, agency))) {
      const content = await hashFolder(join(modules, agency, name));
      expect(digests).toContain(content?.digest);
    }
  }
  const indexPath = join(modules, 'index.json');
  if (!existsSync(indexPath)) return;
  const index = parseIndex(readFileSync(indexPath, 'utf8'));
  expect(index).toBeDefined();
  for (const { path, digest } of Object.values(index?.modules ?? {})) {
    expect((await hashFolder(join(modules, path)))?.digest).toBe(digest);
  }
}
