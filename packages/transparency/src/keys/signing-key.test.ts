import { createPrivateKey, generateKeyPairSync } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TransparencyError } from '../error.ts';
import { codeOf } from '../testing/code-of.ts';
import { KEY_ALGORITHMS } from './algorithms.ts';
import { parsePublicKey } from './public-key.ts';
import { createSigningKey, openSigningKey } from './signing-key.ts';

describe.each(KEY_ALGORITHMS)('a signing key of %s', (algorithm) => {
  it('is the same key after it was written and read', () => {
    const { pem, signer } = createSigningKey(algorithm);
    const opened = openSigningKey(pem);
    const message = Buffer.from('statement');

    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(opened.algorithm).toBe(algorithm);
    expect(opened.fingerprint).toBe(signer.fingerprint);
    expect(parsePublicKey(signer.spki).verify(message, opened.sign(message))).toBe(true);
  });

  it('is the same key after it was written and read, whichever key it is', () => {
    const message = fc.uint8Array({ maxLength: 300 });
    const numRuns = algorithm === 'ed25519' ? 100 : 10;
    fc.assert(
      fc.property(message, (bytes) => {
        const { pem, signer } = createSigningKey(algorithm);
        const opened = openSigningKey(pem);
        expect({ ...opened, sign: undefined }).toEqual({ ...signer, sign: undefined });
        expect(parsePublicKey(signer.spki).verify(bytes, opened.sign(bytes))).toBe(true);
      }),
      { numRuns },
    );
  });

  it('is another one each time', () => {
    expect(createSigningKey(algorithm).signer.fingerprint).not.toBe(createSigningKey(algorithm).signer.fingerprint);
  });
});

describe('a private key', () => {
  const { pem } = createSigningKey('ed25519');
  const encrypted = createPrivateKey(pem)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString();
  const pemOf = (key: { privateKey: { export: (options: { type: 'pkcs8'; format: 'pem' }) => string | Buffer } }) =>
    key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it.each([
    ['empty', ''],
    ['encrypted', encrypted],
    ['cut', pem.slice(0, 60)],
    ['of another algorithm', pemOf(generateKeyPairSync('x25519'))],
    ['of RSA', pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }))],
    ['endless', `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(100_000)}`],
  ])('that is %s is refused', (_, text) => {
    expect(codeOf(() => openSigningKey(text))).toBe('key-private');
  });

  it('is in no message and no cause of the error', () => {
    const secret = pem.split('\n')[1]!;
    try {
      openSigningKey(pem.replace(secret, `${secret.slice(0, 40)}*${secret.slice(41)}`));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TransparencyError);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret.slice(0, 40));
      expect((error as Error).cause).toBeUndefined();
    }
  });
});
