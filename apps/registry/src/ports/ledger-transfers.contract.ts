import type { ReleaseStatus } from '@national-forge/api';
import { beforeEach, describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { changeAgency, changePlan, testKey } from '../adapters/testing/keys.ts';
import { NAME, move, receiptsOf, statusKey, useLedger } from '../adapters/testing/ledger-setting.ts';
import { publish, samplePlan, upload } from '../adapters/testing/sample.ts';
import type { Plan } from '../ports.ts';
import { verifyFolder } from '../wiring/maintenance.ts';

const NEW = 'impots/elsewhere';

/** Proves that an adapter keeps the contract of the ledger about names that move: decided under its lock. */
export function describeTransfers(makeBed: () => Bed): void {
  describe('transfers', () => {
    const here = useLedger(makeBed);
    const transfer = (agency: string, from: string, to: string) => ({
      ...{ agency, change: { kind: 'transfer' as const, from, to } },
      signers: [testKey(agency)],
    });
    const give = (to = NEW) => changeAgency(here.store, transfer('impots', NAME, to));
    const rename = (to = 'tresor') => changeAgency(here.store, transfer('impots', 'impots', to));

    beforeEach(async () => {
      await publish(here.store, { version: '1.0.0' });
      await publish(here.store, { name: 'impots/other', version: '1.0.0' });
    });

    test('that were asked for at once with a publish leave no release under the old name', async () => {
      await upload(here.store, Buffer.from(`archive of ${NAME} 1.1.0`));
      const plan = await changePlan(here.store, transfer('impots', NAME, NEW));
      const [given, published] = await Promise.all(
        [plan, samplePlan({ version: '1.1.0' })].map((one) => here.store.ledger.commit(one)),
      );

      expect(given).toMatchObject({ ok: true });
      expect(published).toEqual({ ok: false, code: 'algorithm-moved', params: { from: NAME, to: NEW } });
      expect(await here.store.catalogue.findRelease({ name: NEW, version: '1.1.0' })).toBeUndefined();
    });

    test('turn away every plan that was made under the old name', async () => {
      await give();
      const status = { kind: 'status' as const, actor: 't', name: NAME, version: '1.0.0', yanked: true };
      const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/1', erases: 'archive' as const };
      const reason = { reason: 'too late', ifMatch: '*', deprecated: false, successor: null };
      const other = { ...status, name: 'impots/other', yanked: false, deprecated: true, successor: NAME };
      const plans: readonly Plan[] = [
        samplePlan({ version: '1.0.0' }),
        { ...status, ...reason },
        { ...reason, ...other },
        { kind: 'channel', actor: 't', reason: 'too late', moves: [move('beta', '1.0.0')] },
        { ...bury, name: NAME, version: '1.0.0' },
        await changePlan(here.store, transfer('impots', NAME, 'impots/third')),
      ];
      for (const plan of plans) {
        expect([plan.kind, await here.store.ledger.commit(plan)]).toEqual([
          plan.kind,
          { ok: false, code: 'algorithm-moved', params: { from: NAME, to: NEW } },
        ]);
      }
    });

    test('to one name at once: one has it, and nobody has it after it moved on', async () => {
      const plans = await Promise.all([
        changePlan(here.store, transfer('impots', NAME, NEW)),
        changePlan(here.store, transfer('impots', 'impots/other', NEW)),
      ]);
      const outcomes = await Promise.all(plans.map((plan) => here.store.ledger.commit(plan)));
      const onward = await changeAgency(here.store, transfer('impots', NEW, 'impots/onward'));
      const late = await changeAgency(here.store, transfer('impots', 'impots/other', NEW));

      expect(outcomes).toMatchObject([{ ok: true }, { ok: false, code: 'algorithm-taken', params: { name: NEW } }]);
      expect([onward, late]).toMatchObject([{ ok: true }, { ok: false, code: 'algorithm-taken' }]);
      const [second, first] = [here.store.names.algorithm(NEW), here.store.names.algorithm(NAME)];
      expect(first).toEqual({
        to: 'impots/onward',
        leaves: [receiptsOf(outcomes[0]!)[0]?.index, receiptsOf(onward)[0]?.index],
      });
      expect(second).toEqual({ to: 'impots/onward', leaves: first?.leaves.slice(1) });
    });

    test('of an agency turn away what was decided for the old name, tokens too', async () => {
      const token = { kind: 'token' as const, id: 't9', hash: Buffer.alloc(32, 9), algorithms: null, label: 'late' };
      const stale = await changePlan(here.store, transfer('impots', 'impots', 'finances'));
      await rename();
      const plans: readonly Plan[] = [
        { ...token, agency: 'impots', scopes: ['publish'], expiresAt: new Date('2030-01-01') },
        stale,
        samplePlan({ name: 'impots/new', version: '1.0.0' }),
      ];
      for (const plan of plans) {
        const outcome = await here.store.ledger.commit(plan);
        expect(outcome).toEqual({ ok: false, code: 'agency-moved', params: { from: 'impots', to: 'tresor' } });
      }
      const again = await here.store.ledger.commit({ kind: 'agency', actor: 'operator', name: 'impots', title: {} });
      expect(again).toMatchObject({ ok: false, code: 'agency-taken' });
      expect(await here.store.agencyStates.current('impots')).toBeUndefined();
    });

    test('of a successor leave what was said, and the name it has now stands beside it', async () => {
      const successor = 'impots/other';
      const deprecated = { deprecated: true, successor };
      await here.setStatus('1.0.0', deprecated);
      const status = () => here.json<ReleaseStatus>(statusKey('1.0.0', present)).deprecated;
      const facts = async () =>
        (await here.store.catalogue.findRelease({ name: present, version: '1.0.0' }))?.deprecated;
      let present = NAME;
      expect(status()).not.toHaveProperty('successorMovedTo');

      await changeAgency(here.store, transfer('impots', successor, 'impots/third'));
      expect([status(), await facts()]).toMatchObject([
        { successor, successorMovedTo: 'impots/third' },
        { successor, successorMovedTo: 'impots/third' },
      ]);
      const other = await here.bed.open();
      expect(other.documents.find(statusKey('1.0.0'))?.bytes.toString()).toContain('impots/third');
      expect(await here.setStatus('1.0.0', { ...deprecated, yanked: true })).toMatchObject({ ok: true });
      expect(status()).toMatchObject({ successor, successorMovedTo: 'impots/third' });
      expect(await here.setStatus('1.0.0', { ...deprecated, successor: 'impots/third' })).toMatchObject({ ok: true });
      expect(status()).toMatchObject({ successor: 'impots/third' });

      await give();
      present = NEW;
      await rename();
      present = 'tresor/elsewhere';
      expect(status()).toMatchObject({ successor: 'impots/third', successorMovedTo: 'tresor/third' });
      expect((await verifyFolder({ dataDir: here.bed.dataDir, clock: here.bed.clock })).damages).toEqual([]);
    });

    test('made before are proved by their leaf, and say with which reason', async () => {
      const plan = { ...(await changePlan(here.store, transfer('impots', NAME, NEW))), reason: 'إعادة تنظيم' };
      const first = receiptsOf(await here.store.ledger.commit(plan));
      const again = await here.store.ledger.commit({ ...plan, reason: 'another' });

      expect(again).toMatchObject({ ok: true, repeated: true });
      expect(receiptsOf(again)).toEqual(first);
      const detail = /\ndetail (\S+)\n/.exec(first[0]?.leaf ?? '')?.[1] ?? '';
      expect(Buffer.from((await here.store.log.detail(detail)) ?? []).toString()).toBe('{"reason":"إعادة تنظيم"}');
    });
  });
}
