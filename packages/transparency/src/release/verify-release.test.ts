import { describe, expect, it } from 'vitest';

import { stateDigest } from '../agency/state-format.ts';
import { encodeBase64 } from '../keys/base64.ts';
import { createSigningKey, type Signer } from '../keys/signing-key.ts';
import { parseVerifierKey } from '../notes/verifier-key.ts';
import type { Change } from '../statement/agency-change.ts';
import { addition, agencyWithKeys } from '../testing/agency-log.ts';
import { codeOf } from '../testing/code-of.ts';
import { readExpectations } from '../testing/expectation.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { fixedSigner } from '../testing/fixed-log.ts';
import { logRelease, proveLogged, STATEMENT } from '../testing/release-log.ts';
import { EXPECTED, outcomeOf, verifyExpected } from '../testing/verify-expected.ts';
import { formatReleaseProof, parseReleaseProof } from './release-proof.ts';
import { verifyReleaseProof } from './verify-release.ts';

const [one, two, three, four] = [fixedKey(1), fixedKey(2), fixedKey(3), fixedKey(4)];
const simple = () => {
  const log = agencyWithKeys([one]);
  return proveLogged(logRelease(log, [one]), log);
};

describe('a release proof', () => {
  it('is the same after it was written and read, and verifies', () => {
    const log = agencyWithKeys([one, createSigningKey('ml-dsa-44').signer]);
    const release = logRelease(log, [one]);
    log.pass(20);
    const plain = proveLogged(release, log);
    log.apply(addition(two), [one, two]);
    const withCurrent = proveLogged(release, log);

    expect(plain.current).toBeUndefined();
    expect(withCurrent.current?.index).toBe(release.index + 21);
    for (const proof of [plain, withCurrent]) {
      const file = formatReleaseProof(proof);
      expect(parseReleaseProof(file)).toEqual(proof);
      expect(formatReleaseProof(parseReleaseProof(Buffer.from(file)))).toBe(file);
      expect(verifyExpected(parseReleaseProof(file))).toMatchObject({
        ...EXPECTED,
        index: release.index,
        time: release.leaf.time,
        statement: STATEMENT,
        signers: [one.fingerprint],
        checkpoint: { origin: 'forge.example/log' },
      });
    }
  });

  it.each<[string, number, [Change, Signer[]]?]>([
    ['one key', 1],
    ['one key, and another that came later', 1, [addition(four), [one, four]]],
    ['two of three keys', 2],
    ['two of three keys, and another that came later', 2, [addition(four), [one, two, four]]],
    [
      'two of three keys, one of them revoked later',
      2,
      [{ kind: 'key-revoke', key: three.fingerprint, from: null }, [one, two]],
    ],
    [
      'two of three keys, all replaced later',
      2,
      [{ kind: 'key-reset', algorithm: 'ed25519', public: encodeBase64(four.spki) }, [four]],
    ],
    [
      'two of three keys, and another name later',
      2,
      [{ kind: 'transfer', from: 'sante', to: 'ministere-de-la-sante' }, [one, two]],
    ],
  ])('with %s, of Ed25519, in a tree of a million leaves has at most 3 kB', (_, threshold, later) => {
    const log = agencyWithKeys(threshold === 1 ? [one] : [one, two, three], threshold);
    // The two leaves part at the root of the tree: so the file holds as much of two paths as it ever does.
    log.pass(300_000);
    const release = logRelease(log, [one, two].slice(0, threshold));
    log.pass(400_000);
    if (later !== undefined) log.apply(...later);
    const proof = proveLogged(release, log, 1_000_000);
    const file = formatReleaseProof(proof);

    expect(proof.hashes).toHaveLength(20);
    expect(proof.current?.hashes.length).toBe(later && 20);
    expect(outcomeOf(parseReleaseProof(file))).toBe('ok');
    expect(Buffer.byteLength(file)).toBeLessThanOrEqual(3000);
  });

  it('holds a second signature of ML-DSA-44, and both are verified', () => {
    const lattice = createSigningKey('ml-dsa-44').signer;
    const log = agencyWithKeys([one, lattice], 2);
    const proof = parseReleaseProof(formatReleaseProof(proveLogged(logRelease(log, [one, lattice]), log)));

    expect([...verifyExpected(proof).signers].sort()).toEqual([one.fingerprint, lattice.fingerprint].sort());
    expect(outcomeOf(proveLogged(logRelease(log, [lattice]), log))).toBe('signatures: threshold-unmet');
  });

  it('never verifies as anything else, whichever byte is changed', () => {
    const log = agencyWithKeys([one, two]);
    const release = logRelease(log, [one]);
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: null }, [one]);
    const proof = proveLogged(release, log);
    const file = Buffer.from(formatReleaseProof(proof));
    for (let at = 0; at < file.length; at += 1) {
      for (const mask of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(file);
        changed[at] = changed[at]! ^ mask;
        expect(
          codeOf(() => verifyExpected(parseReleaseProof(changed))),
          `byte ${at} ^ ${mask}`,
        ).not.toBe('ok');
      }
    }
  });

  it('is cut at no byte', () => {
    const file = formatReleaseProof(simple());
    for (let end = 0; end < file.length; end += 1) {
      expect(
        codeOf(() => verifyExpected(parseReleaseProof(file.slice(0, end)))),
        `cut at ${end}`,
      ).not.toBe('ok');
    }
  });

  it.each(readExpectations('release-proofs'))('of the file $name gives $code', ({ code, bytes }) => {
    expect(codeOf(() => verifyExpected(parseReleaseProof(bytes)))).toBe(code);
  });
});

