import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { admitAuthor } from './harness/author.ts';
import { createPerson } from './harness/nforge.ts';
import { assertOk, nforgeRegistry } from './harness/operator.ts';
import { startRegistry } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import { openWorkshop } from './harness/workshop.ts';

const NAME = 'essai/rule';
const REFERENCE = 'TA-RABAT/2026-118';

const workshop = openWorkshop();

function countBlobs(dataDir: string): number {
  return readdirSync(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    .length;
}

it('a release removed by law is gone for everyone, and the log still proves that it was there', async () => {
  const dataDir = workshop.folder('data');
  const registry = await startRegistry(workshop, { dataDir });
  const { token, pem } = await admitAuthor(registry, 'essai');
  const author = createPerson(workshop, { registry: registry.url, token, env: { NFORGE_KEY: pem } });
  const release = writeRelease(workshop.folder('release'), { name: NAME, version: '1.0.0' });
  assertOk(await author.nforge(release, 'publish'));
  assertOk(await author.nforge(writeRelease(workshop.folder('r'), { name: NAME, version: '1.1.0' }), 'publish'));
  const project = workshop.folder('project');
  const user = createPerson(workshop, { registry: registry.url });
  assertOk(await user.nforge(project, 'add', `${NAME}@1.0.0`));
  const before = countBlobs(dataDir);

  const words = ['tombstone', `${NAME}@1.0.0`, '--reference', REFERENCE];
  assertOk(await nforgeRegistry(dataDir, ...words));
  // The same decision again changes nothing; the server runs all the while.
  assertOk(await nforgeRegistry(dataDir, ...words));

  const version = `${registry.url}/api/v1/algorithms/${NAME}/versions/1.0.0`;
  for (const part of ['/archive', '/files/algorithm.js']) expect((await fetch(version + part)).status).toBe(410);
  expect(countBlobs(dataDir)).toBe(before - 1);
  const locked = workshop.folder('locked');
  for (const name of ['forge.json', 'forge-lock.json']) cpSync(join(project, name), join(locked, name));
  const runner = createPerson(workshop, { registry: registry.url });
  const refused = await runner.nforge(locked, 'install', '--locked');
  expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining(REFERENCE)]);
  expect((await runner.nforge(workshop.folder('new'), 'add', `${NAME}@1.0.0`)).code).toBe(6);
  const repeated = await author.json<{ error: { code: string } }>(release, 'publish');
  expect([repeated.code, repeated.value.error.code]).toEqual([6, 'release-tombstoned']);

  // Who has it keeps it, is told, and can still prove what it is.
  const proof = join(project, 'rule.tlog-proof');
  assertOk(await user.nforge(project, 'log', 'prove', `${NAME}@1.0.0`, '--out', proof));
  const { stderr } = assertOk(await user.nforge(project, 'verify', join('forge_modules', NAME), '--proof', proof));
  expect(stderr).toContain(REFERENCE);

  await registry.stop();
  assertOk(await nforgeRegistry(dataDir, 'verify'));
  assertOk(await nforgeRegistry(dataDir, 'rebuild'));
  assertOk(await nforgeRegistry(dataDir, 'verify'));
  const again = await startRegistry(workshop, { dataDir });
  expect((await fetch(version.replace(registry.url, again.url) + '/archive')).status).toBe(410);
  await again.stop();
});
