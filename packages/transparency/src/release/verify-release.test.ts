import { describe, expect, it } from 'vitest';

import { TransparencyError } from '../error.ts';
import { stateDigest } from '../agency/state-format.ts';
import type { AgencyState } from '../agency/state.ts';
import { createSigningKey } from '../keys/signing-key.ts';
import { parseVerifierKey } from '../notes/verifier-key.ts';
import { addition, agencyWithKeys, SOME_DIGEST } from '../testing/agency-log.ts';
import { codeOf } from '../testing/code-of.ts';
import { readExpectations } from '../testing/expectation.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { fixedSigner, fixedVerifier } from '../testing/fixed-log.ts';
import { logRelease, proveLogged, proveWith, STATEMENT, type CurrentLeaf } from '../testing/release-log.ts';
import { formatReleaseProof, parseReleaseProof, type ReleaseProof } from './release-proof.ts';
import { verifyReleaseProof, type ReleaseClaim } from './verify-release.ts';

const [one, two, three] = [fixedKey(1), fixedKey(2), fixedKey(3)];
const logKey = fixedVerifier();
const expected = { name: 'sante/triage', version: '1.2.0', release: STATEMENT.release };
const verify = (proof: ReleaseProof, expect: ReleaseClaim['expect'] = expected) =>
  verifyReleaseProof({ proof, logKey, expect });
const outcome = (proof: ReleaseProof, expect?: ReleaseClaim['expect']): string => {
  try {
    verify(proof, expect);
    return 'ok';
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    return `${String(error.params['step'])}: ${error.code}`;
  }
};
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
      expect(verify(parseReleaseProof(file))).toMatchObject({
        ...expected,
        index: release.index,
        time: release.leaf.time,
        statement: STATEMENT,
        signers: [one.fingerprint],
        checkpoint: { origin: 'forge.example/log' },
      });
    }
  });

  it.each<[string, number, number, boolean]>([
    ['one key', 1, 1, false],
    ['one key and one that came later', 1, 1, true],
    ['two of three keys', 3, 2, false],
    ['two of three keys and one that came later', 3, 2, true],
  ])('with %s, of Ed25519, in a tree of a million leaves has at most 3 kB', (_, count, threshold, isLater) => {
    const keys = [one, two, three].slice(0, count) as [typeof one, ...(typeof one)[]];
    const log = agencyWithKeys(keys, threshold);
    // The two leaves part at the root of the tree: so the file holds as much of two paths as it ever does.
    log.pass(300_000);
    const signers = keys.slice(0, threshold);
    const release = logRelease(log, signers);
    log.pass(400_000);
    if (isLater) log.apply(addition(fixedKey(4)), [...signers, fixedKey(4)]);
    const proof = proveLogged(release, log, 1_000_000);
    const file = formatReleaseProof(proof);

    expect(proof.hashes).toHaveLength(20);
    expect(proof.current?.hashes.length ?? 20).toBe(20);
    expect(outcome(parseReleaseProof(file))).toBe('ok');
    expect(Buffer.byteLength(file)).toBeLessThanOrEqual(3000);
  });

  it('holds a second signature of ML-DSA-44, and both are verified', () => {
    const lattice = createSigningKey('ml-dsa-44').signer;
    const log = agencyWithKeys([one, lattice], 2);
    const proof = parseReleaseProof(formatReleaseProof(proveLogged(logRelease(log, [one, lattice]), log)));

    expect([...verify(proof).signers].sort()).toEqual([one.fingerprint, lattice.fingerprint].sort());
    expect(outcome(proveLogged(logRelease(log, [lattice]), log))).toBe('signatures: threshold-unmet');
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
          codeOf(() => verify(parseReleaseProof(changed))),
          `byte ${at} ^ ${mask}`,
        ).not.toBe('ok');
      }
    }
  });

  it('is cut at no byte', () => {
    const file = formatReleaseProof(simple());
    for (let end = 0; end < file.length; end += 1) {
      expect(
        codeOf(() => verify(parseReleaseProof(file.slice(0, end)))),
        `cut at ${end}`,
      ).not.toBe('ok');
    }
  });

  it.each(readExpectations('release-proofs'))('of the file $name gives $code', ({ code, bytes }) => {
    expect(codeOf(() => verify(parseReleaseProof(bytes)))).toBe(code);
  });
});

