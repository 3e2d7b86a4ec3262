import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createLogKey, createSigningKey, stateDigest } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import { installed, TAX } from '../testing/installed-project.ts';
import { temporaryFolder } from '../testing/workshop.ts';
import { verifyArtifact, type ArtifactReport } from './verify-artifact.ts';

/** An archive and its proof on a computer that knows nothing. */
async function stranger() {
  const shop = await installed();
  const { log } = shop.registry;
  const place = temporaryFolder();
  const target = join(place, 'release.tar.zst');
  writeFileSync(target, shop.registry.find(TAX, '1.0.0')!.archive);
  const proof = join(place, 'release.tlog-proof');
  const prove = (size?: number) => writeFileSync(proof, log.releaseProof(TAX, '1.0.0', size) ?? '');
  prove();
  const means = { cache: join(place, 'cache'), trust: join(place, 'state'), target, proof };
  const [signer] = log.signers.get('impots') ?? [];
  return {
    shop,
    log,
    means,
    prove,
    logKey: log.signer.verifierKey,
    agencyKey: signer?.fingerprint ?? '',
    lock: shop.first.lock,
  };
}

const failed = ({ steps }: ArtifactReport) =>
  steps.filter(({ ok }) => !ok).map(({ step, facts }) => [step, facts['reason']]);
const factsOf = ({ steps }: ArtifactReport, step: string) => steps.find((one) => one.step === step)?.facts;
const foreign = createSigningKey('ed25519').signer.fingerprint;

describe('offline, on a computer that knows nothing', () => {
  test('key of the log and fingerprint of the agency prove a release, and nothing is remembered', async () => {
    const { means, logKey, agencyKey } = await stranger();

    const report = await verifyArtifact({ ...means, anchors: { logKey, agencyKeys: [foreign, agencyKey] } });

    expect(report).toMatchObject({ ok: true, firstUse: undefined });
    expect(factsOf(report, 'origin')).toMatchObject({ key: logKey, by: 'given' });
    expect(factsOf(report, 'agency-state')).toMatchObject({ by: 'given', keys: agencyKey, threshold: 1 });
    expect(existsSync(means.trust)).toBe(false);
  });

  test('the key of the log alone does not say whose keys it holds', async () => {
    const { means, logKey } = await stranger();

    const report = await verifyArtifact({ ...means, anchors: { logKey } });

    expect(report.ok).toBe(false);
    expect(failed(report)).toEqual([['agency-state', 'first-use']]);
  });

  test('the fingerprint alone does not make the log known', async () => {
    const { means, agencyKey } = await stranger();

    expect(failed(await verifyArtifact({ ...means, anchors: { agencyKeys: [agencyKey] } }))).toEqual([
      ['origin', 'first-use'],
    ]);
  });

  test('another key of the log, of another name, or of the agency is refused', async () => {
    const { means, log, logKey, agencyKey } = await stranger();
    const other = createLogKey(log.origin).signer.verifierKey;
    const named = createLogKey('evil.example/log').signer.verifierKey;
    const at = async (anchors: object) => failed(await verifyArtifact({ ...means, anchors }));

    expect(await at({ logKey: other, agencyKeys: [agencyKey] })).toEqual([['checkpoint', 'note-unsigned']]);
    expect(await at({ logKey: named, agencyKeys: [agencyKey] })).toEqual([['origin', 'name']]);
    expect(await at({ logKey, agencyKeys: [foreign] })).toEqual([['agency-state', 'other-keys']]);
  });

  test('the pins of a lock vouch for log and agency, also for a newer proof; a key given by hand still counts', async () => {
    const { means, lock, log, prove, agencyKey } = await stranger();
    log.pad();
    prove();

    const report = await verifyArtifact({ ...means, anchors: { lock } });

    expect(report.ok).toBe(true);
    expect(factsOf(report, 'origin')).toMatchObject({ by: 'lock' });
    expect(factsOf(report, 'agency-state')).toMatchObject({ by: 'lock', keys: agencyKey });
    expect(failed(await verifyArtifact({ ...means, anchors: { lock, agencyKeys: [foreign] } }))).toEqual([
      ['agency-state', 'other-keys'],
    ]);
  });

  test('a lock that pins another state or other keys is believed, not the proof', async () => {
    const { means, lock } = await stranger();
    const pin = lock.agencies['impots']!;
    const at = async (changed: object) => {
      const agencies = { impots: { ...pin, ...changed } };
      return failed(await verifyArtifact({ ...means, anchors: { lock: { ...lock, agencies } } }));
    };

    expect(await at({ keys: [foreign] })).toEqual([['agency-state', 'other-keys']]);
    expect(await at({ state: `sha256:${'0'.repeat(64)}` })).toEqual([['agency-state', 'other-state']]);
  });

  test('a release judged by older keys than those that the lock pins is refused', async () => {
    const { means, lock, log, shop, prove, agencyKey } = await stranger();
    const state = log.stateOf('impots');
    const [first] = log.signers.get('impots') ?? [];
    const second = log.addKey('impots');
    const record = shop.registry.find(TAX, '1.0.0')!.record;
    const { manifestDigest: manifest, contractDigest: contract, vectorsDigest: vectors, releaseDigest } = record;
    const statement = { name: TAX, version: '1.0.0', release: releaseDigest, manifest, contract, vectors };
    if (state !== undefined && first !== undefined) log.release(statement, { signers: [first], state });
    prove();
    const after = log.stateOf('impots');
    const pin = {
      leaf: after?.leaf ?? 0,
      state: lock.agencies['impots']!.state,
      keys: [agencyKey, second.fingerprint],
    };

    const report = await verifyArtifact({ ...means, anchors: { lock: { ...lock, agencies: { impots: pin } } } });

    expect(failed(report)).toEqual([['agency-rollback', 'state']]);
  });

  test('a lock of another log is of no account', async () => {
    const { means, lock } = await stranger();
    const other = { ...lock, log: { ...lock.log, origin: 'evil.example/log' } };

    expect(failed(await verifyArtifact({ ...means, anchors: { lock: other } }))[0]).toEqual(['origin', 'first-use']);
  });

  test('a lock of another log does not vouch for the agency where the key of the log is given', async () => {
    const { means, lock, logKey } = await stranger();
    const other = { ...lock, log: { ...lock.log, origin: 'evil.example/log' } };

    const report = await verifyArtifact({ ...means, anchors: { lock: other, logKey } });

    expect(failed(report)).toEqual([['agency-state', 'first-use']]);
  });
});

