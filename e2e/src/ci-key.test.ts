import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { isClientError, openClient, openKey, prepareChange, sendChange, signWith } from '@national-forge/client';
import { createSigningKey, type Signer } from '@national-forge/transparency';
import { beforeAll, describe, expect, it } from 'vitest';

import { createPerson, type Person } from './harness/nforge.ts';
import { packOffer } from './harness/offer.ts';
import { admitAgency, assertOk, nforgeRegistry, type Admitted } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import type { Outcome } from './harness/run-program.ts';
import { openWorkshop } from './harness/workshop.ts';

const AGENCY = 'impots';
const PASSPHRASE = 'الضريبة على الدخل 2026';

const workshop = openWorkshop();
const dataDir = workshop.folder('data');
const desk = workshop.folder('desk');
/** Is where a runner finds its secrets. */
const secrets = workshop.folder('secrets');
const keyFile = join(secrets, 'ci-key.json');
const passphraseFile = join(secrets, 'passphrase');
let registry: RegistryProcess;
let agency: Admitted;
let boss: Person;
let publishToken: string;

beforeAll(async () => {
  registry = await startRegistry(workshop, { dataDir });
  agency = await admitAgency(registry, AGENCY);
  const token = await agency.token('owner', 'publish');
  publishToken = await agency.token('publish');
  boss = createPerson(workshop, { registry: registry.url, token });
  assertOk(await boss.nforge(desk, 'key', 'create'));
  assertOk(await boss.nforge(desk, 'key', 'register', '--agency', AGENCY));
  // With a line end, as editors write it.
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
});

const runnerWith = (env: Readonly<Record<string, string>>): Person =>
  createPerson(workshop, { registry: registry.url, token: publishToken, env });
const release = (name: string, version: string): string =>
  writeRelease(workshop.folder('release'), { name: `${AGENCY}/${name}`, version });

async function refusal(person: Person, folder: string, ...words: readonly string[]) {
  const { code, value } = await person.json<{ error: { code: string } }>(folder, ...words);
  return [code, value.error.code];
}

const openSecret = async (): Promise<Signer> => {
  const { signer } = await openKey({ file: keyFile }, { passphrase: () => Promise.resolve(PASSPHRASE) });
  return signer;
};

