import { describe, expect, it } from 'vitest';

import type { TransparencyError } from '../error.ts';
import { digestOf } from '../keys/digest.ts';
import type { KeyAddLeaf } from '../leaf/leaf.ts';
import { formatEnvelope } from '../statement/envelope.ts';
import { addition, agencyWithKeys, openAgency, ORIGIN, signChange } from '../testing/agency-log.ts';
import { codeOf } from '../testing/code-of.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { factOfChange } from './fact-of-change.ts';
import { verifyAgencyHistory, type HistoryEntry } from './history.ts';
import { stateAfter } from './state-after.ts';
import { stateDigest } from './state-format.ts';
import type { AgencyState } from './state.ts';

const [one, two, three, four, thief] = [fixedKey(1), fixedKey(2), fixedKey(3), fixedKey(4), fixedKey(66)];
const log = agencyWithKeys([one, two, three], 2);
log.apply({ kind: 'key-revoke', key: three.fingerprint, from: null }, [one, two]);
log.apply(addition(four), [one, two, four]);
const entries = log.entries();
const verify = (changed: readonly HistoryEntry[], from?: AgencyState) =>
  codeOf(() => verifyAgencyHistory({ origin: ORIGIN, entries: changed, ...(from && { from }) }));

describe('the history of an agency', () => {
  it('leads to the state that the registry has, from the beginning or from any state on the way', () => {
    const whole = verifyAgencyHistory({ origin: ORIGIN, entries });

    expect(whole.state).toEqual(log.state());
    expect(whole.states).toHaveLength(entries.length);
    expect(whole.resets).toEqual([]);
    whole.states.forEach((from, at) => {
      expect(verifyAgencyHistory({ origin: ORIGIN, entries: entries.slice(at + 1), from }).state).toEqual(log.state());
    });
  });

  it('has no step left out, doubled or exchanged', () => {
    for (let at = 0; at < entries.length - 1; at += 1) {
      expect(verify(entries.toSpliced(at, 1)), `without ${at}`).not.toBe('ok');
      expect(verify(entries.toSpliced(at, 0, entries[at]!)), `${at} twice`).toMatch(/^(leaf-unexpected|change-stale)$/);
      expect(verify(entries.with(at, entries[at + 1]!).with(at + 1, entries[at]!)), `${at} swapped`).not.toBe('ok');
    }
    expect(verify([])).toBe('leaf-unexpected');
  });

  it('has in every leaf what was signed, and the state that follows', () => {
    const at = entries.length - 1;
    const last = entries[at]!;
    const change = (members: Partial<KeyAddLeaf>) =>
      verify(entries.with(at, { ...last, leaf: { ...(last.leaf as KeyAddLeaf), ...members } }));

    expect(change({ use: 'ci', expires: 2_000_000_000 })).toBe('leaf-unexpected');
    expect(change({ public: Buffer.from(thief.spki).toString('base64'), key: thief.fingerprint })).toBe(
      'leaf-unexpected',
    );
    expect(change({ state: digestOf(Buffer.from('x')) })).toBe('state-mismatch');
    expect(change({ envelope: digestOf(Buffer.from('x')) })).toBe('envelope-mismatch');
    expect(change({ time: 1 })).toBe('leaf-unexpected');
    expect(verify(entries.with(at, { ...last, envelope: null }))).toBe('envelope-mismatch');
    expect(verify(entries.with(at, { ...last, index: last.index + 1 }))).toBe('state-mismatch');
    expect(verify(entries.with(0, { ...entries[0]!, envelope: new Uint8Array(1) }))).toBe('leaf-unexpected');
  });

  it('takes no key that the registry adds without the agency', () => {
    expect(verify([...entries, smuggled(addition(thief), [thief])])).toBe('threshold-unmet');
    expect(verify([...entries, smuggled(addition(thief), [one, thief])])).toBe('threshold-unmet');
    expect(verify([...entries, smuggled({ kind: 'agency-policy', threshold: 1 }, [one])])).toBe('threshold-unmet');
    expect(verify([...entries, smuggled({ kind: 'agency-policy', threshold: 1 }, [one, thief])])).toBe(
      'signer-unknown',
    );
    expect(verify([...entries, smuggled({ kind: 'agency-policy', threshold: 1 }, [one, two])])).toBe('ok');
  });

  it('names the index of the step that is wrong', () => {
    const step = smuggled(addition(thief), [thief]);
    try {
      verifyAgencyHistory({ origin: ORIGIN, entries: [...entries, step] });
      expect.unreachable();
    } catch (error) {
      expect((error as TransparencyError).params).toMatchObject({ index: step.index, threshold: 2, count: 0 });
    }
  });

  it('reports every reset', () => {
    const world = agencyWithKeys([one]);
    const { index } = world.next();
    world.apply({ kind: 'key-reset', algorithm: 'ed25519', public: Buffer.from(two.spki).toString('base64') }, [two]);

    expect(verifyAgencyHistory({ origin: ORIGIN, entries: world.entries() })).toMatchObject({
      resets: [index],
      state: { epoch: 1 },
    });
  });

  it('goes on under the new name of a renamed agency', () => {
    const world = agencyWithKeys([one]);
    world.apply({ kind: 'transfer', from: 'sante', to: 'sante-publique' }, [one]);
    world.apply(addition(two), [one, two]);

    expect(verifyAgencyHistory({ origin: ORIGIN, entries: world.entries() }).state.agency).toBe('sante-publique');
  });

  it('goes on under the new origin of a forked log', () => {
    const world = openAgency();
    world.apply(addition(one), [one]);
    const fork = world.next().index;
    const origins = [
      { origin: ORIGIN, since: 0 },
      { origin: 'new.example', since: fork },
    ];
    const step = smuggled({ kind: 'agency-policy', threshold: 1 }, [one], { world, origin: 'new.example' });
    const steps = [...world.entries(), step];

    expect(codeOf(() => verifyAgencyHistory({ origin: origins, entries: steps }))).toBe('ok');
    expect(codeOf(() => verifyAgencyHistory({ origin: ORIGIN, entries: steps }))).toBe('change-origin');
    expect(codeOf(() => verifyAgencyHistory({ origin: 'new.example', entries: steps }))).toBe('change-origin');
    expect(codeOf(() => verifyAgencyHistory({ origin: origins.slice(1), entries: steps }))).toBe('change-origin');
  });
});

/** What a dishonest registry would log: a step that is right in itself, whoever signed it. */
function smuggled(
  change: Parameters<typeof log.sign>[0],
  by: Parameters<typeof log.sign>[1],
  { world = log, origin = ORIGIN } = {},
): HistoryEntry {
  const { index, time } = world.next();
  const signed = signChange({ origin, agency: 'sante', previous: stateDigest(world.state()), change }, by);
  const envelope = formatEnvelope(signed.envelope);
  const fact = factOfChange(signed.change, {
    index,
    time,
    actor: 'x',
    envelope: digestOf(envelope),
    detail: digestOf(envelope),
  });
  const state = stateDigest(stateAfter(world.state(), fact, index));
  return { index, leaf: { ...fact, state }, envelope };
}
