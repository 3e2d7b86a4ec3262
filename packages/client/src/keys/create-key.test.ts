import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { parsePublicKey } from '@national-forge/transparency';
import { describe, expect, onTestFinished, test } from 'vitest';

import { temporaryFolder } from '../testing/workshop.ts';
import { createKey } from './create-key.ts';
import { exportPublic } from './export-public.ts';
import { defaultKeyFolder } from './key-folder.ts';
import { openKey } from './open-key.ts';
import { writePrivateFile } from './private-file.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const emptyFolder = (): string => join(temporaryFolder(), 'nforge', 'keys');

describe('createKey', () => {
  test('keeps each key in a file that only its owner can read, whatever the umask', async () => {
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    const folder = emptyFolder();

    const key = await createKey({ folder, label: 'Bureau central', agency: 'impots', now: () => 0 });

    expect(modeOf(folder)).toBe('700');
    expect(modeOf(key.file)).toBe('600');
    expect(basename(key.file)).toBe(`${key.fingerprint.slice(7, 23)}-bureau-central.json`);
    expect(readdirSync(folder)).toEqual([basename(key.file)]);
    expect(key).toMatchObject({ label: 'Bureau central', agency: 'impots', encrypted: false });
    expect(key.createdAt).toBe('1970-01-01T00:00:00.000Z');
  });

  test.each(['ed25519', 'ml-dsa-44'] as const)(
    'makes a key of %s that signs, with and without a passphrase',
    async (algorithm) => {
      const folder = emptyFolder();
      const plain = await createKey({ folder, algorithm, label: 'a' });
      const hidden = await createKey({ folder, algorithm, label: 'b', passphrase: 'mot de passe' });

      for (const key of [plain, hidden]) {
        const { signer } = await openKey({ file: key.file }, { passphrase: () => Promise.resolve('mot de passe') });
        const message = Buffer.from('x');
        expect(signer.fingerprint).toBe(key.fingerprint);
        expect(parsePublicKey(key.public).verify(message, signer.sign(message))).toBe(true);
      }
    },
  );

  test('leaves nothing of an encrypted key to be read', async () => {
    const key = await createKey({ folder: emptyFolder(), label: 'a', passphrase: 'secret' });

    const text = readFileSync(key.file, 'utf8');

    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain('secret');
    expect(text).not.toContain(Buffer.from('-----BEGIN').toString('base64').slice(0, 12));
    expect(JSON.parse(text)).toMatchObject({ encrypted: { kdf: 'argon2id', memoryKiB: 65_536, passes: 3 } });
  });

  test('takes labels in Arabic, and says which labels it does not take', async () => {
    const folder = emptyFolder();

    const key = await createKey({ folder, label: 'مكتب الضرائب' });

    expect(basename(key.file)).toBe(`${key.fingerprint.slice(7, 23)}.json`);
    for (const label of ['', ' a', 'a\nb', 'a\u202eb', 'a\u001b[2Jb', 'x'.repeat(101)]) {
      await expect(createKey({ folder, label })).rejects.toMatchObject({ code: 'option-invalid', exit: 2 });
    }
    await expect(createKey({ folder, label: 'a', passphrase: '' })).rejects.toMatchObject({ code: 'option-invalid' });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('refuses a folder that others can enter, with the command that mends it', async () => {
    const folder = join(temporaryFolder(), "l'été");
    mkdirSync(folder, { mode: 0o755 });

    const failure = await createKey({ folder, label: 'a' }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'key-permissions', exit: 5, params: { path: folder, mode: '0755' } });
    spawnSync('sh', ['-c', (failure as { params: { command: string } }).params.command]);
    await expect(createKey({ folder, label: 'a' })).resolves.toBeDefined();
  });

  test('says so when the folder cannot be made', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');

    await expect(createKey({ folder: join(file, 'keys'), label: 'a' })).rejects.toMatchObject({ code: 'file-access' });
  });
});

test('a private file is never written over, and leaves no other file behind', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'key.json');
  await writePrivateFile(path, 'first');

  await expect(writePrivateFile(path, 'second')).rejects.toMatchObject({ code: 'key-exists', exit: 7 });

  expect(readFileSync(path, 'utf8')).toBe('first');
  expect(readdirSync(folder)).toEqual(['key.json']);
});

test('of many that write the same private file at once, one wins and its bytes stay', async () => {
  const path = join(temporaryFolder(), 'key.json');

  const writes = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => writePrivateFile(path, String(n))));

  const winners = writes.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
  expect(winners).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toBe(String(winners[0]));
});

test('keys are kept where the XDG base directory specification says', () => {
  expect(defaultKeyFolder({}, '/home/a')).toBe(join('/home/a', '.local', 'share', 'nforge', 'keys'));
  expect(defaultKeyFolder({ XDG_DATA_HOME: '/data' }, '/home/a')).toBe(join('/data', 'nforge', 'keys'));
  expect(defaultKeyFolder({ XDG_DATA_HOME: 'data' }, '/h')).toBe(join('/h', '.local', 'share', 'nforge', 'keys'));
});

// Other systems have other tools; where these are, they have to agree.
const hasTools = ['openssl', 'sha256sum'].every((tool) => spawnSync(tool, ['--version']).error === undefined);

test.runIf(hasTools)('openssl reads an exported key and gives the same fingerprint', async () => {
  const key = await createKey({ folder: emptyFolder(), label: 'a' });
  const { pem, base64, fingerprint, algorithm } = exportPublic(key);

  const der = spawnSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], { input: pem }).stdout;
  const sum = spawnSync('sha256sum', { input: der }).stdout.toString().slice(0, 64);

  expect(der.toString('base64')).toBe(base64);
  expect(`sha256:${sum}`).toBe(fingerprint);
  expect(algorithm).toBe('ed25519');
});
