import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { createPerson, type Person } from './harness/nforge.ts';
import { assertOk, createAgency, createToken, nforgeRegistry } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import { openWorkshop } from './harness/workshop.ts';

const AGENCY = 'impots';
const NAME = 'impots/tax';

const workshop = openWorkshop();
const dataDir = workshop.folder('data');
const desk = workshop.folder('desk');
const project = workshop.folder('project');
/** Where colleagues hand each other files. */
const post = workshop.folder('post');
let registry: RegistryProcess;

interface Colleague extends Person {
  readonly fingerprint: string;
}

let amina: Colleague;
let brahim: Colleague;
let chaimae: Colleague;
let user: Person;

async function hire(token: string): Promise<Colleague> {
  const person = createPerson(workshop, { registry: registry.url, token });
  const { value } = await person.json<{ fingerprint: string }>(desk, 'key', 'create', '--label', 'own');
  return { ...person, fingerprint: value.fingerprint };
}

beforeAll(async () => {
  await createAgency(dataDir, AGENCY);
  const token = await createToken(dataDir, AGENCY, 'owner,publish,lifecycle');
  registry = await startRegistry(workshop, { dataDir });
  [amina, brahim, chaimae] = [await hire(token), await hire(token), await hire(token)];
  user = createPerson(workshop, { registry: registry.url });
});

const file = (name: string): string => join(post, name);
const releaseOf = (version: string, note = ''): string =>
  writeRelease(workshop.folder('release'), { name: NAME, version, files: { 'note.txt': `${version} ${note}` } });

interface Failure {
  readonly error: { readonly code: string };
}

async function codeOf(person: Person, folder: string, ...words: readonly string[]): Promise<readonly [number, string]> {
  const { code, value } = await person.json<Failure>(folder, ...words);
  return [code, value.error.code];
}

const keysOf = async (): Promise<readonly { fingerprint: string; state: string }[]> => {
  const shown = await user.json<{ keys: { fingerprint: string; state: string }[] }>(desk, 'agency', 'view', AGENCY);
  return shown.value.keys;
};

