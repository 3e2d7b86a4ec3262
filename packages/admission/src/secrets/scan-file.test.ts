import { createHash, randomBytes } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { plantedSecrets } from '../testing/planted-secrets.ts';
import { openCheckWorker } from '../worker/check-worker.ts';
import { scanFile } from './scan-file.ts';
import { formatToken } from './token.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

const scan = async (content: string | Uint8Array, options: { path?: string; piece?: number } = {}) => {
  const bytes = Buffer.from(content as string);
  const { path = 'notes.txt', piece = bytes.length || 1 } = options;
  const file = scanFile(path, worker);
  for (let at = 0; at < bytes.length; at += piece) await file.write(bytes.subarray(at, at + piece));
  return file.end();
};
const lines = async (...args: Parameters<typeof scan>) => [...new Set((await scan(...args)).map(({ line }) => line))];

const secrets = plantedSecrets();
const prose = 'مفتاح الحساب لا يُكتب هنا. Le montant est arrondi au dirham supérieur.\n';

describe('scanFile finds', () => {
  it.each(secrets)('$kind, with its line', async ({ text }) => {
    for (const path of ['config/settings.txt', 'data/values.json', 'main.js']) {
      expect((await scan(`first\nsecond\n${text}\nlast\n`, { path }))[0]).toMatchObject({
        severity: 'error',
        file: path,
        line: 3,
      });
    }
  });

  it('never repeats the secret', async () => {
    const findings = await scan(secrets.map(({ text }) => text).join('\n\n'));

    const told = JSON.stringify(findings);
    for (const { text } of secrets)
      for (const word of text.match(/[A-Za-z0-9]{16,}/g) ?? []) expect(told).not.toContain(word);
  });

  it.each(secrets)('$kind wherever it lies in a large file, however it is cut', async ({ text }) => {
    // Around the end of the first window and of its overlap.
    for (const offset of [240 * 1024, 246 * 1024 - 40, 256 * 1024 - 20]) {
      const before = prose.repeat(Math.floor(offset / Buffer.byteLength(prose)));
      const expected = before.split('\n').length;

      expect(await lines(`${before}${text}\n${prose.repeat(2000)}`, { piece: 64 * 1024 })).toEqual([expected]);
    }
  });

  it('the same whatever the size of the pieces', async () => {
    const content = secrets.map(({ text }) => `${prose}${text}\n`).join('');
    const whole = await scan(content);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), async (piece) => {
        expect(await scan(content, { piece })).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('secrets in UTF-16, with and without byte order mark', async () => {
    const { text } = secrets.find(({ kind }) => kind === 'GitHub token')!;
    const utf16 = Buffer.from(`first\r\n${text}\r\n`, 'utf16le');

    expect(await lines(utf16)).toEqual([2]);
    expect(await lines(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]))).toEqual([2]);
  });

  it('tokens and private keys in binary files, and nothing else there', async () => {
    const noise = Buffer.concat([Buffer.from([0, 1, 2, 0, 0]), randomBytes(3000)]);
    const find = (kind: string) => Buffer.from(secrets.find((secret) => secret.kind === kind)!.text);

    expect(await scan(Buffer.concat([noise, Buffer.from('\n'), find('our own token')]))).toMatchObject([
      { code: 'token-found' },
    ]);
    expect(await scan(Buffer.concat([noise, find('PKCS #8 private key')]))).toMatchObject([
      { params: { kind: 'privatekey' } },
    ]);
    expect(await scan(Buffer.concat([noise, find('GitHub token')]))).toEqual([]);
  });
});

describe('scanFile is silent', () => {
  const sha = (text: string) => createHash('sha512').update(text).digest();
  const manyHashes = Array.from({ length: 300 }, (_, index) => sha(String(index)));

  it.each([
    ['nothing', ''],
    ['Arabic and French prose', prose.repeat(200)],
    ['hexadecimal digests', manyHashes.map((hash) => hash.toString('hex')).join('\n')],
    [
      'base64 digests as in a lock file',
      manyHashes
        .map((hash, index) => `  resolution: {integrity: sha512-${hash.toString('base64')}} # p@1.${index}.0`)
        .join('\n'),
    ],
    ['long base64 data', `{"vector": "${Buffer.concat(manyHashes).toString('base64')}"}`],
    [
      'UUIDs',
      manyHashes
        .map((hash) => hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'))
        .join('\n'),
    ],
    ['bank account numbers', manyHashes.map((_, index) => `MA64 0115 1900 0001 2050 0053 ${4900 + index}`).join('\n')],
    ['a token with a wrong checksum', `nforge_${'Ab1'.repeat(14)}`],
    ['a placeholder for a key', '-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----'],
    [
      'a public key and a certificate',
      `-----BEGIN PUBLIC KEY-----\n${'A'.repeat(120)}\n-----END PUBLIC KEY-----\n-----BEGIN CERTIFICATE-----\n${'B'.repeat(120)}\n-----END CERTIFICATE-----`,
    ],
    ['a verifier key of a log', `log.example.org+0123abcd+${'A'.repeat(44)}`],
    [
      'addresses without password',
      'https://user@example.org/ mailto:support@example.org git@example.org:finances/rib.git postgres://localhost:5432/tax',
    ],
    ['templates for a password', 'https://$USER:$PASSWORD@example.org/ https://{user}:{password}@example.org/'],
    [
      'code that names secrets',
      'const token = process.env.NFORGE_TOKEN;\nconst apiKey = await ask("API key?");\n// password: see the vault\n',
    ],
  ])('about %s', async (_, content) => {
    for (const path of ['data/x.json', 'README.md', 'pnpm-lock.yaml'])
      expect(await scan(content, { path })).toEqual([]);
  });

  it('about what only looks like a token where a window is cut', async () => {
    const token = formatToken(randomBytes(32));
    const filler = prose.repeat(4000);
    // The second window begins with the `n` of a word that ends like a token.
    for (const cut of [240 * 1024, 2 * 240 * 1024]) {
      const before = Buffer.from(filler).subarray(0, cut - 2);

      expect(await scan(Buffer.concat([before, Buffer.from(` x${token} `), Buffer.from(filler)]))).toEqual([]);
    }
  });

  it('about random bytes', async () => {
    expect(await scan(randomBytes(300_000), { path: 'model.bin' })).toEqual([]);
  });
});

describe('scanFile under attack', () => {
  it('tells at most twenty findings of one file', async () => {
    const tokens = Array.from({ length: 100 }, () => formatToken(randomBytes(32))).join('\n');

    expect(await scan(tokens)).toHaveLength(20);
  });

  it('says when a piece could not be judged within the limits', async () => {
    const cramped = openCheckWorker({ memoryMiB: 4 });
    const file = scanFile('a.txt', cramped);
    await file.write(Buffer.from('x'));

    expect(await file.end()).toMatchObject([{ severity: 'error', code: 'check-too-heavy', file: 'a.txt' }]);
    await cramped.close();
  });

  it.each([
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\nA: ',
    'PRIVATE+KEY+',
    'nforge_',
    ' ',
    '\\n',
    'a:',
    '://a:',
  ])('ends on a megabyte of %j', async (piece) => {
    expect((await scan(piece.repeat(Math.floor(1_000_000 / piece.length)))).length).toBeLessThanOrEqual(20);
  });
});