describe('offline, after a signer of the release was revoked', () => {
  /** Three keys of which two must sign; the first, which signed, was revoked later, and the lock pins that. */
  async function revoked({ isBefore = false } = {}) {
    const one = await stranger();
    const { log, shop, lock, prove } = one;
    const [first, second] = [log.signers.get('impots')![0]!, log.addKey('impots')];
    log.addKey('impots');
    log.change('impots', { kind: 'agency-policy', threshold: 2 }, [first, second]);
    const { record } = shop.registry.find(TAX, '1.0.0')!;
    const { manifestDigest: manifest, contractDigest: contract, vectorsDigest: vectors, releaseDigest } = record;
    const statement = { name: TAX, version: '1.0.0', release: releaseDigest, manifest, contract, vectors };
    const release = log.release(statement, { signers: [first, second] });
    const early = log.size;
    const from = isBefore ? release : null;
    log.change('impots', { kind: 'key-revoke', key: first.fingerprint, from }, [first, second]);
    prove();
    const state = log.stateOf('impots')!;
    const keys = state.keys.filter(({ until }) => until === null).map(({ fingerprint }) => fingerprint);
    const pin = { leaf: state.leaf, state: stateDigest(state), keys };
    const pinned = { ...lock, agencies: { impots: pin } };
    return { ...one, first, second, early, pin, pinned, anchors: { lock: pinned } };
  }

  test('the pinned state vouches for it where the proof holds that state, and says which key was revoked since', async () => {
    const { means, anchors, first, second } = await revoked();

    const report = await verifyArtifact({ ...means, anchors });

    expect(failed(report)).toEqual([]);
    const facts = factsOf(report, 'agency-state');
    expect(facts).toMatchObject({ by: 'lock', threshold: 2, revoked: first.fingerprint });
    expect(String(facts?.['keys']).split(' ').sort()).toEqual([first.fingerprint, second.fingerprint].sort());
  });

  test('a proof without that state, or with a newer one, leaves it open, and another digest proves nothing', async () => {
    const { means, anchors, prove, early, first, second, pin, pinned, log } = await revoked();
    const open = [['agency-state', 'unpinned-keys']];

    prove(early);
    const before = await verifyArtifact({ ...means, anchors });
    expect(failed(before)).toEqual(open);
    expect(before.steps.at(-1)?.facts).toMatchObject({
      threshold: 2,
      keys: second.fingerprint,
      missing: first.fingerprint,
    });
    log.addKey('impots');
    prove();
    expect(failed(await verifyArtifact({ ...means, anchors }))).toEqual(open);
    prove(log.size - 1);
    const forged = { ...pinned, agencies: { impots: { ...pin, state: `sha256:${'0'.repeat(64)}` } } };
    expect(failed(await verifyArtifact({ ...means, anchors: { lock: forged } }))).toEqual(open);
    expect(failed(await verifyArtifact({ ...means, anchors }))).toEqual([]);
  });

  test('a key that the pinned state has revoked from before the release on does not vouch', async () => {
    const { means, anchors } = await revoked({ isBefore: true });

    expect(failed(await verifyArtifact({ ...means, anchors }))).toEqual([['signatures', 'signer-revoked']]);
  });

  test('of keys that are given by hand it says how many are missing, and which', async () => {
    const { means, logKey, first, second } = await revoked();

    const report = await verifyArtifact({ ...means, anchors: { logKey, agencyKeys: [second.fingerprint] } });

    expect(failed(report)).toEqual([['agency-state', 'more-keys']]);
    expect(report.steps.at(-1)?.facts).toMatchObject({
      agency: 'impots',
      threshold: 2,
      keys: second.fingerprint,
      missing: first.fingerprint,
    });
  });
});

describe('online, on a computer that knows nothing', () => {
  test('what is named is no first use, and another log key than that of the registry is refused', async () => {
    const { means, logKey, agencyKey, log, shop } = await stranger();
    const other = createLogKey(log.origin).signer.verifierKey;
    const online = { ...means, proof: undefined, client: shop.client };

    expect(failed(await verifyArtifact({ ...online, anchors: { logKey: other } }))).toEqual([
      ['checkpoint', 'note-unsigned'],
    ]);
    expect(existsSync(means.trust)).toBe(false);
    const report = await verifyArtifact({ ...online, anchors: { logKey, agencyKeys: [agencyKey] } });

    expect(report.ok).toBe(true);
    expect(factsOf(report, 'origin')).toMatchObject({ by: 'given' });
    expect(factsOf(report, 'agency-state')).toMatchObject({ by: 'given' });
    expect(readFileSync(join(shop.folder, 'forge-lock.json'), 'utf8')).toContain(logKey);
    // Known by now, and a fingerprint that is given counts all the same.
    expect(failed(await verifyArtifact({ ...online, anchors: { agencyKeys: [foreign] } }))).toEqual([
      ['agency-state', 'other-keys'],
    ]);
  });
});
