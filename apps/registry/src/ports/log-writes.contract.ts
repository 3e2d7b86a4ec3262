import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { NAME, useLedger } from '../adapters/testing/ledger-setting.ts';
import { publish, samplePlan, upload } from '../adapters/testing/sample.ts';

/** Proves what makes leaves, what does not, and how writes to the log are turned off. */
export function describeLogWrites(makeBed: () => Bed): void {
  describe('writing to the log', () => {
    const here = useLedger(makeBed);
    const token = (id: string) =>
      here.store.ledger.commit({
        ...{ kind: 'token' as const, id, hash: Buffer.from(id), agency: 'impots', scopes: ['publish' as const] },
        ...{ algorithms: null, label: 'ci', expiresAt: new Date('2027-01-01') },
      });
    const mark = async () => {
      const { size } = await here.store.log.checkpoint();
      return { size, leaves: (await here.store.log.leaves({ from: 0, limit: 1000 })).length };
    };

    test('what is private makes no leaf and no checkpoint', async () => {
      const before = await mark();
      await token('a');
      await here.store.ledger.commit({ kind: 'token-revocation', id: 'a', agency: 'impots' });
      const submission = { id: 's', state: 'judging' as const, receipts: [], warnings: [] };
      await here.store.ledger.commit({ kind: 'submission', tokenId: 'a', agency: null, submission });

      expect(await mark()).toEqual(before);
    });

    test('a plan that is refused leaves no leaf, and the others of its group theirs', async () => {
      for (const content of ['a', 'b', 'c']) await upload(here.store, Buffer.from(`archive of ${NAME} ${content}`));
      const { size } = await mark();

      const outcomes = await Promise.all(
        [samplePlan({ version: '1.0.0', content: 'a' }), samplePlan({ version: '1.0.0', content: 'b' })]
          .concat(samplePlan({ version: '1.1.0', content: 'c' }, { version: '1.0.0', content: 'b' }))
          .concat(samplePlan({ version: '1.2.0', content: 'c' }))
          .map((plan) => here.store.ledger.commit(plan)),
      );

      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
      expect(await mark()).toEqual({ size: size + 2, leaves: size + 2 });
    });

    test('goes on where another process stopped', async () => {
      const other = await here.bed.open();
      for (let minor = 0; minor < 6; minor += 1) {
        await publish(minor % 2 === 0 ? here.store : other, { version: `1.${minor}.0` });
      }

      expect(await mark()).toEqual({ size: 11, leaves: 11 });
      expect(await other.log.checkpoint()).toEqual(await here.store.log.checkpoint());
    });

    test.each(['log-behind', 'log-diverged'] as const)(
      'is off after %s, in every process, and stays so',
      async (code) => {
        const first = await publish(here.store, { version: '1.0.0' });
        const other = await here.bed.open();
        await here.store.ledger.turnOff(code);
        const before = await mark();

        for (const store of [here.store, other, await here.bed.open()]) {
          await expect(publish(store, { version: '1.1.0' })).rejects.toMatchObject({ name: 'ProblemError', code });
          expect(await store.log.status()).toBe(code);
        }
        expect(await publish(here.store, { version: '1.0.0' })).toMatchObject({ ...first, repeated: true });
        expect(await token('a')).toMatchObject({ ok: true });
        expect(here.head()).toMatchObject({ latest: '1.0.0' });
        expect(await mark()).toEqual(before);
      },
    );

    test('that diverged is not told as behind afterwards', async () => {
      expect(await here.store.log.status()).toBe('open');
      await here.store.ledger.turnOff('log-diverged');
      await here.store.ledger.turnOff('log-behind');

      expect(await here.store.log.status()).toBe('log-diverged');
    });
  });

  describe('waiting for the log', () => {
    const here = useLedger(makeBed);

    test('ends at once when there is more, and with the next commit otherwise', async () => {
      const { signal } = new AbortController();
      expect(await here.store.log.waitFor(3, signal)).toBe(5);
      const many = [5, 5, 6].map((size) => here.store.log.waitFor(size, signal));

      await publish(here.store, { version: '1.0.0' });
      expect(await Promise.all(many.slice(0, 2))).toEqual([6, 6]);

      await publish(here.store, { version: '1.1.0' });
      expect(await many[2]).toBe(7);
    });

    test('sees what another process appends', async () => {
      const other = await here.bed.open();
      const waiting = here.store.log.waitFor(5, new AbortController().signal);

      await publish(other, { version: '1.0.0' });

      expect(await waiting).toBe(6);
    });

    test('ends when it is aborted or the store is closed, and not by what makes no leaf', async () => {
      const abort = new AbortController();
      const [aborted, closed] = [abort.signal, new AbortController().signal].map((signal) =>
        here.store.log.waitFor(5, signal),
      );
      await here.store.ledger.commit({ kind: 'token-revocation', id: 'none', agency: null });
      expect(await Promise.race([aborted, wait(20, 'still waiting')])).toBe('still waiting');

      abort.abort();
      expect(await aborted).toBe(5);
      await here.store.close();
      expect(await closed).toBe(5);
    });
  });
}
