import { formatEnvelope, parseEnvelope, type Signer } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import { SampleLog } from '../testing/sample-log.ts';
import { signWith } from './choose-signers.ts';
import { changeWith, prepareChange, readChange, type PreparedChange } from './prepare-change.ts';
import { sendChange } from './send-change.ts';
import { openDesk, type Desk } from './testing/desk.ts';
import { AGENCY, fingerprints, newKey, office } from './testing/office.ts';

/** Passes a change on as a file does. */
const byPost = ({ envelope }: PreparedChange) => parseEnvelope(formatEnvelope(envelope));

describe('a change of an agency', () => {
  test('adds a key that the current key and the new key sign, and is acknowledged with what follows', async () => {
    const { desk, keys } = await office(1);
    const key = newKey();

    const prepared = await prepareChange(desk.client, {
      agency: AGENCY,
      wish: { kind: 'key-add', key },
      sign: signWith(keys),
    });
    const changed = await sendChange(desk.client, prepared);

    expect(prepared).toMatchObject({ threshold: 1, missing: 0, signed: [keys[0]?.fingerprint] });
    expect(prepared.envelope.signatures).toHaveLength(2);
    expect(fingerprints(desk)).toEqual([keys[0]?.fingerprint, key.fingerprint]);
    expect(changed.receipt.index).toBe(desk.log.size - 1);
    // Sent again after a cut, it is the same change.
    expect(await sendChange(desk.client, prepared)).toEqual(changed);
  });

  test('lets the first key of an agency vouch for itself', async () => {
    const { desk } = await office(1);
    const log = desk.log.copy(desk.log.entries.slice(0, 2));
    desk.registry.log = log;
    const key = newKey();

    const prepared = await prepareChange(desk.client, { agency: AGENCY, wish: { kind: 'key-add', key } });
    await sendChange(desk.client, prepared);

    expect(prepared).toMatchObject({ threshold: 0, missing: 0, signed: [] });
    expect(log.stateOf(AGENCY)?.keys.map(({ fingerprint }) => fingerprint)).toEqual([key.fingerprint]);
  });

  test('goes from one signer to the next until enough have signed, with two of three', async () => {
    const { desk, keys } = await office(3, 2);
    const wish = { kind: 'key-revoke', key: keys[2]?.fingerprint ?? '' } as const;

    const first = await prepareChange(desk.client, { agency: AGENCY, wish, sign: signWith(keys.slice(0, 1)) });
    expect(first).toMatchObject({ threshold: 2, missing: 1 });
    await expect(sendChange(desk.client, first)).rejects.toMatchObject({
      code: 'threshold-unmet',
      exit: 5,
      params: { agency: AGENCY, threshold: 2, count: 1 },
    });
    expect(desk.registry.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    // The same person a second time is one person.
    const again = await changeWith(desk.client, { envelope: byPost(first), sign: signWith(keys.slice(0, 1)) });
    expect(again.missing).toBe(1);
    const second = await changeWith(desk.client, { envelope: byPost(first), sign: signWith(keys.slice(1, 2)) });
    expect(second.missing).toBe(0);
    await sendChange(desk.client, second);

    expect(fingerprints(desk)).toEqual(keys.slice(0, 2).map(({ fingerprint }) => fingerprint));
  });

  test('is not signed by the key that it revokes, nor by one that was revoked in between', async () => {
    const { desk, keys } = await office(3, 2);
    const [a, b, c] = keys as [Signer, Signer, Signer];
    const wish = { kind: 'key-revoke', key: c.fingerprint } as const;

    const revoking = prepareChange(desk.client, { agency: AGENCY, wish, sign: () => Promise.resolve([c]) });
    await expect(revoking).rejects.toMatchObject({ code: 'key-unfit', exit: 5, params: { reason: 'not-allowed' } });

    const policy = { kind: 'agency-policy', threshold: 1 } as const;
    const signed = await prepareChange(desk.client, { agency: AGENCY, wish: policy, sign: signWith([c]) });
    await sendChange(desk.client, await prepareChange(desk.client, { agency: AGENCY, wish, sign: signWith([a, b]) }));

    // What c signed before names a state that is no more.
    await expect(changeWith(desk.client, { envelope: byPost(signed), sign: signWith([a]) })).rejects.toMatchObject({
      code: 'change-stale',
    });
    const late = prepareChange(desk.client, { agency: AGENCY, wish: policy, sign: signWith([c]) });
    await expect(late).rejects.toMatchObject({ code: 'key-unfit', params: { reason: 'revoked', key: c.fingerprint } });
  });

  test.each([
    ['a threshold above the keys', { kind: 'agency-policy', threshold: 2 }, 'threshold-unreachable'],
    [
      'the last key',
      (keys: readonly Signer[]) => ({ kind: 'key-revoke', key: keys[0]?.fingerprint }),
      'change-refused',
    ],
    ['a key that is there', (keys: readonly Signer[]) => ({ kind: 'key-add', key: keys[0] }), 'key-taken'],
    ['a key that it never had', { kind: 'key-revoke', key: `sha256:${'0'.repeat(64)}` }, 'key-unknown'],
    ['a CI key that never expires', { kind: 'key-add', key: newKey(), use: 'ci' }, 'option-invalid'],
    ['names for a key that is for all', { kind: 'key-add', key: newKey(), names: ['income-tax'] }, 'option-invalid'],
  ])('is refused before anybody is asked to sign: %s', async (_, wish, code) => {
    const { desk, keys } = await office(1);
    const sign = () => Promise.reject(new Error('nobody was to be asked'));
    const wished = (typeof wish === 'function' ? wish(keys) : wish) as never;

    await expect(prepareChange(desk.client, { agency: AGENCY, wish: wished, sign })).rejects.toMatchObject({ code });
    expect(desk.registry.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('registers a CI key with its names sorted and its end', async () => {
    const { desk, keys } = await office(1);
    const expires = desk.log.time + 1000;
    const wish = { kind: 'key-add', key: newKey(), use: 'ci', names: ['b', 'a', 'b'], expires } as const;
    const at = { agencies: () => atLogTime(desk) };

    await sendChange(
      desk.client,
      await prepareChange(desk.client, { agency: AGENCY, wish, sign: signWith(keys), ...at }),
    );

    expect(desk.log.stateOf(AGENCY)?.keys.at(-1)).toMatchObject({ use: 'ci', names: ['a', 'b'], expires });
    // It can release, and change nothing.
    const changing = prepareChange(desk.client, {
      agency: AGENCY,
      wish: { kind: 'agency-policy', threshold: 1 },
      sign: signWith([wish.key]),
      ...at,
    });
    await expect(changing).rejects.toMatchObject({ code: 'key-unfit', params: { reason: 'not-allowed' } });
  });

  test('made for another registry, or of another form, is not signed', async () => {
    const { desk, keys } = await office(2, 2);
    const elsewhere = await openDesk(new SampleLog('other.example/log'));
    elsewhere.log.openAgency(AGENCY);
    const wish = { kind: 'agency-policy', threshold: 1 } as const;
    const foreign = await prepareChange(elsewhere.client, {
      agency: AGENCY,
      wish,
      sign: signWith(elsewhere.log.signers.get(AGENCY) ?? []),
    });
    const prepared = await prepareChange(desk.client, { agency: AGENCY, wish, sign: signWith(keys.slice(0, 1)) });
    const sign = signWith(keys);

    const cases = [
      [foreign.envelope, 'change-refused'],
      [{ ...prepared.envelope, payloadType: 'application/json' }, 'envelope-invalid'],
      [{ ...prepared.envelope, payload: Buffer.from('{}') }, 'envelope-invalid'],
      [{ ...prepared.envelope, signatures: spoiled(prepared) }, 'signature-invalid'],
    ] as const;
    for (const [envelope, code] of cases) {
      await expect(changeWith(desk.client, { envelope, sign })).rejects.toMatchObject({ code });
    }
    expect(readChange(prepared.envelope)).toMatchObject({ agency: AGENCY, origin: desk.log.origin, change: wish });
  });

  test('that adds a key is nothing without the signature of that key', async () => {
    const { desk, keys } = await office(1);
    const prepared = await prepareChange(desk.client, {
      agency: AGENCY,
      wish: { kind: 'key-add', key: newKey() },
      sign: signWith(keys),
    });
    const { envelope } = prepared;
    const without = {
      ...envelope,
      signatures: envelope.signatures.filter(({ keyid }) => keyid === keys[0]?.fingerprint),
    };

    await expect(changeWith(desk.client, { envelope: without, sign: signWith(keys) })).rejects.toMatchObject({
      code: 'signature-invalid',
      params: { reason: 'key-unproved' },
    });
  });

  test('that gives an algorithm away is signed by both agencies', async () => {
    const { desk, keys } = await office(1);
    const receiver = desk.log.openAgency('sante');
    const wish = { kind: 'transfer', from: 'impots/triage', to: 'sante/triage' } as const;

    const half = await prepareChange(desk.client, { agency: AGENCY, wish, sign: signWith(keys) });
    expect(half).toMatchObject({ threshold: 2, missing: 1 });
    expect(half.parties).toEqual([
      { agency: AGENCY, threshold: 1, signed: [keys[0]?.fingerprint], missing: 0 },
      { agency: 'sante', threshold: 1, signed: [], missing: 1 },
    ]);
    // It is told of the agency whose signature is wanting, not of the one that has signed.
    await expect(sendChange(desk.client, half)).rejects.toMatchObject({
      code: 'threshold-unmet',
      params: { agency: 'sante', threshold: 1, count: 0 },
    });
    const whole = await changeWith(desk.client, { envelope: byPost(half), sign: signWith([receiver]) });
    await sendChange(desk.client, whole, { reason: 'The law of "2026" says so' });

    expect(desk.log.entries.at(-1)?.leaf).toMatchObject({ kind: 'transfer', to: 'sante/triage' });
    const both = signWith([...keys, receiver]);
    expect(await prepareChange(desk.client, { agency: AGENCY, wish, sign: both })).toMatchObject({ missing: 0 });
    const strange = prepareChange(desk.client, { agency: AGENCY, wish, sign: signWith([newKey()]) });
    await expect(strange).rejects.toMatchObject({ code: 'key-unfit', params: { reason: 'unknown' } });
  });

  test('is not made under a name that an agency has given up, as the one that changes or as the one that is given', async () => {
    const { desk } = await office(1);
    const sign = () => Promise.reject(new Error('nobody was to be asked'));
    const party = await atLogTime(desk);
    const agencies = (name: string) =>
      Promise.resolve(name === AGENCY ? party : { ...party, state: { ...party.state, agency: `${name}-maroc` } });
    const wish = { kind: 'agency-policy', threshold: 1 } as const;
    const transfer = { kind: 'transfer', from: 'impots/triage', to: 'sante/triage' } as const;

    const own = prepareChange(desk.client, { agency: 'sante', wish, sign, agencies });
    const given = prepareChange(desk.client, { agency: AGENCY, wish: transfer, sign, agencies });

    for (const refused of [own, given]) {
      await expect(refused).rejects.toMatchObject({
        ...{ code: 'agency-moved', exit: 7, params: { from: 'sante', to: 'sante-maroc' } },
      });
    }
  });
});

function spoiled({ envelope }: PreparedChange) {
  return envelope.signatures.map(({ keyid, signature }) => ({ keyid, signature: signature.map((byte) => byte ^ 1) }));
}

/** The stand-in's clock is that of its leaves. */
function atLogTime({ log }: Desk) {
  const state = log.stateOf(AGENCY);
  if (state === undefined) throw new Error('no agency');
  return Promise.resolve({ state, origin: log.origin, at: { index: log.size, time: log.time } });
}
