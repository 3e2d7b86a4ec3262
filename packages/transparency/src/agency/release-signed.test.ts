import { describe, expect, it } from 'vitest';

import { createSigningKey, type Signer } from '../keys/signing-key.ts';
import { signEnvelope } from '../statement/envelope.ts';
import { formatStatement, STATEMENT_PAYLOAD_TYPE } from '../statement/release-statement.ts';
import { addition, agencyWithKeys, openAgency, type AgencyLog } from '../testing/agency-log.ts';
import { codeOf } from '../testing/code-of.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { STATEMENT } from '../testing/release-log.ts';
import { assertReleaseSigned } from './release-signed.ts';

const [one, two, three, ci, stranger] = [fixedKey(1), fixedKey(2), fixedKey(3), fixedKey(9), fixedKey(99)];
const release = (by: readonly Signer[], statement = STATEMENT, payloadType = STATEMENT_PAYLOAD_TYPE) =>
  signEnvelope({ payloadType, payload: formatStatement(statement) }, by);
const judge = (log: AgencyLog, by: readonly Signer[], statement = STATEMENT) =>
  codeOf(() =>
    assertReleaseSigned({ state: log.state(), statement, envelope: release(by, statement), at: log.next() }),
  );

describe('a release', () => {
  it('is signed by one key when the agency demands one', () => {
    const log = agencyWithKeys([one, two]);

    expect(judge(log, [one])).toBe('ok');
    expect(judge(log, [two])).toBe('ok');
    expect(judge(log, [stranger])).toBe('signer-unknown');
    expect(judge(log, [one, stranger])).toBe('signer-unknown');
  });

  it('is signed by two of three, and after a revocation in between by the two that are left', () => {
    const log = agencyWithKeys([one, two, three], 2);
    expect(judge(log, [one, three])).toBe('ok');
    expect(judge(log, [three])).toBe('threshold-unmet');

    log.apply({ kind: 'key-revoke', key: three.fingerprint, from: null }, [one, two]);

    expect(judge(log, [one, three])).toBe('signer-revoked');
    expect(judge(log, [one, two, three])).toBe('signer-revoked');
    expect(judge(log, [one])).toBe('threshold-unmet');
    expect(judge(log, [one, two])).toBe('ok');
  });

  it('is not signed by a key from the very index of its revocation on', () => {
    const log = agencyWithKeys([one, two]);
    const { index, time } = log.next();
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: index }, [one]);
    const claim = { state: log.state(), statement: STATEMENT, envelope: release([two]) };

    expect(codeOf(() => assertReleaseSigned({ ...claim, at: { index, time } }))).toBe('signer-revoked');
    expect(codeOf(() => assertReleaseSigned({ ...claim, at: { index: index - 1, time } }))).toBe('ok');
  });

  it('reaches its threshold with Ed25519 and ML-DSA-44 together', () => {
    const lattice = createSigningKey('ml-dsa-44').signer;
    const log = agencyWithKeys([one, lattice], 2);
    const envelope = release([one, lattice]);
    const claim = { state: log.state(), statement: STATEMENT, at: log.next() };

    expect([...assertReleaseSigned({ ...claim, envelope })].sort()).toEqual(
      [one.fingerprint, lattice.fingerprint].sort(),
    );
    expect(judge(log, [lattice])).toBe('threshold-unmet');
    const forged = envelope.signatures.map((signature) =>
      signature.keyid === lattice.fingerprint
        ? { ...signature, signature: signature.signature.with(2000, 1).with(2001, 1) }
        : signature,
    );
    expect(codeOf(() => assertReleaseSigned({ ...claim, envelope: { ...envelope, signatures: forged } }))).toBe(
      'signature-invalid',
    );
  });

  it('of an agency without keys is signed by nobody', () => {
    expect(judge(openAgency(), [one])).toBe('signer-unknown');
  });

  it('may be signed by a key of a runner, within its names and until it expires', () => {
    const log = agencyWithKeys([one]);
    const expires = log.next().time + 100;
    log.apply(addition(ci, { use: 'ci', names: ['autre', 'triage'], expires }), [one, ci]);

    expect(judge(log, [ci])).toBe('ok');
    expect(judge(log, [ci], { ...STATEMENT, name: 'sante/secret' })).toBe('signer-not-allowed');
    expect(judge(log, [ci], { ...STATEMENT, name: 'sante/triag' })).toBe('signer-not-allowed');
    log.pass(1, expires - log.next().time);
    expect(judge(log, [ci])).toBe('ok');
    log.pass(1, 1);
    expect(judge(log, [ci])).toBe('signer-expired');
    expect(judge(log, [one])).toBe('ok');
  });

  it('counts a key of a runner once towards a threshold, and that key is revoked alone', () => {
    const log = agencyWithKeys([one, two], 2);
    log.apply(addition(ci, { use: 'ci', expires: log.next().time + 1000 }), [one, two, ci]);

    expect(judge(log, [ci])).toBe('threshold-unmet');
    expect(judge(log, [one, ci])).toBe('ok');
    log.apply({ kind: 'key-revoke', key: ci.fingerprint, from: null }, [one, two]);
    expect(judge(log, [one, ci])).toBe('signer-revoked');
    expect(judge(log, [one, two])).toBe('ok');
  });

  it('is the one that was signed', () => {
    const log = agencyWithKeys([one]);
    const claim = { state: log.state(), at: log.next() };
    const check = (envelope: ReturnType<typeof release>, statement = STATEMENT) =>
      codeOf(() => assertReleaseSigned({ ...claim, statement, envelope }));

    expect(check(release([one], { ...STATEMENT, version: '1.2.1' }))).toBe('release-mismatch');
    expect(check(release([one], { ...STATEMENT, contract: null }))).toBe('release-mismatch');
    expect(check(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload: Buffer.from('{}') }, [one]))).toBe(
      'statement-malformed',
    );
    expect(check(release([one], STATEMENT, 'application/json'))).toBe('envelope-type');
    expect(
      check(release([one], { ...STATEMENT, name: 'justice/triage' }), { ...STATEMENT, name: 'justice/triage' }),
    ).toBe('state-mismatch');
  });
});
