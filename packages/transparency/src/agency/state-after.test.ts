import { describe, expect, it } from 'vitest';

import { encodeBase64 } from '../keys/base64.ts';
import { digestOf } from '../keys/digest.ts';
import { addition, agencyWithKeys, openAgency, SOME_DIGEST } from '../testing/agency-log.ts';
import { codeOf } from '../testing/code-of.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { stateAfter, type AgencyFact } from './state-after.ts';
import { formatState } from './state-format.ts';
import { isKeyActive, type AgencyKey, type AgencyState } from './state.ts';

const [one, two, three] = [fixedKey(1), fixedKey(2), fixedKey(3)];
const recorded = { time: 1_790_000_500, agency: 'sante', envelope: SOME_DIGEST, actor: 'x' };
const keyAdd = (signer: { fingerprint: string; spki: Uint8Array }, more: object = {}): AgencyFact => ({
  kind: 'key-add',
  ...recorded,
  key: signer.fingerprint,
  algorithm: 'ed25519',
  public: encodeBase64(signer.spki),
  use: 'agency',
  names: null,
  expires: null,
  ...more,
});
const keyRevoke = (key: { fingerprint: string }, from: number): AgencyFact => ({
  kind: 'key-revoke',
  ...recorded,
  key: key.fingerprint,
  from,
});
const policy = (threshold: number): AgencyFact => ({ kind: 'agency-policy', ...recorded, threshold });
const after = (state: AgencyState | undefined, fact: AgencyFact, index = 100) =>
  codeOf(() => stateAfter(state, fact, index));

