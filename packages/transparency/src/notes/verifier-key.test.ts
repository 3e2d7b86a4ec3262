import { generateKeyPairSync } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TransparencyError } from '../error.ts';
import { fixedSigner } from '../testing/fixed-log.ts';
import { isKeyName, isOrigin } from './key-name.ts';
import { createLogKey, openLogKey } from './log-key.ts';
import { openNote, signNote } from './sign-note.ts';
import { formatVerifierKey, parseVerifierKey } from './verifier-key.ts';

// golang.org/x/mod/sumdb/note, the example of its documentation: the implementation that the specification comes from.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETERS_SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const PETERS_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETERS_NOTE = `${PETERS_TEXT}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

function pemOf(seed: Uint8Array): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}

const keyOf = (type: number, bytes: Uint8Array, id = '00000000') =>
  `a+${id}+${Buffer.concat([Uint8Array.of(type), bytes]).toString('base64')}`;

describe('The note of the Go documentation', () => {
  it('is verified with its verifier key', () => {
    expect(openNote(PETERS_NOTE, [parseVerifierKey(PETER)])).toEqual({ text: PETERS_TEXT, verifiedBy: [PETER] });
  });

  it('is made again, byte for byte, with its private key', () => {
    const signer = openLogKey('PeterNeumann', pemOf(PETERS_SEED));

    expect(signer.verifierKey).toBe(PETER);
    expect(signNote(PETERS_TEXT, [signer])).toBe(PETERS_NOTE);
  });
});

describe('A verifier key', () => {
  it('is the same after parsing and formatting, for every name and key', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1 }).filter(isKeyName);
    fc.assert(
      fc.property(names, fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, key) => {
        const text = formatVerifierKey(name, key.with(31, 0x40));

        expect(parseVerifierKey(text)).toMatchObject({ name, key: text });
      }),
    );
  });

  it.each([
    ['', 'note-key-malformed'],
    ['PeterNeumann', 'note-key-malformed'],
    ['PeterNeumann+c74f20a3', 'note-key-malformed'],
    [PETER.replace('c74f20a3', 'c74f20a4'), 'note-key-malformed'],
    [PETER.replace('c74f20a3', 'C74F20A3'), 'note-key-malformed'],
    [PETER.replace('c74f20a3', '0c74f20a3'), 'note-key-malformed'],
    [PETER.replace('PeterNeumann', 'PeterNeuman'), 'note-key-malformed'],
    [PETER.replace('PeterNeumann', ''), 'note-key-malformed'],
    [PETER.replace('PeterNeumann', 'Peter Neumann'), 'note-key-malformed'],
    [PETER.slice(0, -1), 'note-key-malformed'],
    [`${PETER}=`, 'note-key-malformed'],
    [`${PETER}\n`, 'note-key-malformed'],
    [` ${PETER}`, 'note-key-malformed'],
    [PETER.replaceAll('/', '_'), 'note-key-malformed'],
    [`PRIVATE+KEY+${PETER}`, 'note-key-malformed'],
    [keyOf(0x01, new Uint8Array(31)), 'note-key-malformed'],
    [keyOf(0x01, new Uint8Array(33)), 'note-key-malformed'],
  ])('%j is refused', (text, code) => {
    expect(() => parseVerifierKey(text)).toThrow(code);
  });

  it.each([0x00, 0x02, 0x04, 0x05, 0x06, 0xff])('of signature type %i is not malformed, but not known here', (type) => {
    expect(() => parseVerifierKey(keyOf(type, new Uint8Array(32)))).toThrow(
      expect.objectContaining({ code: 'note-key-unsupported', params: { type } }),
    );
  });

  it('of small order is refused: it would let anyone sign checkpoints', () => {
    for (const hex of ['00', '01', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f']) {
      const point = Buffer.from(hex.padEnd(64, '0'), 'hex');

      expect(() => parseVerifierKey(formatVerifierKey('a', point))).toThrow('key-weak');
    }
  });

  it('refuses signatures of another length without an error of its own', () => {
    const { verify } = parseVerifierKey(PETER);

    for (const length of [0, 1, 63, 65, 2420]) expect(verify(Buffer.from('a\n'), new Uint8Array(length))).toBe(false);
  });
});

describe('The key of a log', () => {
  it('is made new each time and opens again from its PEM', () => {
    const [one, two] = [createLogKey('forge.example'), createLogKey('forge.example')];

    expect(one.pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(one.signer.verifierKey).not.toBe(two.signer.verifierKey);
    expect(openLogKey('forge.example', one.pem).verifierKey).toBe(one.signer.verifierKey);
    const note = signNote('text\n', [openLogKey('forge.example', one.pem)]);
    expect(openNote(note, [parseVerifierKey(one.signer.verifierKey)]).text).toBe('text\n');
  });

  it('has another id under another origin', () => {
    expect(fixedSigner('a.example').id).not.toBe(fixedSigner('b.example').id);
  });

  it('is refused unless it is a plain private Ed25519 key, and nothing of it stands in the message', () => {
    const pkcs8 = { format: 'pem', type: 'pkcs8' } as const;
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pkcs8).toString();
    const x25519 = generateKeyPairSync('x25519').privateKey.export(pkcs8).toString();
    const pair = generateKeyPairSync('ed25519');
    const publicPem = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const locked = pair.privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'secret' }).toString();

    for (const pem of [rsa, x25519, publicPem, locked, '', 'MC4CAQAwBQYDK2VwBCIEIA==', pemOf(new Uint8Array(31))]) {
      try {
        openLogKey('forge.example', pem);
        expect.fail('opened');
      } catch (error) {
        expect(error).toBeInstanceOf(TransparencyError);
        expect(error).toMatchObject({ code: 'note-key-malformed' });
        expect(JSON.stringify(error)).not.toContain('MC4C');
      }
    }
  });

  it.each(['', 'a b', 'a+b', 'a\u0000', 'a\n', 'a\u00a0b', 'a\u200eb', 'a\ufeffb', 'a\ud800', 'ع'.repeat(101)])(
    'is not made for the origin %j',
    (origin) => {
      expect(isOrigin(origin)).toBe(false);
      expect(() => createLogKey(origin)).toThrow('note-key-malformed');
    },
  );

  it.each(['a', 'forge.example', 'forge.example:8443/log', 'local-0a1b2c3d', 'سجل.المغرب', 'ⴰⵖⵔⵎ', 'a'.repeat(200)])(
    'is made for the origin %j',
    (origin) => {
      expect(isOrigin(origin)).toBe(true);
      expect(createLogKey(origin).signer.name).toBe(origin);
    },
  );
});