describe('a key for a runner', () => {
  let made: Outcome;

  it('goes to stdout alone, encrypted, and stays nowhere else', async () => {
    made = assertOk(await boss.nforge(desk, 'key', 'create', '--for-ci', '--passphrase-file', passphraseFile));
    writeFileSync(keyFile, made.stdout, { mode: 0o600 });

    expect(made.stdout).not.toContain('PRIVATE KEY');
    const { fingerprint } = await openSecret();
    const files = readdirSync(boss.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
    expect(texts.filter((text) => text.includes(fingerprint.slice(7)))).toEqual([]);
  });

  it('is registered by the key of the agency, for one algorithm and some days', async () => {
    const words = ['--key', keyFile, '--ci', '--names', 'tax', '--expires', '30'];
    const register = ['key', 'register', '--agency', AGENCY, ...words];
    const token = await agency.token('owner');
    const options = { registry: registry.url, token };
    const env = { NFORGE_KEY_PASSPHRASE_FILE: passphraseFile };
    // It cannot register itself: a key of the agency has to sign too, and this person has none.
    expect(await refusal(createPerson(workshop, { ...options, env }), desk, ...register)).toEqual([5, 'sign-noKey']);

    assertOk(await createPerson(workshop, { ...options, env: { ...env, HOME: boss.home } }).nforge(desk, ...register));

    const { fingerprint } = await openSecret();
    const { value } = await boss.json<{ keys: readonly object[] }>(desk, 'key', 'list', '--agency', AGENCY);
    expect(value.keys).toContainEqual(expect.objectContaining({ fingerprint, use: 'ci', names: ['tax'] }));
  });

  it('publishes the algorithm it is for, from a file or from a masked variable', async () => {
    const fromFile = runnerWith({ NFORGE_KEY_FILE: keyFile, NFORGE_KEY_PASSPHRASE_FILE: passphraseFile });
    const masked = runnerWith({ NFORGE_KEY: made.stdout, NFORGE_KEY_PASSPHRASE_FILE: passphraseFile });

    assertOk(await fromFile.nforge(release('tax', '1.0.0'), 'publish'));
    const { stdout, stderr } = assertOk(await masked.nforge(release('tax', '1.1.0'), 'publish'));

    expect(stdout + stderr).not.toContain(PASSPHRASE);
    const project = workshop.folder('project');
    const user = createPerson(workshop, { registry: registry.url });
    assertOk(await user.nforge(project, 'add', `${AGENCY}/tax`));
    assertOk(await user.nforge(project, 'verify'));
  });

  it('publishes nothing else, and changes no keys, whatever its token may do', async () => {
    const env = { NFORGE_KEY_FILE: keyFile, NFORGE_KEY_PASSPHRASE_FILE: passphraseFile };
    expect(await refusal(runnerWith(env), release('vat', '1.0.0'), 'publish')).toEqual([5, 'key-unfit']);

    const token = await agency.token('owner');
    const robber = createPerson(workshop, { registry: registry.url, token, env });
    const own = assertOk(await robber.nforge(desk, 'key', 'create')).stdout.trim();
    const register = ['key', 'register', '--agency', AGENCY, '--key', own];
    expect(await refusal(robber, desk, ...register)).toEqual([5, 'key-unfit']);

    // The registry itself says so too, to a client that does not ask its own rules first.
    const offer = await packOffer(workshop, { name: `${AGENCY}/vat`, version: '1.0.0' }, await openSecret());
    const client = openClient({ registry: registry.url, token: publishToken });
    const outcome = await client.publish([offer]).catch((error: unknown) => error);
    expect(isClientError(outcome) && outcome.code).toBe('signature-invalid');
    await client.close();
  });

  it('is not opened with another passphrase, nor when others may read its file', async () => {
    const wrong = join(secrets, 'wrong');
    writeFileSync(wrong, 'another passphrase');
    const lost = runnerWith({ NFORGE_KEY_FILE: keyFile, NFORGE_KEY_PASSPHRASE_FILE: wrong });
    expect(await refusal(lost, release('tax', '1.2.0'), 'publish')).toEqual([4, 'key-passphrase']);
    const silent = runnerWith({ NFORGE_KEY_FILE: keyFile });
    expect(await refusal(silent, release('tax', '1.2.0'), 'publish')).toEqual([4, 'key-passphrase']);

    chmodSync(keyFile, 0o644);
    const open = runnerWith({ NFORGE_KEY_FILE: keyFile, NFORGE_KEY_PASSPHRASE_FILE: passphraseFile });
    expect(await refusal(open, release('tax', '1.2.0'), 'publish')).toEqual([5, 'key-permissions']);
    chmodSync(keyFile, 0o600);
  });

  it('is revoked alone: the runner stops, the agency goes on', async () => {
    const { fingerprint } = await openSecret();
    assertOk(await boss.nforge(desk, 'key', 'revoke', fingerprint, '--agency', AGENCY));

    const runner = runnerWith({ NFORGE_KEY_FILE: keyFile, NFORGE_KEY_PASSPHRASE_FILE: passphraseFile });
    expect(await refusal(runner, release('tax', '1.2.0'), 'publish')).toEqual([5, 'key-unfit']);
    assertOk(await boss.nforge(release('tax', '1.2.0'), 'publish'));
  });
});

describe('the expiry of a key for a runner', () => {
  it('ends what it may sign, at the registry and before; what it signed in time stays proved', async () => {
    const { pem, signer } = createSigningKey('ed25519');
    const client = openClient({ registry: registry.url, token: await agency.token('owner', 'publish') });
    const { file } = (await boss.json<{ keys: { file: string }[] }>(desk, 'key', 'list')).value.keys[0]!;
    const own = await openKey({ file }, {});
    const inTime = await packOffer(workshop, { name: `${AGENCY}/hourly`, version: '1.0.0' }, signer);
    const late = await packOffer(workshop, { name: `${AGENCY}/hourly`, version: '1.1.0' }, signer);
    // Everything slow is done: what is left within the life of the key is a few requests.
    const expires = Math.floor(Date.now() / 1000) + 10;
    const wish = { kind: 'key-add', key: signer, use: 'ci', expires } as const;
    await sendChange(client, await prepareChange(client, { agency: AGENCY, wish, sign: signWith([own.signer]) }));
    await client.publish([inTime]);

    while (Date.now() / 1000 < expires + 1.5) await pause(100);

    const outcome = await client.publish([late]).catch((error: unknown) => error);
    expect(isClientError(outcome) && outcome.code).toBe('signature-invalid');
    expect(await refusal(runnerWith({ NFORGE_KEY: pem }), release('hourly', '1.1.0'), 'publish')).toEqual([
      5,
      'key-unfit',
    ]);
    const user = createPerson(workshop, { registry: registry.url });
    assertOk(await user.nforge(workshop.folder('project'), 'verify', `${AGENCY}/hourly@1.0.0`));
    await client.close();
    expect(await registry.stop()).toBe(0);
    assertOk(await nforgeRegistry(dataDir, 'verify'));
  });
});