describe('the state after a leaf', () => {
  const state = agencyWithKeys([one, two]).state();

  it('begins with the agency, once', () => {
    const opened: AgencyFact = { kind: 'agency', time: 1, agency: 'sante', actor: 'operator', detail: SOME_DIGEST };

    expect(stateAfter(undefined, opened, 4)).toEqual({
      agency: 'sante',
      epoch: 0,
      threshold: 1,
      leaf: 4,
      previous: null,
      keys: [],
    });
    expect(after(state, opened)).toBe('leaf-unexpected');
    expect(after(undefined, keyAdd(three))).toBe('leaf-unexpected');
  });

  it('is not made by the transfer of an algorithm', () => {
    const given = { kind: 'transfer', ...recorded, detail: SOME_DIGEST } as const;

    expect(after(state, { ...given, from: 'sante/triage', to: 'justice/triage' })).toBe('leaf-unexpected');
    expect(after(state, { ...given, from: 'sante', to: 'justice/triage' })).toBe('leaf-unexpected');
    expect(after(state, { ...given, from: 'sante', to: 'justice' })).toBe('ok');
  });

  it('is of the same agency, and later in the log', () => {
    expect(after(state, { ...policy(2), agency: 'justice' } as AgencyFact)).toBe('leaf-unexpected');
    expect(after(state, policy(2), state.leaf)).toBe('leaf-unexpected');
    expect(after(state, policy(2), state.leaf + 1)).toBe('ok');
  });

  it('never has a fingerprint twice, not even after its revocation', () => {
    expect(after(state, keyAdd(two))).toBe('key-taken');
    expect(after(stateAfter(state, keyRevoke(two, 50), 100), keyAdd(two), 101)).toBe('key-taken');
  });

  it('takes no key that is weak, mislabelled or expired', () => {
    const weak = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.alloc(32)]);
    const forged = { fingerprint: digestOf(weak), spki: new Uint8Array(weak) };

    expect(after(state, keyAdd(forged))).toBe('key-weak');
    expect(after(state, keyAdd(three, { key: one.fingerprint }))).toBe('key-malformed');
    expect(after(state, keyAdd(three, { algorithm: 'ml-dsa-44' }))).toBe('key-malformed');
    expect(after(state, keyAdd(three, { public: 'AAAA' }))).toBe('key-malformed');
    expect(after(state, keyAdd(three, { expires: recorded.time - 1 }))).toBe('signer-expired');
    expect(after(state, keyAdd(three, { expires: recorded.time }))).toBe('ok');
  });

  it('can always reach its threshold', () => {
    const strict = stateAfter(state, policy(2), 100);

    expect(after(state, policy(3))).toBe('threshold-unreachable');
    expect(after(strict, keyRevoke(two, 101), 101)).toBe('threshold-unreachable');
    expect(after(openAgency().state(), policy(1))).toBe('threshold-unreachable');
  });

  it('keeps one key of the agency at least', () => {
    const single = stateAfter(state, keyRevoke(two, 100), 100);

    expect(after(single, keyRevoke(one, 101), 101)).toBe('key-last');
  });

  it('does not count keys for releases only, nor expired ones, towards what is left', () => {
    const withCi = stateAfter(state, keyAdd(three, { use: 'ci', expires: 2_000_000_000 }), 100);
    const single = stateAfter(withCi, keyRevoke(two, 101), 101);
    const expiring = stateAfter(
      stateAfter(single, keyRevoke(three, 102), 102),
      keyAdd(fixedKey(4), { expires: recorded.time }),
      103,
    );

    expect(after(withCi, policy(3), 101)).toBe('threshold-unreachable');
    expect(after(single, keyRevoke(one, 102), 102)).toBe('key-last');
    expect(after(single, keyRevoke(three, 102), 102)).toBe('ok');
    expect(after(expiring, { ...keyRevoke(one, 104), time: recorded.time + 1 }, 104)).toBe('key-last');
  });

  it('revokes back to an index at which the key was there, and a second time only further back', () => {
    const since = state.keys[1]?.since ?? 0;
    const revoked = stateAfter(state, keyRevoke(two, 50), 100);

    expect(after(state, keyRevoke(three, 50))).toBe('key-unknown');
    expect(after(state, keyRevoke(two, since - 1))).toBe('leaf-unexpected');
    expect(after(state, keyRevoke(two, 101))).toBe('leaf-unexpected');
    expect(after(revoked, keyRevoke(two, 50), 101)).toBe('key-revoked');
    expect(stateAfter(revoked, keyRevoke(two, 20), 101).keys[1]?.until).toBe(20);
  });

  it('has at most 32 active keys', () => {
    let full = state;
    for (let seed = 3; seed <= 32; seed += 1) full = stateAfter(full, keyAdd(fixedKey(seed)), full.leaf + 1);

    expect(full.keys).toHaveLength(32);
    expect(after(full, keyAdd(fixedKey(33)))).toBe('key-limit');
    expect(after(stateAfter(full, keyRevoke(two, 90), 90), keyAdd(fixedKey(33)))).toBe('ok');
  });

  it('keeps its text so short that a reset still fits', () => {
    const names = Array.from({ length: 64 }, (_, at) => `n${String(at).padStart(63, '0')}`);
    const rights = { use: 'ci', names, expires: 2_000_000_000 } as const;
    const long = wornKeys(167).map((key) => ({ ...key, ...rights }));
    const full = { ...state, leaf: 2000, keys: [...state.keys, ...long] };
    const reset = { kind: 'key-reset', ...recorded, detail: SOME_DIGEST, key: three.fingerprint } as const;

    expect(formatState(full).length).toBeGreaterThan(1_000_000);
    expect(after(full, keyAdd(three, rights), 2001)).toBe('key-limit');
    expect(after(full, { ...reset, algorithm: 'ed25519', public: encodeBase64(three.spki) }, 2001)).toBe('ok');
  });

  it('leaves room for a reset when all the keys it may ever have had are used up', () => {
    const worn = { ...state, leaf: 2000, keys: [...state.keys, ...wornKeys(494)] };

    expect(() => formatState(worn)).not.toThrow();
    expect(after(worn, keyAdd(three), 2001)).toBe('key-limit');
    const fact: AgencyFact = {
      ...(keyAdd(three) as Extract<AgencyFact, { kind: 'key-add' }>),
      kind: 'key-reset',
      detail: SOME_DIGEST,
    };
    expect(stateAfter(worn, fact, 2001)).toMatchObject({ epoch: 1, threshold: 1 });
  });
});

function wornKeys(count: number): readonly AgencyKey[] {
  return Array.from({ length: count }, (_, at) => {
    const spki = Buffer.alloc(1334, `key ${at}`);
    const rights = { use: 'agency', names: null, expires: null } as const;
    return {
      fingerprint: digestOf(spki),
      algorithm: 'ml-dsa-44',
      ...rights,
      since: at + 10,
      until: at + 10,
      spki: spki.toString('base64'),
    };
  });
}

describe('a key', () => {
  const key: AgencyKey = { ...agencyWithKeys([one]).state().keys[0]!, since: 10, until: 20, expires: 1000 };

  it.each([
    [9, 0, false],
    [10, 0, true],
    [19, 1000, true],
    [20, 0, false],
    [19, 1001, false],
  ])('at index %i and second %i counts: %s', (index, time, isActive) => {
    expect(isKeyActive(key, { index, time })).toBe(isActive);
  });

  it('that was added by a change counts from its own leaf on', () => {
    const log = agencyWithKeys([one]);
    const { index } = log.next();
    log.apply(addition(two), [one, two]);

    expect(log.state().keys[1]).toMatchObject({ since: index, until: null });
  });
});
