import { describe, expect, it } from 'vitest';

import { stateDigest } from '../agency/state-format.ts';
import type { AgencyState } from '../agency/state.ts';
import { encodeBase64 } from '../keys/base64.ts';
import { addition, agencyWithKeys, SOME_DIGEST } from '../testing/agency-log.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { logRelease, proveLogged, proveWith, type CurrentLeaf } from '../testing/release-log.ts';
import { outcomeOf, verifyExpected } from '../testing/verify-expected.ts';

const [one, two, three] = [fixedKey(1), fixedKey(2), fixedKey(3)];

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
    expect(outcomeOf(revokedFrom(() => null))).toBe('ok');
    expect(outcomeOf(revokedFrom((release) => release + 1))).toBe('ok');
  });

  it('that revokes a key from the release or before it on takes the release with it', () => {
    expect(outcomeOf(revokedFrom((release) => release))).toBe('current-state: signer-revoked');
    expect(outcomeOf(revokedFrom((release) => release - 1))).toBe('current-state: signer-revoked');
    expect(outcomeOf(revokedFrom((release) => release - 1, 2))).toBe('current-state: signer-revoked');
  });

  it('leaves a release valid that has enough signers besides', () => {
    const log = agencyWithKeys([one, two, three], 2);
    const release = logRelease(log, [one, two, three]);
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: release.index }, [one, three]);

    expect(verifyExpected(proveLogged(release, log)).signers).toHaveLength(2);
  });

  it('must be in the tree, be named by its leaf, and be of the same agency', () => {
    const proof = revokedFrom(() => null);
    const current = proof.current!;
    const changed = (members: Partial<typeof current>) => outcomeOf({ ...proof, current: { ...current, ...members } });

    expect(changed({ state: { ...current.state, threshold: 3 } })).toBe('current-state: state-mismatch');
    expect(changed({ state: proof.state })).toBe('current-state: state-mismatch');
    expect(changed({ index: current.index - 1 })).toBe('current-state: inclusion-invalid');
    expect(changed({ hashes: [] })).toBe('current-state: inclusion-invalid');
  });

  it('after a reset keeps the releases before it', () => {
    const log = agencyWithKeys([one]);
    const release = logRelease(log, [one]);
    log.apply({ kind: 'key-reset', algorithm: 'ed25519', public: Buffer.from(two.spki).toString('base64') }, [two]);

    expect(verifyExpected(proveLogged(release, log)).current?.state.epoch).toBe(1);
  });

  it('is that of the agency under another name, after one rename or several, and later changes', () => {
    const log = agencyWithKeys([one, two]);
    const release = logRelease(log, [one]);
    log.apply({ kind: 'transfer', from: 'sante', to: 'soins' }, [one]);
    expect(verifyExpected(proveLogged(release, log)).current?.state.agency).toBe('soins');

    log.apply({ kind: 'transfer', from: 'soins', to: 'ministere' }, [one]);
    log.apply(addition(three), [one, three]);
    expect(verifyExpected(proveLogged(release, log)).current?.state.agency).toBe('ministere');

    log.apply({ kind: 'key-revoke', key: one.fingerprint, from: release.index }, [two, three]);
    expect(outcomeOf(proveLogged(release, log))).toBe('current-state: signer-revoked');
  });

  it('between the state that judged and the release means that the release was judged by the past', () => {
    const log = agencyWithKeys([one, two]);
    const old = log.state();
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: null }, [one]);
    const newest = log.entries().at(-1) as CurrentLeaf & ReturnType<typeof log.entries>[number];
    const release = logRelease(log, [two]);
    const stale = { ...release, state: old, leaf: { ...release.leaf, state: stateDigest(old) } };

    // Without the newer state nothing shows: that is what the history of the agency is for.
    expect(outcomeOf(proveWith(stale, log))).toBe('ok');
    expect(outcomeOf(proveWith(stale, log, { newest: { ...newest, state: log.state() } }))).toBe(
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
      return outcomeOf(proveWith(release, log, { newest: { index, leaf, state } }));
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

  it('does not go back behind the one that judged: in its epoch, its place, its time or a revocation', () => {
    const log = agencyWithKeys([one, three]);
    log.apply({ kind: 'key-revoke', key: three.fingerprint, from: null }, [one]);
    log.apply({ kind: 'key-reset', algorithm: 'ed25519', public: encodeBase64(two.spki) }, [two]);
    const before = log.state();
    const release = logRelease(log, [two]);
    const { index, time } = log.next();
    log.pass(1);
    const show = (newer: Partial<AgencyState>, at = time) => {
      const state = { ...before, leaf: index, previous: before.leaf, ...newer };
      const recorded = { time: at, envelope: SOME_DIGEST, actor: 'x', state: stateDigest(state) };
      const leaf = { kind: 'agency-policy', agency: 'sante', threshold: 1, ...recorded } as const;
      return outcomeOf(proveWith(release, log, { newest: { index, leaf, state } }));
    };
    const revoked = (until: number | null) =>
      before.keys.map((key) => (key.fingerprint === three.fingerprint ? { ...key, until } : key));

    expect(show({})).toBe('ok');
    expect(show({ epoch: 0 })).toBe('current-state: state-mismatch');
    expect(show({ previous: before.leaf - 1 })).toBe('current-state: state-mismatch');
    expect(show({}, release.leaf.time - 1)).toBe('current-state: state-mismatch');
    expect(show({ keys: revoked(null) })).toBe('current-state: state-mismatch');
    expect(show({ keys: revoked(index) })).toBe('current-state: state-mismatch');
    expect(show({ keys: revoked(before.keys[1]!.since) })).toBe('ok');
  });
});
