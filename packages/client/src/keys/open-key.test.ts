import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSigningKey } from '@national-forge/transparency';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { temporaryFolder } from '../testing/workshop.ts';
import { createKey } from './create-key.ts';
import { openKey } from './open-key.ts';

const never = (): Promise<string> => Promise.reject(new Error('no passphrase was to be asked for'));
const answering = (text: string) => () => Promise.resolve(text);

async function keyText(passphrase?: string): Promise<{ readonly text: string; readonly fingerprint: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'nforge-key-'));
  const { file, fingerprint } = await createKey({ folder, label: 'a', passphrase });
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return { text, fingerprint };
}

// One is enough for those who only change its text: making one is meant to be slow.
let hidden: ReturnType<typeof keyText> | undefined;
const hiddenKey = () => (hidden ??= keyText('p'));

/** Changes members of a key file, deep ones by a path with a dot. */
function changed(text: string, changes: Readonly<Record<string, unknown>>): string {
  const json = JSON.parse(text) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const [member = '', inner] = path.split('.');
    if (inner === undefined) json[member] = value;
    else (json[member] as Record<string, unknown>)[inner] = value;
  }
  return JSON.stringify(json);
}

describe('openKey', () => {
  test('takes a key file, a PEM, and the base64 of either, from a file or a variable', async () => {
    const { text, fingerprint } = await keyText();
    const { pem, signer } = createSigningKey('ed25519');
    const file = join(temporaryFolder(), 'key.pem');
    writeFileSync(file, `\uFEFF${pem.replaceAll('\n', '\r\n')}`, { mode: 0o600 });

    const options = { passphrase: never };
    expect((await openKey({ text }, options)).key).toMatchObject({ fingerprint, label: 'a' });
    expect((await openKey({ text: Buffer.from(text).toString('base64') }, options)).key.fingerprint).toBe(fingerprint);
    expect((await openKey({ file }, options)).signer.fingerprint).toBe(signer.fingerprint);
    const coded = Buffer.from(pem).toString('base64').replace(/.{76}/g, '$&\n');
    expect((await openKey({ text: coded }, options)).key).toMatchObject({
      fingerprint: signer.fingerprint,
      label: null,
      encrypted: false,
    });
  });

  test('asks for a passphrase only for an encrypted key, and tells a wrong one from none', async () => {
    const { text, fingerprint } = await keyText('Été à Rabat');

    // Typed with combining accents: another keyboard, the same letters.
    const { signer } = await openKey({ text }, { passphrase: answering('Été à Rabat'.normalize('NFD')) });
    expect(signer.fingerprint).toBe(fingerprint);

    const wrong = { code: 'key-passphrase', exit: 4, params: { key: fingerprint, reason: 'wrong' } };
    await expect(openKey({ text }, { passphrase: answering('ete a rabat') })).rejects.toMatchObject(wrong);
    for (const passphrase of [undefined, answering('')]) {
      await expect(openKey({ text }, { passphrase })).rejects.toMatchObject({ params: { reason: 'needed' } });
    }
  });

  test('refuses an encrypted key of which anything was changed', async () => {
    const { text } = await hiddenKey();
    const other = await keyText('p');
    const { data } = (JSON.parse(text) as { encrypted: { data: string } }).encrypted;
    const bytes = Buffer.from(data, 'base64');
    bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
    const moved = JSON.parse(other.text) as { fingerprint: string; public: string };

    const options = { passphrase: answering('p') };
    const wrong = { code: 'key-passphrase', params: { reason: 'wrong' } };
    await expect(
      openKey({ text: changed(text, { 'encrypted.data': bytes.toString('base64') }) }, options),
    ).rejects.toMatchObject(wrong);
    // The secret of one key in the file of another, whose owner would register what somebody else can sign with.
    const { fingerprint, public: publicKey } = moved;
    await expect(openKey({ text: changed(text, { fingerprint, public: publicKey }) }, options)).rejects.toMatchObject(
      wrong,
    );
  });

  test('refuses a plain key whose public half is of another key', async () => {
    const { text } = await keyText();
    const other = JSON.parse((await keyText()).text) as { privateKey: string };

    await expect(openKey({ text: changed(text, { privateKey: other.privateKey }) })).rejects.toMatchObject({
      code: 'key-file-invalid',
      params: { reason: 'mismatch' },
    });
  });

  test.each([
    ['memoryKiB', 1_048_576],
    ['memoryKiB', 1e15],
    ['memoryKiB', 7],
    ['passes', 1_000_000],
    ['passes', 0],
    ['parallelism', 255],
    ['salt', 'AAAA'],
    ['nonce', Buffer.alloc(11).toString('base64')],
    ['data', 'AAAA'],
    ['data', Buffer.alloc(20_000).toString('base64')],
    ['kdf', 'pbkdf2'],
    ['cipher', 'none'],
  ])('refuses an encrypted key with %s %s before anything is computed', async (member, value) => {
    const { text } = await hiddenKey();

    const opening = openKey({ text: changed(text, { [`encrypted.${member}`]: value }) }, { passphrase: never });

    await expect(opening).rejects.toMatchObject({ code: 'key-file-invalid', params: { reason: 'shape' } });
  });

  test.each([
    [{ format: 2 }, 'format'],
    [{ format: undefined }, 'format'],
    [{ algorithm: 'rsa' }, 'shape'],
    [{ algorithm: 'ml-dsa-44' }, 'public'],
    [{ fingerprint: `sha256:${'0'.repeat(64)}` }, 'public'],
    [{ public: 'AAAA' }, 'public'],
    [{ label: 'a\u001b[2J' }, 'shape'],
    [{ agency: '../../etc' }, 'shape'],
    [{ createdAt: 'yesterday' }, 'shape'],
    [{ privateKey: undefined }, 'shape'],
    [{ privateKey: 'x' }, 'key'],
    [{ privateKey: 5 }, 'shape'],
    [{ extra: 1 }, 'shape'],
    [{ encrypted: {} }, 'shape'],
  ])('refuses a key file with %j', async (change, reason) => {
    const { text } = await keyText();

    await expect(openKey({ text: changed(text, change) })).rejects.toMatchObject({
      code: 'key-file-invalid',
      params: { reason },
    });
  });

  test('refuses PEM that is encrypted or no private key of ours, and says which', async () => {
    const passphrase = { cipher: 'aes-256-cbc', passphrase: 'x' } as const;
    const format = { type: 'pkcs8', format: 'pem' } as const;
    const { privateKey: hidden } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { ...format, ...passphrase },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const { privateKey: rsa, publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: format,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });

    for (const [text, reason] of [
      [hidden, 'pem-encrypted'],
      [publicKey, 'pem-kind'],
      ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n', 'pem-kind'],
      ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'key'],
      [rsa, 'key'],
      ['', 'empty'],
      ['[]', 'format'],
      ['null', 'json'],
      ['[null]', 'format'],
      ['{"format":1', 'json'],
      ['hello, world', 'json'],
    ] as const) {
      await expect(openKey({ text, name: 'NFORGE_KEY' })).rejects.toMatchObject({
        code: 'key-file-invalid',
        exit: 1,
        params: { path: 'NFORGE_KEY', reason },
      });
    }
  });

  test('never quotes the key in an error, whatever is wrong with it', async () => {
    const { text } = await keyText();
    const secret = (JSON.parse(text) as { privateKey: string }).privateKey.split('\n')[1] ?? '';

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length - 1 }), fc.string({ maxLength: 2 }), async (at, noise) => {
        const broken = text.slice(0, at) + noise + text.slice(at + 1);
        const failure = await openKey({ text: broken }).catch((error: unknown) => error);
        if (!(failure instanceof Error)) return;
        for (let cause: unknown = failure; cause instanceof Error; cause = cause.cause) {
          expect(cause.message + JSON.stringify(cause)).not.toContain(secret.slice(10, 40));
        }
      }),
    );
  });
});

