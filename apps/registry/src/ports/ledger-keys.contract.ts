import { createSigningKey, parseState, type Change, type Signer } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { changeAgency, changePlan, keyAdd, testKey } from '../adapters/testing/keys.ts';
import { NAME, receiptsOf, useLedger } from '../adapters/testing/ledger-setting.ts';
import { publish, samplePlan, upload } from '../adapters/testing/sample.ts';

const [first, second, third] = ['impots', 'impots 2', 'impots 3'].map(testKey) as [Signer, Signer, Signer];
const revoke = (key: Signer, from: number | null = null): Change => ({
  kind: 'key-revoke',
  key: key.fingerprint,
  from,
});
const ALL = { after: -1, before: Number.MAX_SAFE_INTEGER, limit: 1000 };
const policy = (threshold: number): Change => ({ kind: 'agency-policy', threshold });

/** Proves that an adapter keeps the contract of the ledger about keys of agencies and what they sign. */
export function describeKeys(makeBed: () => Bed): void {
  describe('keys', () => {
    const here = useLedger(makeBed);
    const change = (one: Change, ...signers: readonly Signer[]) =>
      changeAgency(here.store, { agency: 'impots', change: one, signers });
    const state = async () => parseState((await here.store.agencyStates.current('impots'))!.bytes);

    test('are added by the keys that are there, and each change is a leaf with the state it makes', async () => {
      const outcome = await change(keyAdd(second), first, second);

      const [receipt] = receiptsOf(outcome);
      expect(receipt?.leaf).toContain(`key ${second.fingerprint}\n`);
      const current = await here.store.agencyStates.current('impots');
      expect(receipt?.leaf).toContain(`state ${current?.digest ?? ''}\n`);
      expect(current?.leaf).toBe(receipt?.index);
      expect(await here.store.agencyStates.byDigest(current!.digest)).toEqual(current);
      expect((await state()).keys.map(({ fingerprint }) => fingerprint)).toEqual([
        first.fingerprint,
        second.fingerprint,
      ]);
    });

    test('have a history: each leaf with the change that was signed', async () => {
      const [added] = receiptsOf(await change(keyAdd(second), first, second));

      const history = await here.store.agencyStates.history('impots', ALL);

      expect(history.map(({ leaf }) => Buffer.from(leaf).toString().split('\n')[0])).toEqual([
        'nforge-leaf/1 agency',
        'nforge-leaf/1 key-add',
        'nforge-leaf/1 key-add',
      ]);
      expect(history.map(({ envelope }) => envelope === null)).toEqual([true, false, false]);
      expect(history.at(-1)?.index).toBe(added?.index);
      expect(await here.store.agencyStates.history('impots', { ...ALL, after: history[1]!.index })).toEqual(
        history.slice(2),
      );
      expect(await here.store.agencyStates.history('nobody', ALL)).toEqual([]);
    });

    test('are not added without a signature of the agency, or without their own', async () => {
      const { size } = await here.store.log.checkpoint();

      expect(await change(keyAdd(second), second)).toMatchObject({ ok: false, code: 'threshold-unmet' });
      const unproved = { ok: false, code: 'signature-invalid', params: { reason: 'key-unproved' } };
      expect(await change(keyAdd(second), first)).toMatchObject(unproved);
      expect(await change(keyAdd(second), second, third)).toMatchObject({ ok: false, code: 'signature-invalid' });
      expect(await change(keyAdd(first), first)).toMatchObject({ ok: false });
      expect(await here.store.log.checkpoint()).toMatchObject({ size });
    });

    test('change by one request once: the same again gives the first receipt, a stale one is refused', async () => {
      const plan = await changePlan(here.store, { agency: 'impots', change: keyAdd(second), signers: [first, second] });
      const other = await changePlan(here.store, { agency: 'impots', change: keyAdd(third), signers: [first, third] });

      const made = await here.store.ledger.commit(plan);
      const again = await here.store.ledger.commit(plan);

      expect(made).toMatchObject({ ok: true, repeated: false });
      expect(again).toMatchObject({ ok: true, repeated: true });
      expect(receiptsOf(again)).toEqual(receiptsOf(made));
      expect(await here.store.ledger.commit(other)).toMatchObject({ ok: false, code: 'change-stale' });
    });

    test('two changes of one agency in one group: one wins, the other is told', async () => {
      const plans = await Promise.all(
        [second, third].map((key) =>
          changePlan(here.store, { agency: 'impots', change: keyAdd(key), signers: [first, key] }),
        ),
      );

      const outcomes = await Promise.all(plans.map((plan) => here.store.ledger.commit(plan)));

      expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false]);
      expect((await state()).keys).toHaveLength(2);
    });

    test('signed for another registry or another agency change nothing', async () => {
      const elsewhere = { agency: 'impots', change: policy(1), signers: [first], origin: 'registry.elsewhere.example' };
      expect(await changeAgency(here.store, elsewhere)).toMatchObject({ ok: false, code: 'change-refused' });

      const plan = await changePlan(here.store, { agency: 'impots', change: policy(1), signers: [first] });
      expect(await here.store.ledger.commit({ ...plan, agency: 'cnss' })).toMatchObject({ code: 'change-refused' });
      expect(await here.store.ledger.commit({ ...plan, agency: 'nobody' })).toMatchObject({ code: 'agency-unknown' });
      const garbage = { ...plan, envelope: Buffer.from('{}') };
      expect(await here.store.ledger.commit(garbage)).toMatchObject({ ok: false, code: 'signature-invalid' });
    });

    test('are reset by the operator alone, and the reason is kept', async () => {
      const next = createSigningKey('ed25519').signer;
      const { algorithm, spki } = next;
      const reset: Change = { kind: 'key-reset', algorithm, public: Buffer.from(spki).toString('base64') };
      const plan = await changePlan(here.store, { agency: 'impots', change: reset, signers: [next] });

      expect(await here.store.ledger.commit(plan)).toMatchObject({ ok: false, code: 'change-refused' });
      const outcome = await here.store.ledger.commit({ ...plan, kind: 'key-reset', reason: 'تلف المفتاح' });

      const [receipt] = receiptsOf(outcome);
      const [, detail = ''] = /^detail (\S+)$/m.exec(receipt?.leaf ?? '') ?? [];
      expect(Buffer.from((await here.store.log.detail(detail))!).toString()).toBe('{"reason":"تلف المفتاح"}');
      expect(await state()).toMatchObject({ epoch: 1, threshold: 1 });
      expect(await publish(here.store, { version: '1.0.0' })).toMatchObject({ ok: false, code: 'signature-invalid' });
      expect(await publish(here.store, { version: '1.0.0', signers: [next] })).toMatchObject({ ok: true });
    });
  });

  describe('signatures of releases', () => {
    const here = useLedger(makeBed);
    const change = (one: Change, ...signers: readonly Signer[]) =>
      changeAgency(here.store, { agency: 'impots', change: one, signers });
    const digest = async () => (await here.store.agencyStates.current('impots'))!.digest;

    test('are judged again when the keys changed meanwhile: two of three, one revoked in between', async () => {
      await change(keyAdd(second), first, second);
      await change(keyAdd(third), first, third);
      await change(policy(2), first);
      const judged = await digest();
      await upload(here.store, Buffer.from(`archive of ${NAME} 1.0.0`));
      await change(revoke(second), first, third);

      const revoked = samplePlan({ version: '1.0.0', signers: [first, second], state: judged });
      const alone = samplePlan({ version: '1.0.0', signers: [first], state: judged });
      const both = samplePlan({ version: '1.0.0', signers: [first, third], state: judged });

      expect(await here.store.ledger.commit(revoked)).toMatchObject({ ok: false, code: 'signature-invalid' });
      expect(await here.store.ledger.commit(alone)).toMatchObject({ ok: false, code: 'threshold-unmet' });
      const outcome = await here.store.ledger.commit(both);
      expect(receiptsOf(outcome)[0]?.leaf).toContain(`state ${await digest()}\n`);
    });

    test('by a key that ends are judged by the time of the leaf, though the keys did not change', async () => {
      const expires = Math.floor(here.bed.clock.now().getTime() / 1000) + 60;
      await change(keyAdd(second, { use: 'ci', expires }), first, second);
      const judged = await digest();

      expect(await publish(here.store, { version: '1.0.0', signers: [second], state: judged })).toMatchObject({
        ok: true,
      });
      here.bed.clock.advance(61_000);
      const late = await publish(here.store, { version: '1.1.0', signers: [second], state: judged });

      expect(late).toMatchObject({ ok: false, code: 'signature-invalid' });
    });

    test('by another agency count nothing, and an agency without keys publishes nothing', async () => {
      const foreign = await publish(here.store, { version: '1.0.0', signers: [testKey('cnss')] });
      await here.store.ledger.commit({ kind: 'agency', actor: 'operator', name: 'onep', title: {} });
      const keyless = await publish(here.store, { name: 'onep/water', version: '1.0.0' });

      expect(foreign).toMatchObject({ ok: false, code: 'signature-invalid' });
      expect(keyless).toEqual({ ok: false, code: 'agency-keyless', params: { agency: 'onep' } });
    });

    test('over another content are refused', async () => {
      const plan = samplePlan({ version: '1.0.0', content: 'a' });
      const other = samplePlan({ version: '1.0.0', content: 'b' });
      await upload(here.store, Buffer.from(`archive of ${NAME} a`));
      const releases = plan.releases.map((row, at) => ({ ...row, envelope: other.releases[at]!.envelope }));

      const outcome = await here.store.ledger.commit({ ...plan, releases });

      expect(outcome).toMatchObject({ ok: false, params: { reason: 'release-mismatch' } });
    });
  });
}