describe('an agency with three keys of which two must sign', () => {
  it('comes to be: each further key is signed by its holder and by one who has a key already', async () => {
    assertOk(await amina.nforge(desk, 'key', 'register', '--agency', AGENCY));
    for (const colleague of [brahim, chaimae]) {
      const out = file(`${colleague.fingerprint.slice(7, 15)}.json`);
      assertOk(await colleague.nforge(desk, 'key', 'register', '--agency', AGENCY, '--out', out));
      expect(await keysOf()).not.toContainEqual(expect.objectContaining({ fingerprint: colleague.fingerprint }));
      assertOk(await amina.nforge(desk, 'key', 'register', '--agency', AGENCY, '--with', out));
    }
    assertOk(await amina.nforge(desk, 'agency', 'policy', AGENCY, '--threshold', '2'));

    const fingerprints = [amina, brahim, chaimae].map(({ fingerprint }) => fingerprint);
    expect((await keysOf()).map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
    expect(await codeOf(amina, desk, 'agency', 'policy', AGENCY, '--threshold', '4')).toEqual([
      5,
      'threshold-unreachable',
    ]);
  });

  it('publishes nothing that one has signed alone', async () => {
    const folder = releaseOf('1.0.0');
    expect(await codeOf(amina, folder, 'publish')).toEqual([5, 'threshold-unmet']);
    expect((await user.nforge(desk, 'view', NAME)).code).toBe(6);
  });

  it('publishes what two have signed, each from an own copy of the same content', async () => {
    const folder = releaseOf('1.0.0');
    const copy = workshop.folder('copy');
    cpSync(folder, copy, { recursive: true });
    assertOk(await amina.nforge(folder, 'sign', '--out', file('tax-1.json')));

    assertOk(await brahim.nforge(copy, 'publish', '--with', file('tax-1.json')));

    assertOk(await user.nforge(project, 'add', NAME));
    const { stderr } = assertOk(await user.nforge(project, 'verify', `${NAME}@1.0.0`));
    expect(stderr).toContain(amina.fingerprint);
    expect(stderr).toContain(brahim.fingerprint);
  });

  it('does not let a colleague sign for content that another has not seen', async () => {
    const folder = releaseOf('1.1.0');
    assertOk(await amina.nforge(folder, 'sign', '--out', file('seen.json')));
    const other = releaseOf('1.1.0', 'with a backdoor');
    expect(await codeOf(brahim, other, 'publish', '--with', file('seen.json'))).toEqual([8, 'statement-mismatch']);
    expect((await user.nforge(desk, 'view', `${NAME}@1.1.0`)).code).toBe(6);
  });
});

describe('when one key of three is revoked between two signatures', () => {
  const signed = file('tax-1.2.json');
  let folder: string;

  it('the two others do it, without the one that goes', async () => {
    folder = releaseOf('1.2.0');
    assertOk(await amina.nforge(folder, 'sign', '--out', signed));
    const out = file('revoke.json');
    const words = ['key', 'revoke', amina.fingerprint, '--agency', AGENCY];
    assertOk(await brahim.nforge(desk, ...words, '--out', out));
    const half = readFileSync(out, 'utf8');
    // Her own signature does not count for what takes her key away.
    expect(await codeOf(amina, desk, ...words, '--with', out)).toEqual([5, 'sign-noKey']);
    expect(readFileSync(out, 'utf8')).toBe(half);

    assertOk(await chaimae.nforge(desk, ...words, '--with', out));

    const states = new Map((await keysOf()).map(({ fingerprint, state }) => [fingerprint, state]));
    expect(states.get(amina.fingerprint)).toBe('revoked');
    expect(states.get(chaimae.fingerprint)).toBe('active');
  });

  it('what the revoked key had signed before does not count any more', async () => {
    expect(await codeOf(brahim, folder, 'publish', '--with', signed)).toEqual([5, 'key-unfit']);
    expect(await codeOf(amina, folder, 'sign', '--out', file('again.json'))).toEqual([5, 'sign-noKey']);
    expect((await user.nforge(desk, 'view', `${NAME}@1.2.0`)).code).toBe(6);
  });

  it('the two that are left publish together', async () => {
    const out = file('tax-1.2-chaimae.json');
    assertOk(await chaimae.nforge(folder, 'sign', '--out', out));
    assertOk(await brahim.nforge(folder, 'publish', '--with', out));
    assertOk(await user.nforge(project, 'update'));
    expect(readFileSync(join(project, 'forge-lock.json'), 'utf8')).toContain('"version": "1.2.0"');
  });

  it('the releases that the revoked key signed in its time stay proved', async () => {
    assertOk(await user.nforge(project, 'verify', `${NAME}@1.0.0`));
    const stranger = createPerson(workshop, { registry: registry.url });
    const old = workshop.folder('old');
    assertOk(await stranger.nforge(old, 'add', `${NAME}@1.0.0`));
    assertOk(await stranger.nforge(old, 'verify'));
  });

  it('no further key can go without lowering the threshold first', async () => {
    const words = ['key', 'revoke', chaimae.fingerprint, '--agency', AGENCY];
    expect(await codeOf(brahim, desk, ...words)).toEqual([5, 'threshold-unreachable']);
  });
});

describe('when all keys are lost and the operator sets a new one', () => {
  let dounia: Colleague;

  it('the request of the new holder comes into force by the operator’s command line alone', async () => {
    dounia = await hire(await createToken(dataDir, AGENCY, 'owner,publish'));
    const out = file('reset.json');
    assertOk(await dounia.nforge(desk, 'key', 'reset-request', '--agency', AGENCY, '--out', out));
    expect(await codeOf(dounia, desk, 'key', 'register', '--agency', AGENCY, '--with', out)).toEqual([2, 'usage']);

    const words = ['agency', 'reset-keys', AGENCY, '--with', out, '--reason', 'Both keys burnt with the archive'];
    assertOk(await nforgeRegistry(dataDir, ...words));

    const { value } = await user.json<{ entries: { kind: string; actor: string }[] }>(desk, 'log');
    expect(value.entries.at(-1)).toMatchObject({ kind: 'key-reset', actor: 'operator' });
    // Even the new holder's computer knew the old keys.
    expect((await dounia.nforge(releaseOf('2.0.0'), 'publish')).code).toBe(8);
    assertOk(await dounia.nforge(desk, 'agency', 'trust', AGENCY, '--yes'));
    assertOk(await dounia.nforge(releaseOf('2.0.0'), 'publish'));
  });

  it('who had pinned the agency gets nothing of it any more, and is told why', async () => {
    for (const words of [['install'], ['install', '--locked'], ['add', `${NAME}@2.0.0`]]) {
      const { code, stderr } = await user.nforge(project, ...words);
      expect([words, code]).toEqual([words, 8]);
      expect(stderr).toContain('replaced all keys of impots');
      expect(stderr).toContain('nforge agency trust impots');
    }
  });

  it('a fresh computer with the lock of before refuses too', async () => {
    const folder = workshop.folder('runner');
    for (const name of ['forge.json', 'forge-lock.json']) cpSync(join(project, name), join(folder, name));
    const runner = createPerson(workshop, { registry: registry.url });
    expect(await codeOf(runner, folder, 'install', '--locked')).toEqual([8, 'untrusted']);
  });

  it('trusting the new key takes a person’s word, shows both sides, and then installs', async () => {
    // Nobody can be asked here, so without --yes nothing is accepted.
    expect(await codeOf(user, project, 'agency', 'trust', AGENCY)).toEqual([2, 'usage']);
    expect((await user.nforge(project, 'install')).code).toBe(8);

    const { stderr } = assertOk(await user.nforge(project, 'agency', 'trust', AGENCY, '--yes'));

    expect(stderr).toContain(brahim.fingerprint);
    expect(stderr).toContain(dounia.fingerprint);
    assertOk(await user.nforge(project, 'install'));
    assertOk(await user.nforge(project, 'add', `${NAME}@2.0.0`));
    assertOk(await user.nforge(project, 'verify'));
    // The keys of before sign nothing more.
    assertOk(await brahim.nforge(desk, 'agency', 'trust', AGENCY, '--yes'));
    expect(await codeOf(brahim, releaseOf('2.1.0'), 'publish')).toEqual([5, 'sign-noKey']);
  });

  it('the data are in order', async () => {
    expect(await registry.stop()).toBe(0);
    assertOk(await nforgeRegistry(dataDir, 'verify'));
  });
});
