import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { openKey } from '@national-forge/client';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { typist } from '../testing/typist.ts';

const PASSPHRASE = 'une longue phrase';
const filesIn = (home: string) => readdirSync(join(home, '.local/share/nforge/keys'));
const keyFile = (home: string) => join(home, '.local/share/nforge/keys', filesIn(home)[0] ?? '');

describe('nforge key create', () => {
  it('keeps a key for its owner alone, and prints its fingerprint', async () => {
    const home = folderWith();

    const { exit, stdout, stderr } = await call(['key', 'create', '--label', 'guichet'], { env: { HOME: home } });

    expect(exit).toBe(0);
    expect(stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect(stderr).toContain('It is not encrypted');
    expect(stderr).toContain(`nforge key register --agency AGENCY --key ${stdout.slice(7, 23)}`);
    expect(statSync(keyFile(home)).mode & 0o777).toBe(0o600);
    const { key } = await openKey({ file: keyFile(home) });
    expect(key).toMatchObject({ fingerprint: stdout.trim(), label: 'guichet', encrypted: false });
  });

  it('encrypts with the passphrase of a file, or one that a person types twice', async () => {
    const home = folderWith({ passphrase: `${PASSPHRASE}\n` });
    const typed = folderWith();
    const person = typist([
      ['New passphrase', `${PASSPHRASE}\r`],
      ['passphrase again', `${PASSPHRASE}\r`],
    ]);

    const words = ['key', 'create', '--passphrase-file', 'passphrase', '--algorithm', 'ml-dsa-44', '--json'];
    const fromFile = await call(words, { env: { HOME: home }, cwd: home });
    const asked = await call(['key', 'create', '--passphrase'], {
      env: { HOME: typed },
      ...person,
    });

    expect(JSON.parse(fromFile.stdout)).toMatchObject({ algorithm: 'ml-dsa-44', encrypted: true });
    expect(fromFile.stdout).not.toContain('PRIVATE');
    expect(asked.exit).toBe(0);
    expect(person.screen()).toContain('passphrase again');
    expect(person.screen()).not.toContain(PASSPHRASE);
    for (const file of [keyFile(home), keyFile(typed)]) {
      expect(readFileSync(file, 'utf8')).not.toContain('PRIVATE KEY');
      await expect(openKey({ file }, { passphrase: () => Promise.resolve(PASSPHRASE) })).resolves.toBeDefined();
      await expect(openKey({ file }, { passphrase: () => Promise.resolve('another') })).rejects.toMatchObject({
        code: 'key-passphrase',
      });
    }
  });

  it('gives the key of a runner to stdout alone and keeps nothing', async () => {
    const home = folderWith();

    const { exit, stdout, stderr } = await call(['key', 'create', '--for-ci'], { env: { HOME: home } });

    expect(exit).toBe(0);
    expect(() => filesIn(home)).toThrow('ENOENT');
    const { key } = await openKey({ text: stdout });
    expect(stderr).toContain(key.fingerprint);
    expect(stderr).toContain('--ci --expires 90d');
    expect(stderr).not.toContain('PRIVATE');
  });

  it('encrypts without a question where the environment names the file of the passphrase', async () => {
    const home = folderWith({ passphrase: `${PASSPHRASE}\n` });
    const env = { HOME: home, NFORGE_KEY_PASSPHRASE_FILE: join(home, 'passphrase') };

    const asked = await call(['key', 'create', '--passphrase', '--json'], { env });
    const plain = await call(['key', 'create', '--json'], { env });

    expect([asked.exit, plain.exit]).toEqual([0, 0]);
    expect([asked, plain].map(({ stdout }) => (JSON.parse(stdout) as { encrypted: boolean }).encrypted)).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    [['--passphrase'], 2, 'nobody can be asked here'],
    [['--passphrase'], 2, 'NFORGE_KEY_PASSPHRASE_FILE'],
    [['--passphrase-file', 'short'], 2, 'has at least 10 characters'],
    [['--passphrase-file', 'nowhere'], 2, 'nowhere cannot be read (ENOENT)'],
    [['--passphrase-file', 'short', '--passphrase'], 2, 'exclude each other'],
    [['--algorithm', 'rsa'], 2, 'ed25519, ml-dsa-44'],
  ])('refuses %j with %i and makes no key', async (words, code, said) => {
    const home = folderWith({ short: 'court' });

    const { exit, stderr } = await call(['key', 'create', ...words], { env: { HOME: home }, cwd: home });

    expect(exit).toBe(code);
    expect(stderr).toContain(said);
    expect(() => filesIn(home)).toThrow('ENOENT');
  });

  it('refuses a folder of keys that others may enter, and says the command that mends it', async () => {
    const home = folderWith();
    mkdirSync(join(home, '.local/share/nforge/keys'), { recursive: true, mode: 0o755 });

    const { exit, stderr } = await call(['key', 'create'], { env: { HOME: home } });

    expect(exit).toBe(5);
    expect(stderr).toContain('chmod 700');
  });
});