describe('a key in a file', () => {
  test('is refused when others may read or write it, with the command that mends it', async () => {
    const { text } = await keyText();
    const file = join(temporaryFolder(), 'key.json');
    for (const mode of [0o640, 0o604, 0o620, 0o666]) {
      writeFileSync(file, text);
      chmodSync(file, mode);
      const params = { path: file, mode: `0${mode.toString(8)}`, command: `chmod 600 ${file}` };
      await expect(openKey({ file })).rejects.toMatchObject({ code: 'key-permissions', exit: 5, params });
    }
    chmodSync(file, 0o400);
    await expect(openKey({ file })).resolves.toBeDefined();
  });

  test('may be reached through a link, and what is judged is the file behind it', async () => {
    const { text } = await keyText();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key.json'), text, { mode: 0o600 });
    symlinkSync(join(folder, 'key.json'), join(folder, 'link'));

    await expect(openKey({ file: join(folder, 'link') })).resolves.toBeDefined();
    chmodSync(join(folder, 'key.json'), 0o644);
    await expect(openKey({ file: join(folder, 'link') })).rejects.toMatchObject({ code: 'key-permissions' });
  });

  test('is no folder, no pipe, not absent and not endless', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'), { mode: 0o700 });
    spawnSync('mkfifo', ['-m', '600', join(folder, 'pipe')]);
    writeFileSync(join(folder, 'large'), 'x'.repeat(70_000), { mode: 0o600 });

    for (const [name, expected] of [
      ['sub', { code: 'key-file-invalid', params: { reason: 'not-a-file' } }],
      ['pipe', { code: 'key-file-invalid', params: { reason: 'not-a-file' } }],
      ['large', { code: 'key-file-invalid', params: { reason: 'too-large' } }],
      ['absent', { code: 'key-missing', exit: 6 }],
    ] as const) {
      await expect(openKey({ file: join(folder, name) })).rejects.toMatchObject(expected);
    }
    await expect(openKey({ file: '/dev/zero' })).rejects.toMatchObject({ params: { reason: 'not-a-file' } });
  });
});
