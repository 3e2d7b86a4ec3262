import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePublicKey } from '../keys/public-key.ts';
import { createSigningKey } from '../keys/signing-key.ts';
import { arbitraryDigest } from '../testing/arbitrary-leaf.ts';
import { codeOf } from '../testing/code-of.ts';
import { readExpectations } from '../testing/expectation.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import {
  addSignatures,
  formatEnvelope,
  parseEnvelope,
  preAuthEncoding,
  signEnvelope,
  type Envelope,
} from './envelope.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const arbitraryEnvelope: fc.Arbitrary<Envelope> = fc.record({
  payloadType: fc.stringMatching(/^[\x21-\x7e]{1,128}$/),
  payload: fc.uint8Array({ maxLength: 300 }),
  signatures: fc
    .uniqueArray(fc.record({ keyid: arbitraryDigest, signature: fc.uint8Array({ minLength: 1, maxLength: 80 }) }), {
      minLength: 1,
      maxLength: 16,
      selector: ({ keyid }) => keyid,
    })
    .map((signatures) => signatures.sort((a, b) => (a.keyid < b.keyid ? -1 : 1))),
});

describe('an envelope', () => {
  it('is the same after it was written and read, from bytes and from text', () => {
    fc.assert(
      fc.property(arbitraryEnvelope, (envelope) => {
        const bytes = formatEnvelope(envelope);

        expect(parseEnvelope(bytes)).toEqual(envelope);
        expect(parseEnvelope(text(bytes))).toEqual(envelope);
      }),
    );
  });

  it('signs the example of the DSSE protocol', () => {
    const encoded = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));

    expect(text(encoded)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('counts bytes, not characters', () => {
    expect(text(preAuthEncoding('t', Buffer.from('قانون')))).toBe('DSSEv1 1 t 10 قانون');
  });

  it('holds signatures of Ed25519 and ML-DSA-44 side by side, and both verify', () => {
    const signers = [createSigningKey('ed25519').signer, createSigningKey('ml-dsa-44').signer];
    const signed = signEnvelope({ payloadType: 'application/x', payload: Buffer.from('{}') }, signers);
    const envelope = parseEnvelope(formatEnvelope(signed));
    const message = preAuthEncoding('application/x', Buffer.from('{}'));

    expect(envelope.signatures.map(({ signature }) => signature.length).sort()).toEqual([2420, 64]);
    for (const { keyid, signature } of envelope.signatures) {
      const key = parsePublicKey(signers.find((signer) => signer.fingerprint === keyid)!.spki);
      expect(key.verify(message, signature)).toBe(true);
      expect(key.verify(preAuthEncoding('application/y', Buffer.from('{}')), signature)).toBe(false);
    }
  });

  it('gets further signatures without losing one, in the order of their keys', () => {
    const [one, two, three] = [fixedKey(1), fixedKey(2), fixedKey(3)];
    const payload = { payloadType: 'application/x', payload: Buffer.from('{}') };
    const together = signEnvelope(payload, [three, one, two]);
    const after = addSignatures(addSignatures(signEnvelope(payload, [two]), [three]), [one, two]);

    expect(text(formatEnvelope(after))).toBe(text(formatEnvelope(together)));
    expect(after.signatures).toHaveLength(3);
  });

  it('has at least one signature and at most sixteen', () => {
    const payload = { payloadType: 'application/x', payload: Buffer.from('{}') };
    const signers = Array.from({ length: 17 }, (_, seed) => fixedKey(seed + 1));

    expect(codeOf(() => signEnvelope(payload, []))).toBe('envelope-malformed');
    expect(codeOf(() => formatEnvelope(signEnvelope(payload, signers.slice(0, 16))))).toBe('ok');
    expect(codeOf(() => signEnvelope(payload, signers))).toBe('envelope-malformed');
  });

  it('that is read is written again byte for byte, or not read at all', () => {
    const bytes = formatEnvelope(signEnvelope({ payloadType: 't', payload: Buffer.from('{}') }, [fixedKey(1)]));
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.with(at, bytes[at]! ^ 1);
      let envelope: Envelope | undefined;
      const code = codeOf(() => (envelope = parseEnvelope(changed)));
      if (envelope === undefined) expect(code).toBe('envelope-malformed');
      else expect(Buffer.compare(formatEnvelope(envelope), changed)).toBe(0);
    }
  });

  it.each(readExpectations('envelopes'))('of the file $name gives $code', ({ code, bytes }) => {
    expect(codeOf(() => parseEnvelope(bytes))).toBe(code);
  });
});