describe('the verification names the step that fails', () => {
  const proof = simple();

  it('checkpoint: by another key, or of another log', () => {
    const other = parseVerifierKey(fixedSigner('forge.example/log', 8).verifierKey);
    const claim = { proof, expect: expected };

    expect(codeOf(() => verifyReleaseProof({ ...claim, logKey: other }))).toBe('note-unsigned');
    expect(outcome({ ...proof, checkpoint: proof.checkpoint.replace('\n4\n', '\n5\n') })).toMatch(/^checkpoint: /);
  });

  it('inclusion: a leaf that is not in the tree', () => {
    expect(outcome({ ...proof, leaf: { ...proof.leaf, actor: 'other' } })).toBe('inclusion: inclusion-invalid');
    expect(outcome({ ...proof, index: proof.index - 1 })).toBe('inclusion: inclusion-invalid');
    expect(outcome({ ...proof, index: 1000 })).toBe('inclusion: tree-range');
    expect(outcome({ ...proof, hashes: proof.hashes.slice(1) })).toBe('inclusion: inclusion-invalid');
  });

  it('release: another release than the one at hand', () => {
    expect(outcome(proof, { ...expected, name: 'sante/autre' })).toBe('release: release-mismatch');
    expect(outcome(proof, { ...expected, version: '1.2.1' })).toBe('release: release-mismatch');
    expect(outcome(proof, { ...expected, release: STATEMENT.manifest })).toBe('release: release-mismatch');
    expect(outcome(proof, { name: 'sante/triage', version: '1.2.0' })).toBe('ok');
  });

  it('statement: other facts, or other signatures, than those of the leaf', () => {
    const log = agencyWithKeys([one, two]);
    const signatures = logRelease(log, [two]).signatures;

    expect(outcome({ ...proof, manifest: STATEMENT.release })).toBe('statement: envelope-mismatch');
    expect(outcome({ ...proof, contract: null })).toBe('statement: envelope-mismatch');
    expect(outcome({ ...proof, signatures })).toBe('statement: envelope-mismatch');
  });

  it('agency-state: another state than the leaf names, or one that is younger than the release', () => {
    const log = agencyWithKeys([one]);
    const state = { ...log.state(), leaf: 9000 };
    const release = logRelease(log, [one]);
    const young = { ...release, state, leaf: { ...release.leaf, state: stateDigest(state) } };

    expect(outcome({ ...proof, state: { ...proof.state, epoch: 1 } })).toBe('agency-state: state-mismatch');
    expect(outcome(proveLogged(young, log))).toBe('agency-state: state-mismatch');
  });

  it('signatures: by a stranger, by another agency, too few', () => {
    const log = agencyWithKeys([one]);
    const strict = agencyWithKeys([one, two, three], 2);
    const foreign = logRelease(log, [one], { ...STATEMENT, name: 'justice/triage' });
    const named = { name: 'justice/triage', version: '1.2.0' };

    expect(outcome(proveLogged(logRelease(log, [three]), log))).toBe('signatures: signer-unknown');
    expect(outcome(proveLogged(foreign, log), named)).toBe('signatures: state-mismatch');
    expect(outcome(proveLogged(logRelease(strict, [one]), strict))).toBe('signatures: threshold-unmet');
  });

  it('signatures: by a key that was revoked before, or had expired', () => {
    const log = agencyWithKeys([one, two]);
    log.apply(addition(three, { use: 'ci', expires: log.next().time + 10 }), [one, three]);
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: null }, [one]);
    log.pass(1, 100);

    expect(outcome(proveLogged(logRelease(log, [two]), log))).toBe('signatures: signer-revoked');
    expect(outcome(proveLogged(logRelease(log, [three]), log))).toBe('signatures: signer-expired');
  });
});

