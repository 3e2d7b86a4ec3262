import { describe, expect, it } from 'vitest';

import { createSigningKey } from '../keys/signing-key.ts';
import { addition, agencyWithKeys, openAgency, ORIGIN, signChange } from '../testing/agency-log.ts';
import { codeOf } from '../testing/code-of.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { addSignatures, type Envelope } from '../statement/envelope.ts';
import { assertChange } from './change-authorised.ts';
import { stateDigest } from './state-format.ts';

const [one, two, three, four, stranger] = [fixedKey(1), fixedKey(2), fixedKey(3), fixedKey(4), fixedKey(99)];
const revoke = (key: { readonly fingerprint: string }, from: number | null = null) =>
  ({ kind: 'key-revoke', key: key.fingerprint, from }) as const;
const policy = (threshold: number) => ({ kind: 'agency-policy', threshold }) as const;

describe('the first key of an agency', () => {
  it('signs alone', () => {
    const log = openAgency();

    expect(log.submit(log.sign(addition(one), [one]))).toEqual([one.fingerprint]);
    expect(log.state()).toMatchObject({ epoch: 0, threshold: 1, leaf: 2, previous: 1 });
  });

  it('must prove that it is held', () => {
    const log = openAgency();

    expect(codeOf(() => log.apply(addition(one), [stranger]))).toBe('key-unproved');
  });

  it('brings no other signature with it', () => {
    const log = openAgency();

    expect(codeOf(() => log.apply(addition(one), [one, stranger]))).toBe('signer-unknown');
  });

  it('is not one that signs releases only', () => {
    const log = openAgency();
    const ci = addition(one, { use: 'ci', expires: 2_000_000_000 });

    expect(codeOf(() => log.apply(ci, [one]))).toBe('signer-not-allowed');
  });
});

describe('a further key', () => {
  it('needs the agency and itself', () => {
    const log = agencyWithKeys([one]);

    expect(codeOf(() => log.apply(addition(two), [two]))).toBe('threshold-unmet');
    expect(codeOf(() => log.apply(addition(two), [one]))).toBe('key-unproved');
    expect(codeOf(() => log.apply(addition(two), [stranger, two]))).toBe('signer-unknown');
    expect(log.submit(log.sign(addition(two), [one, two]))).toEqual([one.fingerprint]);
  });

  it('does not count towards the threshold that adds it', () => {
    const log = agencyWithKeys([one, two], 2);

    expect(codeOf(() => log.apply(addition(three), [one, three]))).toBe('threshold-unmet');
    expect(codeOf(() => log.apply(addition(three), [one, two, three]))).toBe('ok');
  });

  it('may be of ML-DSA-44, and signs changes from then on', () => {
    const lattice = createSigningKey('ml-dsa-44').signer;
    const log = agencyWithKeys([one, lattice], 2);

    expect(codeOf(() => log.apply(addition(two), [one, two]))).toBe('threshold-unmet');
    expect([...log.submit(log.sign(addition(two), [one, two, lattice]))].sort()).toEqual(
      [one.fingerprint, lattice.fingerprint].sort(),
    );
  });

  it('is refused when its possession is proved with a wrong signature', () => {
    const log = agencyWithKeys([one]);
    const { change, envelope } = log.sign(addition(two), [one, two]);
    const forged: Envelope = {
      ...envelope,
      signatures: envelope.signatures.map((signature) =>
        signature.keyid === two.fingerprint ? { ...signature, signature: signature.signature.with(0, 1) } : signature,
      ),
    };
    expect(codeOf(() => log.submit({ change, envelope: forged }))).toBe('signature-invalid');
  });
});

describe('a threshold of two of three', () => {
  it('takes any two different keys', () => {
    for (const by of [
      [one, two],
      [one, three],
      [two, three],
      [one, two, three],
    ]) {
      expect(codeOf(() => agencyWithKeys([one, two, three], 2).apply(policy(3), by))).toBe('ok');
    }
    for (const by of [[one], [two], [three]]) {
      expect(codeOf(() => agencyWithKeys([one, two, three], 2).apply(policy(1), by))).toBe('threshold-unmet');
    }
  });

  it('does not count a key twice under another key id', () => {
    const log = agencyWithKeys([one, two, three], 2);
    const { change, envelope } = log.sign(policy(1), [one]);
    const own = envelope.signatures[0]!;
    const signatures = [own, { ...own, keyid: two.fingerprint }].sort((a, b) => (a.keyid < b.keyid ? -1 : 1));

    expect(codeOf(() => log.submit({ change, envelope: { ...envelope, signatures } }))).toBe('signature-invalid');
  });

  it('takes only the two that are left once one is revoked in between', () => {
    const log = agencyWithKeys([one, two, three], 2);
    log.apply(revoke(three), [one, two]);

    expect(codeOf(() => log.apply(policy(1), [one, three]))).toBe('signer-revoked');
    expect(codeOf(() => log.apply(policy(1), [one]))).toBe('threshold-unmet');
    expect(codeOf(() => log.apply(policy(1), [one, two]))).toBe('ok');
  });

  it('does not let a key vote on its own revocation', () => {
    const log = agencyWithKeys([one, two, three], 2);

    expect(codeOf(() => log.apply(revoke(three), [one, three]))).toBe('threshold-unmet');
    expect(log.submit(log.sign(revoke(three), [one, two, three]))).not.toContain(three.fingerprint);
  });
});

