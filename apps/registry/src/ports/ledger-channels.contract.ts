import { beforeEach, describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { HEAD, NAME, move, receiptsOf, useLedger } from '../adapters/testing/ledger-setting.ts';
import { publish } from '../adapters/testing/sample.ts';

/** Proves that an adapter keeps the contract of the ledger about channels. */
export function describeChannels(makeBed: () => Bed): void {
  describe('channels', () => {
    const here = useLedger(makeBed);

    beforeEach(() => publish(here.store, { version: '1.0.0' }, { version: '2.0.0-rc.1' }));

    test('are created, moved and removed by who has seen them', async () => {
      const key = `${HEAD}/channels/beta`;
      const [created] = receiptsOf(await here.moveAll(move('beta', '2.0.0-rc.1')));
      expect(here.json(key)).toEqual({
        name: NAME,
        tag: 'beta',
        version: '2.0.0-rc.1',
        updatedAt: '2026-11-23T10:00:00Z',
        logIndex: created?.index,
      });
      expect(here.head().channels).toEqual({ latest: '1.0.0', beta: '2.0.0-rc.1' });

      expect(await here.moveAll(move('beta', '1.0.0'))).toMatchObject({ code: 'precondition-failed' });
      expect(await here.moveAll(move('beta', '1.0.0', '"stale"'))).toMatchObject({ code: 'precondition-failed' });
      expect(await here.moveAll(move('beta', '1.0.0', here.etag(key)))).toMatchObject({ ok: true });
      expect(await here.store.catalogue.findChannel(NAME, 'beta')).toBe('1.0.0');

      expect(await here.moveAll(move('beta', null, here.etag(key)))).toMatchObject({ ok: true });
      expect(here.store.documents.find(key)).toBeUndefined();
      expect(here.head().channels).toEqual({ latest: '1.0.0' });
    });

    test('move together or not at all', async () => {
      const outcome = await here.moveAll(move('beta', '2.0.0-rc.1'), move('stable', '7.0.0'));

      expect(outcome).toEqual({ ok: false, code: 'version-unknown', params: { name: NAME, version: '7.0.0' } });
      expect(here.store.documents.find(`${HEAD}/channels/beta`)).toBeUndefined();
    });

    test('a channel that points there already is left as it is, in no leaf', async () => {
      await here.moveAll(move('beta', '1.0.0'));
      const [before, { size }] = [here.etag(`${HEAD}/channels/beta`), await here.store.log.checkpoint()];

      const outcome = await here.moveAll(move('beta', '1.0.0', before), move('next', '2.0.0-rc.1'));

      expect(receiptsOf(outcome)).toMatchObject([null, { index: size }]);
      expect(here.etag(`${HEAD}/channels/beta`)).toBe(before);
      expect(await here.store.log.checkpoint()).toMatchObject({ size: size + 1 });
    });

    test('one channel twice in a plan is refused: the second was seen by nobody', async () => {
      const outcome = await here.moveAll(move('beta', '1.0.0'), move('beta', '2.0.0-rc.1'));

      expect(outcome).toMatchObject({ ok: false, code: 'precondition-failed' });
    });

    test('latest names the leaf that moved it', async () => {
      const [yank] = receiptsOf(await here.setStatus('1.0.0', { yanked: true }));
      const [undo] = receiptsOf(await here.setStatus('1.0.0', { yanked: false }));

      expect(undo?.index).toBe((yank?.index ?? 0) + 1);
      expect(here.json(`${HEAD}/channels/latest`)).toMatchObject({ version: '1.0.0', logIndex: undo?.index });
    });

    test('latest is not set by hand, a yanked version is no target', async () => {
      await here.setStatus('1.0.0', { yanked: true });

      expect(await here.moveAll(move('latest', '1.0.0'))).toMatchObject({ code: 'channel-computed' });
      expect(await here.moveAll(move('stable', '1.0.0'))).toMatchObject({ code: 'channel-target-yanked' });
      expect(await here.moveAll(move('stable', null, '*'))).toMatchObject({ code: 'channel-unknown' });
      const elsewhere = { ...move('beta', '1.0.0'), name: 'impots/none' };
      expect(await here.moveAll(elsewhere)).toMatchObject({ code: 'algorithm-unknown' });
    });
  });
}