describe('the verification names the step that fails', () => {
  const proof = simple();

  it('checkpoint: by another key, or of another log', () => {
    const other = parseVerifierKey(fixedSigner('forge.example/log', 8).verifierKey);
    const claim = { proof, expect: EXPECTED };

    expect(codeOf(() => verifyReleaseProof({ ...claim, logKey: other }))).toBe('note-unsigned');
    expect(outcomeOf({ ...proof, checkpoint: proof.checkpoint.replace('\n4\n', '\n5\n') })).toMatch(/^checkpoint: /);
  });

  it('inclusion: a leaf that is not in the tree', () => {
    expect(outcomeOf({ ...proof, leaf: { ...proof.leaf, actor: 'other' } })).toBe('inclusion: inclusion-invalid');
    expect(outcomeOf({ ...proof, index: proof.index - 1 })).toBe('inclusion: inclusion-invalid');
    expect(outcomeOf({ ...proof, index: 1000 })).toBe('inclusion: tree-range');
    expect(outcomeOf({ ...proof, hashes: proof.hashes.slice(1) })).toBe('inclusion: inclusion-invalid');
  });

  it('release: another release than the one at hand', () => {
    expect(outcomeOf(proof, { ...EXPECTED, name: 'sante/autre' })).toBe('release: release-mismatch');
    expect(outcomeOf(proof, { ...EXPECTED, version: '1.2.1' })).toBe('release: release-mismatch');
    expect(outcomeOf(proof, { ...EXPECTED, release: STATEMENT.manifest })).toBe('release: release-mismatch');
    expect(outcomeOf(proof, { name: 'sante/triage', version: '1.2.0' })).toBe('ok');
  });

  it('statement: other facts, or other signatures, than those of the leaf', () => {
    const log = agencyWithKeys([one, two]);
    const signatures = logRelease(log, [two]).signatures;

    expect(outcomeOf({ ...proof, manifest: STATEMENT.release })).toBe('statement: envelope-mismatch');
    expect(outcomeOf({ ...proof, contract: null })).toBe('statement: envelope-mismatch');
    expect(outcomeOf({ ...proof, signatures })).toBe('statement: envelope-mismatch');
  });

  it('agency-state: another state than the leaf names, or one that is younger than the release', () => {
    const log = agencyWithKeys([one]);
    const state = { ...log.state(), leaf: 9000 };
    const release = logRelease(log, [one]);
    const young = { ...release, state, leaf: { ...release.leaf, state: stateDigest(state) } };

    expect(outcomeOf({ ...proof, state: { ...proof.state, epoch: 1 } })).toBe('agency-state: state-mismatch');
    expect(outcomeOf(proveLogged(young, log))).toBe('agency-state: state-mismatch');
  });

  it('signatures: by a stranger, by another agency, too few', () => {
    const log = agencyWithKeys([one]);
    const strict = agencyWithKeys([one, two, three], 2);
    const foreign = logRelease(log, [one], { ...STATEMENT, name: 'justice/triage' });
    const named = { name: 'justice/triage', version: '1.2.0' };

    expect(outcomeOf(proveLogged(logRelease(log, [three]), log))).toBe('signatures: signer-unknown');
    expect(outcomeOf(proveLogged(foreign, log), named)).toBe('signatures: state-mismatch');
    expect(outcomeOf(proveLogged(logRelease(strict, [one]), strict))).toBe('signatures: threshold-unmet');
  });

  it('signatures: by a key that was revoked before, or had expired', () => {
    const log = agencyWithKeys([one, two]);
    log.apply(addition(three, { use: 'ci', expires: log.next().time + 10 }), [one, three]);
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: null }, [one]);
    log.pass(1, 100);

    expect(outcomeOf(proveLogged(logRelease(log, [two]), log))).toBe('signatures: signer-revoked');
    expect(outcomeOf(proveLogged(logRelease(log, [three]), log))).toBe('signatures: signer-expired');
  });
});
