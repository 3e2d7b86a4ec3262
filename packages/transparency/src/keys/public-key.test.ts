import { createHash, generateKeyPairSync } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodingsOf, pointAt, torsionPoints } from '../testing/edwards.ts';
import { codeOf } from '../testing/code-of.ts';
import { KEY_ALGORITHMS } from './algorithms.ts';
import { encodeBase64 } from './base64.ts';
import { isSoundPoint } from './ed25519-point.ts';
import { parsePublicKey } from './public-key.ts';
import { createSigningKey } from './signing-key.ts';

const PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const P = 2n ** 255n - 19n;
const spkiOf = (point: Uint8Array) => Buffer.concat([PREFIX, point]);
const littleEndian = (n: bigint) => new Uint8Array(Buffer.from(n.toString(16).padStart(64, '0'), 'hex').reverse());

describe.each(KEY_ALGORITHMS)('a public key of %s', (algorithm) => {
  const { signer } = createSigningKey(algorithm);

  it('is named by the SHA-256 of its SubjectPublicKeyInfo', () => {
    const key = parsePublicKey(signer.spki);

    expect(key.algorithm).toBe(algorithm);
    expect(key.fingerprint).toBe(`sha256:${createHash('sha256').update(signer.spki).digest('hex')}`);
    expect(key.spki).toEqual(signer.spki);
  });

  it('is read from base64 too, in its canonical form only', () => {
    const base64 = encodeBase64(signer.spki);

    expect(parsePublicKey(base64).fingerprint).toBe(signer.fingerprint);
    for (const other of [`${base64}\n`, ` ${base64}`, base64.replace(/=*$/, ''), `${base64}=`, '']) {
      expect(codeOf(() => parsePublicKey(other))).toBe('key-malformed');
    }
  });

  it('verifies what its private key signed, and nothing else', () => {
    const key = parsePublicKey(signer.spki);
    const message = Buffer.from('قانون');
    const signature = signer.sign(message);

    expect(key.verify(message, signature)).toBe(true);
    expect(key.verify(Buffer.from('قانو'), signature)).toBe(false);
    expect(key.verify(message, signature.with(3, signature[3]! ^ 1))).toBe(false);
    expect(key.verify(message, signature.subarray(1))).toBe(false);
    expect(key.verify(message, Buffer.concat([signature, Uint8Array.of(0)]))).toBe(false);
    expect(key.verify(message, new Uint8Array(0))).toBe(false);
  });

  it('is refused with any byte of its frame changed, cut or added', () => {
    const frame = signer.spki.length - { ed25519: 32, 'ml-dsa-44': 1312 }[algorithm];
    for (let at = 0; at < frame; at += 1) {
      expect(codeOf(() => parsePublicKey(signer.spki.with(at, signer.spki[at]! ^ 1)))).toBe('key-malformed');
    }
    expect(codeOf(() => parsePublicKey(signer.spki.subarray(0, -1)))).toBe('key-malformed');
    expect(codeOf(() => parsePublicKey(Buffer.concat([signer.spki, Uint8Array.of(0)])))).toBe('key-malformed');
  });

  it('does not change when the caller changes the bytes that it was read from', () => {
    const bytes = Uint8Array.from(signer.spki);
    const key = parsePublicKey(bytes);
    bytes.fill(0);

    expect(key.spki).toEqual(signer.spki);
  });
});

describe('an Ed25519 point', () => {
  const torsion = torsionPoints();

  it('of small order is refused in every encoding', () => {
    const encodings = torsion.flatMap(encodingsOf);

    expect(new Set(torsion.map(({ x, y }) => `${x} ${y}`)).size).toBe(8);
    // Eight points; the two with x = 0 have two signs; 0 and 1 are also written as p and p + 1.
    expect(encodings).toHaveLength(14);
    for (const encoding of encodings) expect(codeOf(() => parsePublicKey(spkiOf(encoding)))).toBe('key-weak');
  });

  it('is refused when y is not below p, whatever the sign', () => {
    for (let above = 0n; above < 19n; above += 1n) {
      const bytes = littleEndian(P + above);
      expect(isSoundPoint(bytes)).toBe(false);
      expect(isSoundPoint(bytes.with(31, bytes[31]! | 0x80))).toBe(false);
    }
  });

  it('of another order is taken, with either sign', () => {
    for (let y = 3n; y < 40n; y += 1n) {
      if (pointAt(y) === undefined) continue;
      expect(isSoundPoint(littleEndian(y))).toBe(true);
      expect(isSoundPoint(littleEndian(y).with(31, 0x80))).toBe(true);
    }
  });
});

it('takes no key of another algorithm, and no bytes at random', () => {
  const others = [
    generateKeyPairSync('x25519').publicKey,
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
    generateKeyPairSync('ed448').publicKey,
    generateKeyPairSync('ml-dsa-65').publicKey,
  ];
  for (const key of others) {
    expect(codeOf(() => parsePublicKey(key.export({ type: 'spki', format: 'der' })))).toBe('key-malformed');
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => codeOf(() => parsePublicKey(bytes)) === 'key-malformed'),
  );
});
