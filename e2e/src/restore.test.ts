import { chmodSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createPerson, type Person } from './harness/nforge.ts';
import { admitAgency, assertOk, createToken, nforgeRegistry } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import { openWorkshop } from './harness/workshop.ts';

const NAME = 'essai/rule';
const ORIGIN = 'forge.example.ma';

const workshop = openWorkshop();
const lost = workshop.folder('lost');
const backup = workshop.folder('backup');
/** A copy of the data folder as it was at the backup, made with the tools of the system, key and all. */
const image = workshop.folder('image');
const desk = workshop.folder('desk');
const project = workshop.folder('project');
let port: number;
let author: Person;
let user: Person;

const releaseOf = (version: string): string => writeRelease(workshop.folder('release'), { name: NAME, version });
let served: RegistryProcess | undefined;

/** Serves a data folder at the address that everybody knows. */
async function serve(dataDir: string): Promise<RegistryProcess> {
  served = await startRegistry(workshop, { dataDir, port });
  return served;
}

afterEach(async () => {
  await served?.stop();
});

async function refusal(person: Person, folder: string, ...words: readonly string[]) {
  const { code, value } = await person.json<{ error: { code: string } }>(folder, ...words);
  return [code, value.error.code];
}

/** Publishes 1.0.0, makes the backups, and publishes 1.1.0, which only the lost folder and the clients know of. */
beforeAll(async () => {
  const first = await startRegistry(workshop, { dataDir: lost, env: { NFORGE_ORIGIN: ORIGIN } });
  ({ port } = first);
  const token = await (await admitAgency(first, 'essai')).token('owner', 'publish', 'lifecycle');
  author = createPerson(workshop, { registry: first.url, token });
  user = createPerson(workshop, { registry: first.url });
  assertOk(await author.nforge(desk, 'key', 'create'));
  assertOk(await author.nforge(desk, 'key', 'register', '--agency', 'essai'));
  assertOk(await author.nforge(releaseOf('1.0.0'), 'publish'));
  assertOk(await nforgeRegistry(lost, 'backup', backup));
  await first.stop();
  cpSync(lost, image, { recursive: true });

  const second = await serve(lost);
  assertOk(await author.nforge(releaseOf('1.1.0'), 'publish'));
  assertOk(await user.nforge(project, 'add', NAME));
  await second.stop();
});

async function restore(): Promise<string> {
  const dataDir = join(workshop.folder('place'), 'data');
  assertOk(await nforgeRegistry(dataDir, 'restore', backup));
  return dataDir;
}

describe('a registry restored from a backup', () => {
  it('has no key of the log, answers what it knows, and takes no writes', async () => {
    const dataDir = await restore();
    expect(existsSync(join(dataDir, 'log.key'))).toBe(false);
    const registry = await serve(dataDir);

    const stranger = createPerson(workshop, { registry: registry.url });
    assertOk(await stranger.nforge(workshop.folder('reader'), 'add', `${NAME}@1.0.0`));
    expect((await author.nforge(releaseOf('1.2.0'), 'publish')).code).not.toBe(0);
    await registry.stop();
  });

  it('is refused by whoever has seen more, until the missing leaves are there; then nobody notices', async () => {
    const dataDir = await restore();
    cpSync(join(lost, 'log.key'), join(dataDir, 'log.key'));
    const behind = await serve(dataDir);
    expect(await refusal(user, project, 'install')).toEqual([8, 'untrusted']);
    expect((await author.nforge(releaseOf('1.2.0'), 'publish')).code).not.toBe(0);

    assertOk(await nforgeRegistry(dataDir, 'log', 'catch-up', '--from', lost));

    assertOk(await author.nforge(releaseOf('1.2.0'), 'publish'));
    assertOk(await user.nforge(project, 'update'));
    assertOk(await user.nforge(project, 'verify', `${NAME}@1.1.0`));
    await behind.stop();
    assertOk(await nforgeRegistry(dataDir, 'verify'));
  });
});

describe('a data folder that was set back by hand, with its key', () => {
  it('turns writes off at the first write of someone who has seen more, for everyone', async () => {
    const dataDir = workshop.folder('set-back');
    cpSync(image, dataDir, { recursive: true });
    const token = await createToken(dataDir, 'essai', 'publish');
    const registry = await serve(dataDir);

    // Under another address the log is known by its name: nothing is written.
    const words = ['channel', 'set', `${NAME}@1.0.0`, 'beta', '--reason', 'Essai'];
    const other = ['--registry', registry.url.replace('127.0.0.1', 'localhost')];
    expect(await refusal(author, desk, ...words, ...other)).toEqual([8, 'untrusted']);
    // Who publishes reads the keys of the agency first, and sees the older log at once; other writes show what they saw.
    expect(await refusal(author, releaseOf('1.3.0'), 'publish')).toEqual([8, 'untrusted']);
    expect(await refusal(author, desk, ...words)).toEqual([1, 'log-behind']);

    const env = { HOME: workshop.folder('unknowing') };
    const unknowing = createPerson(workshop, { registry: registry.url, token, env });
    cpSync(join(author.home, '.local/share/nforge'), join(env.HOME, '.local/share/nforge'), { recursive: true });
    // Folders are copied without their mode, and keys in a folder that others may enter are refused.
    chmodSync(join(env.HOME, '.local/share/nforge/keys'), 0o700);
    assertOk(await unknowing.nforge(workshop.folder('reader'), 'add', `${NAME}@1.0.0`));
    expect(await refusal(unknowing, releaseOf('1.3.0'), 'publish')).toEqual([1, 'log-behind']);
    await registry.stop();
  });
});

describe('a log that nobody can complete', () => {
  it('goes on under another name and key, which clients refuse until a person has taken note', async () => {
    const dataDir = await restore();
    expect((await nforgeRegistry(dataDir, 'log', 'fork', '--origin', `${ORIGIN}/2`)).code).not.toBe(0);
    assertOk(await nforgeRegistry(dataDir, 'log', 'fork', '--origin', `${ORIGIN}/2`, '--yes'));
    const registry = await serve(dataDir);

    for (const words of [['install'], ['install', '--locked'], ['verify', `${NAME}@1.0.0`]]) {
      const { code, stderr } = await user.nforge(project, ...words);
      expect([words, code]).toEqual([words, 8]);
      expect(stderr).toContain('nforge log trust');
    }
    const words = ['channel', 'set', `${NAME}@1.0.0`, 'beta', '--reason', 'Essai'];
    expect(await refusal(author, desk, ...words)).toEqual([8, 'log-mismatch']);
    assertOk(await user.nforge(project, 'log', 'trust', '--yes'));
    assertOk(await author.nforge(desk, 'log', 'trust', '--yes'));

    assertOk(await author.nforge(releaseOf('2.0.0'), 'publish'));
    const fresh = workshop.folder('fresh');
    assertOk(await user.nforge(fresh, 'add', NAME));
    assertOk(await user.nforge(fresh, 'verify'));
    const { value } = await user.json<{ entries: { kind: string }[] }>(desk, 'log');
    expect(value.entries.map(({ kind }) => kind)).toEqual([
      'log-key',
      'agency',
      'key-add',
      'release',
      'fork',
      'release',
    ]);
    await registry.stop();
    assertOk(await nforgeRegistry(dataDir, 'verify'));
  });
});