describe('a change', () => {
  it('cannot be replayed after another one', () => {
    const log = agencyWithKeys([one, two]);
    const old = log.sign(revoke(two), [one]);
    log.apply(policy(2), [one]);

    expect(codeOf(() => log.submit(old))).toBe('change-stale');
  });

  it('cannot be replayed even when the keys are again what they were', () => {
    const log = agencyWithKeys([one, two]);
    const old = log.sign(policy(2), [one]);
    log.submit(old);
    log.apply(policy(1), [one, two]);

    expect(codeOf(() => log.submit(old))).toBe('change-stale');
  });

  it('cannot be replayed in another registry, nor for another agency', () => {
    const log = agencyWithKeys([one, two]);
    const previous = stateDigest(log.state());
    const elsewhere = signChange({ origin: 'other.example', agency: 'sante', previous, change: policy(2) }, [one]);
    const other = signChange({ origin: ORIGIN, agency: 'justice', previous, change: policy(2) }, [one]);

    expect(codeOf(() => log.submit(elsewhere))).toBe('change-origin');
    expect(codeOf(() => log.submit(other))).toBe('change-stale');
  });

  it('is the one in the envelope, in an envelope for changes', () => {
    const log = agencyWithKeys([one, two]);
    const { change, envelope } = log.sign(policy(2), [one]);
    const other = { ...change, change: policy(1) };
    const retyped = addSignatures({ ...envelope, payloadType: 'application/json', signatures: [] }, [one]);

    expect(codeOf(() => log.submit({ change: other, envelope }))).toBe('change-malformed');
    expect(codeOf(() => log.submit({ change, envelope: retyped }))).toBe('envelope-type');
  });

  it('is not signed by a key that signs releases only, nor by one that has expired', () => {
    const log = agencyWithKeys([one]);
    const expires = log.next().time + 1000;
    log.apply(addition(two, { use: 'ci', expires }), [one, two]);
    log.apply(addition(three, { expires }), [one, three]);

    expect(codeOf(() => log.apply(addition(four), [two, four]))).toBe('signer-not-allowed');
    log.pass(5, expires - log.next().time);
    expect(codeOf(() => log.submit(log.sign(policy(2), [three])))).toBe('ok');
    log.pass(5, 1);
    expect(codeOf(() => log.apply(addition(four), [one, three, four]))).toBe('signer-expired');
  });

  it('needs an agency', () => {
    const { change, envelope } = agencyWithKeys([one]).sign(policy(1), [one]);

    expect(
      codeOf(() => assertChange({ state: undefined, change, envelope, at: { index: 9, time: 9 }, origin: ORIGIN })),
    ).toBe('leaf-unexpected');
  });
});

describe('a reset', () => {
  const reset = { kind: 'key-reset', algorithm: 'ed25519', public: Buffer.from(four.spki).toString('base64') } as const;

  it('is signed by the new key alone, and leaves it alone active', () => {
    const log = agencyWithKeys([one, two, three], 2);
    const index = log.next().index;
    log.apply(reset, [four]);

    expect(log.state()).toMatchObject({ epoch: 1, threshold: 1 });
    expect(log.state().keys.map(({ until }) => until)).toEqual([index, index, index, null]);
    expect(codeOf(() => log.apply(policy(1), [one, two]))).toBe('signer-revoked');
    expect(codeOf(() => log.apply(policy(1), [four]))).toBe('ok');
  });

  it('proves possession of the new key, and takes none that was there before', () => {
    const log = agencyWithKeys([one, two]);
    const again = { ...reset, public: Buffer.from(two.spki).toString('base64') };

    expect(codeOf(() => log.apply(reset, [one]))).toBe('key-unproved');
    expect(codeOf(() => log.apply(again, [two]))).toBe('key-taken');
  });
});

describe('a transfer', () => {
  it('of an agency keeps its keys under the new name', () => {
    const log = agencyWithKeys([one, two], 2);
    const rename = { kind: 'transfer', from: 'sante', to: 'sante-publique' } as const;

    expect(codeOf(() => log.apply(rename, [one]))).toBe('threshold-unmet');
    log.apply(rename, [one, two]);
    expect(log.state()).toMatchObject({ agency: 'sante-publique', threshold: 2 });
    expect(log.state().keys.map(({ fingerprint }) => fingerprint)).toEqual([one.fingerprint, two.fingerprint]);
  });

  it('of an algorithm is signed by the agency that gives and the one that takes', () => {
    const log = agencyWithKeys([one, two]);
    const receiver = { ...agencyWithKeys([three, four], 2).state(), agency: 'justice' };
    const give = { kind: 'transfer', from: 'sante/triage', to: 'justice/triage' } as const;
    const judge = (by: Parameters<typeof log.sign>[1], to = receiver) =>
      codeOf(() =>
        assertChange({ state: log.state(), ...log.sign(give, by), at: log.next(), origin: ORIGIN, receiver: to }),
      );

    expect(judge([one, three, four])).toBe('ok');
    expect(judge([one])).toBe('threshold-unmet');
    expect(judge([one, three])).toBe('threshold-unmet');
    expect(judge([three, four])).toBe('threshold-unmet');
    expect(judge([one, three, four, stranger])).toBe('signer-unknown');
    expect(judge([one, three, four], { ...receiver, agency: 'finances' })).toBe('leaf-unexpected');
    expect(judge([one], { ...receiver, keys: [], threshold: 1 })).toBe('ok');
    expect(codeOf(() => log.apply(give, [one]))).toBe('leaf-unexpected');
  });

  it('gives away only what is the agency’s own', () => {
    const log = agencyWithKeys([one]);
    const steal = { kind: 'transfer', from: 'justice/triage', to: 'sante/triage' } as const;

    expect(codeOf(() => log.apply(steal, [one]))).toBe('leaf-unexpected');
  });
});
