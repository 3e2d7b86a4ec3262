import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'vitest';

import { install } from '../install/install.ts';
import { parseLock, type Lock } from '../project/lock.ts';
import { writeFiles } from './wire.ts';
import { openWorkshop, temporaryFolder } from './workshop.ts';

/** Names the algorithm of the project. */
export const TAX = 'impots/income-tax';

/** Opens a project with one release installed. */
export async function installed() {
  const shop = await openWorkshop({ [TAX]: '^1.0.0' });
  await shop.registry.publish({ name: TAX, version: '1.0.0' });
  const first = await install(shop.project);
  return { ...shop, first, lockPath: join(shop.folder, 'forge-lock.json') };
}

/** Is a project with one release installed. */
export type Shop = Awaited<ReturnType<typeof installed>>;

/** Is a project with a lock. */
export type LockedShop = Omit<Shop, 'first'>;

/** Gives the same project on a machine that has never seen the registry. */
export function runner(shop: LockedShop, edit: (lock: Lock) => void = () => undefined) {
  const lock = parseLock(readFileSync(shop.lockPath, 'utf8'), shop.lockPath);
  edit(lock);
  const folder = temporaryFolder();
  writeFiles(folder, {
    'forge.json': readFileSync(join(shop.folder, 'forge.json'), 'utf8'),
    'forge-lock.json': JSON.stringify(lock),
  });
  return { ...shop.project, folder, trust: temporaryFolder(), cache: join(temporaryFolder(), 'cache'), locked: true };
}

/** Matches a refusal at a step of the proof. */
export const atStep = (step: string, more: object = {}) => ({
  code: 'untrusted',
  exit: 8,
  params: expect.objectContaining({ step, ...more }) as object,
});