describe('a later state of the agency', () => {
  const revokedFrom = (from: (release: number) => number | null, threshold = 1) => {
    const log = agencyWithKeys([one, two, three], threshold);
    log.pass(3);
    const release = logRelease(log, threshold === 1 ? [two] : [one, two]);
    log.pass(3);
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: from(release.index) }, [one, three]);
    return proveLogged(release, log);
  };

  it('that revokes a key from after the release on leaves the release valid', () => {
    expect(outcome(revokedFrom(() => null))).toBe('ok');
    expect(outcome(revokedFrom((release) => release + 1))).toBe('ok');
  });

  it('that revokes a key from the release or before it on takes the release with it', () => {
    expect(outcome(revokedFrom((release) => release))).toBe('current-state: signer-revoked');
    expect(outcome(revokedFrom((release) => release - 1))).toBe('current-state: signer-revoked');
    expect(outcome(revokedFrom((release) => release - 1, 2))).toBe('current-state: signer-revoked');
  });

  it('leaves a release valid that has enough signers besides', () => {
    const log = agencyWithKeys([one, two, three], 2);
    const release = logRelease(log, [one, two, three]);
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: release.index }, [one, three]);

    expect(verify(proveLogged(release, log)).signers).toHaveLength(2);
  });

  it('must be in the tree, be named by its leaf, and be of the same agency', () => {
    const proof = revokedFrom(() => null);
    const current = proof.current!;
    const changed = (members: Partial<typeof current>) => outcome({ ...proof, current: { ...current, ...members } });

    expect(changed({ state: { ...current.state, threshold: 3 } })).toBe('current-state: state-mismatch');
    expect(changed({ state: proof.state })).toBe('current-state: state-mismatch');
    expect(changed({ index: current.index - 1 })).toBe('current-state: inclusion-invalid');
    expect(changed({ hashes: [] })).toBe('current-state: inclusion-invalid');
  });

  it('after a reset keeps the releases before it', () => {
    const log = agencyWithKeys([one]);
    const release = logRelease(log, [one]);
    log.apply({ kind: 'key-reset', algorithm: 'ed25519', public: Buffer.from(two.spki).toString('base64') }, [two]);

    expect(verify(proveLogged(release, log)).current?.state.epoch).toBe(1);
  });

  it('is that of the agency under another name, after one rename or several, and later changes', () => {
    const log = agencyWithKeys([one, two]);
    const release = logRelease(log, [one]);
    log.apply({ kind: 'transfer', from: 'sante', to: 'soins' }, [one]);
    expect(verify(proveLogged(release, log)).current?.state.agency).toBe('soins');

    log.apply({ kind: 'transfer', from: 'soins', to: 'ministere' }, [one]);
    log.apply(addition(three), [one, three]);
    expect(verify(proveLogged(release, log)).current?.state.agency).toBe('ministere');

    log.apply({ kind: 'key-revoke', key: one.fingerprint, from: release.index }, [two, three]);
    expect(outcome(proveLogged(release, log))).toBe('current-state: signer-revoked');
  });

  it('between the state that judged and the release means that the release was judged by the past', () => {
    const log = agencyWithKeys([one, two]);
    const old = log.state();
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: null }, [one]);
    const newest = log.entries().at(-1) as CurrentLeaf & ReturnType<typeof log.entries>[number];
    const release = logRelease(log, [two]);
    const stale = { ...release, state: old, leaf: { ...release.leaf, state: stateDigest(old) } };

    // Without the newer state nothing shows: that is what the history of the agency is for.
    expect(outcome(proveWith(stale, log))).toBe('ok');
    expect(outcome(proveWith(stale, log, { newest: { ...newest, state: log.state() } }))).toBe(
      'current-state: state-mismatch',
    );
  });

  it('is not that of another agency, nor one of another place, even where a dishonest registry logged it', () => {
    const log = agencyWithKeys([one]);
    const release = logRelease(log, [one]);
    const { index, time } = log.next();
    log.pass(1);
    const show = (agency: string, newer: Partial<AgencyState>) => {
      const state = { ...log.state(), leaf: index, previous: 2, ...newer };
      const recorded = { time, envelope: SOME_DIGEST, actor: 'x', state: stateDigest(state) };
      const leaf = { kind: 'agency-policy', agency, threshold: 1, ...recorded } as const;
      return outcome(proveWith(release, log, { newest: { index, leaf, state } }));
    };

    expect(show('sante', {})).toBe('ok');
    expect(show('sante', { leaf: index - 1 })).toBe('current-state: state-mismatch');
    expect(show('sante', { agency: 'justice' })).toBe('current-state: state-mismatch');
    expect(show('justice', { agency: 'justice', keys: [] })).toBe('current-state: state-mismatch');
    const [key] = log.state().keys;
    const elsewhere = [{ ...key!, since: key!.since - 1 }];
    expect(show('justice', { agency: 'justice', keys: elsewhere })).toBe('current-state: state-mismatch');
    expect(show('sante', { keys: [] })).toBe('current-state: signer-revoked');
  });
});
