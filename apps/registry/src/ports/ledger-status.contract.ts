import type { ReleaseStatus } from '@national-forge/api';
import { beforeEach, describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { HEAD, NAME, receiptsOf, statusKey, useLedger } from '../adapters/testing/ledger-setting.ts';
import { publish } from '../adapters/testing/sample.ts';

/** Proves that an adapter keeps the contract of the ledger about the status of releases. */
export function describeStatus(makeBed: () => Bed): void {
  describe('status', () => {
    const here = useLedger(makeBed);

    beforeEach(() => publish(here.store, { version: '1.0.0' }, { version: '1.1.0' }));

    test('yanking recomputes latest, search and head; undoing brings them back', async () => {
      expect(await here.setStatus('1.1.0', { yanked: true, reason: 'wrong rate' })).toMatchObject({ ok: true });

      expect(here.head()).toMatchObject({ latest: '1.0.0' });
      expect(here.head().versions[0]).toMatchObject({ version: '1.1.0', yanked: true });
      expect(await here.found()).toEqual(['1.0.0']);
      expect(here.json(statusKey('1.1.0'))).toMatchObject({ yanked: { reason: 'wrong rate' }, deprecated: null });

      await here.setStatus('1.1.0', { yanked: false });
      expect(here.head()).toMatchObject({ latest: '1.1.0' });
      expect(await here.found()).toEqual(['1.1.0']);
    });

    test('an algorithm of which every version is yanked keeps its head and leaves search', async () => {
      for (const version of ['1.0.0', '1.1.0']) await here.setStatus(version, { yanked: true });

      expect(here.head()).toMatchObject({ latest: null, versionCount: 2 });
      expect(await here.found()).toEqual([]);
      expect(await here.store.catalogue.findChannel(NAME, 'latest')).toBeUndefined();
    });

    test('needs the ETag that was seen', async () => {
      const seen = here.etag(statusKey('1.0.0'));
      await here.setStatus('1.0.0', { deprecated: true });

      const outcome = await here.setStatus('1.0.0', { yanked: true, ifMatch: seen });

      const params = { current: here.etag(statusKey('1.0.0')) };
      expect(outcome).toEqual({ ok: false, code: 'precondition-failed', params });
      expect(here.json(statusKey('1.0.0'))).toMatchObject({ yanked: null });
    });

    test('keeps the reason of what does not change', async () => {
      await here.setStatus('1.0.0', { yanked: true, reason: 'first' });
      here.bed.clock.advance(5000);
      await here.setStatus('1.0.0', { yanked: true, deprecated: true, reason: 'second' });

      const status = here.json<ReleaseStatus>(statusKey('1.0.0'));
      expect(status.yanked).toEqual({ reason: 'first', since: '2026-11-23T10:00:00Z' });
      expect(status.deprecated).toEqual({ reason: 'second', since: '2026-11-23T10:00:05Z', successor: null });
    });

    test('each change is a leaf, and the document names the last one', async () => {
      const outcome = await here.setStatus('1.0.0', { yanked: true, deprecated: true });

      const [yank, deprecate] = receiptsOf(outcome);
      expect(yank?.leaf).toMatch(/^nforge-leaf\/1 yank\n/);
      expect(deprecate?.leaf).toMatch(/^nforge-leaf\/1 deprecate\n/);
      expect(here.json(statusKey('1.0.0'))).toMatchObject({ logIndex: deprecate?.index });
      const changed = here.etag(statusKey('1.0.0'));
      await here.setStatus('1.0.0', { yanked: false, deprecated: false });
      await here.setStatus('1.0.0', { yanked: true, deprecated: true });
      expect(here.etag(statusKey('1.0.0'))).not.toBe(changed);
    });

    test('a plan that changes nothing leaves every ETag', async () => {
      await here.setStatus('1.0.0', { deprecated: true });
      const before = [here.etag(HEAD), here.etag(statusKey('1.0.0'))];
      here.bed.clock.advance(5000);

      const outcome = await here.setStatus('1.0.0', { deprecated: true, reason: 'again' });
      expect(outcome).toMatchObject({ ok: true, repeated: true, receipts: [] });
      expect([here.etag(HEAD), here.etag(statusKey('1.0.0'))]).toEqual(before);
    });

    test('deprecating names a successor that exists and is another', async () => {
      await publish(here.store, { name: 'impots/new-tax', version: '1.0.0' });
      for (const successor of [NAME, 'impots/none']) {
        const refused = { ok: false, code: 'successor-invalid', params: { successor } };
        expect(await here.setStatus('1.1.0', { deprecated: true, successor })).toEqual(refused);
      }

      await here.setStatus('1.1.0', { deprecated: true, successor: 'impots/new-tax' });

      expect(here.json(statusKey('1.1.0'))).toMatchObject({ deprecated: { successor: 'impots/new-tax' } });
      expect(here.head()).toMatchObject({ deprecated: true });
      const { hits } = await here.store.search.search({ q: 'impot', limit: 10 });
      expect(hits.find(({ name }) => name === NAME)).toMatchObject({ deprecated: true });
      const facts = await here.store.catalogue.findRelease({ name: NAME, version: '1.1.0' });
      expect(facts).toMatchObject({ deprecated: { reason: 'because', successor: 'impots/new-tax' } });
    });

    test('needs the algorithm and the version', async () => {
      expect(await here.setStatus('1.0.0', { name: 'impots/none' })).toMatchObject({ code: 'algorithm-unknown' });
      expect(await here.setStatus('9.9.9', { ifMatch: '*' })).toMatchObject({ code: 'version-unknown' });
    });
  });
}
