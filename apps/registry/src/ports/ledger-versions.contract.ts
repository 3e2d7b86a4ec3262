import type { VersionSegment } from '@national-forge/api';
import { describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { HEAD, NAME, useLedger } from '../adapters/testing/ledger-setting.ts';
import { publish } from '../adapters/testing/sample.ts';

/** Proves that an adapter keeps the contract of the ledger about heads, listings and dependents. */
export function describeVersions(makeBed: () => Bed): void {
  describe('versions', () => {
    const here = useLedger(makeBed);

    describe('the head and the listing', () => {
      test('latest is the highest stable version, in SemVer order, whatever the order of publication', async () => {
        for (const version of ['1.10.0', '1.9.0', '2.0.0-rc.1', '1.2.0']) await publish(here.store, { version });

        expect(here.head()).toMatchObject({ latest: '1.10.0', channels: { latest: '1.10.0' }, versionCount: 4 });
        expect(await here.store.catalogue.findChannel(NAME, 'latest')).toBe('1.10.0');
        const releases = await here.store.catalogue.listReleases(NAME);
        expect(releases?.map(({ version }) => version)).toEqual(['2.0.0-rc.1', '1.10.0', '1.9.0', '1.2.0']);
      });

      test('without a stable version there is no latest, and the newest is shown', async () => {
        await publish(here.store, { version: '0.1.0-beta', hit: { risk: 'limited' } });

        expect(here.head()).toMatchObject({ latest: null, channels: {}, risk: 'limited' });
        expect(here.store.documents.find(`${HEAD}/channels/latest`)).toBeUndefined();
        expect(await here.found()).toEqual(['0.1.0-beta']);
      });

      test('lists 20 newest in the head and 256 in a segment', async () => {
        const versions = Array.from({ length: 258 }, (_, index) => `1.${index}.0`);
        for (let start = 0; start < versions.length; start += 100) {
          await publish(here.store, ...versions.slice(start, start + 100).map((version) => ({ version })));
        }

        expect(here.head().versions.map(({ version }) => version)).toEqual(versions.slice(-20).reverse());
        expect(here.json(`${HEAD}/versions`)).toMatchObject({ versionCount: 258, segmentSize: 256, segmentCount: 2 });
        const segments = [0, 1].map(
          (index) => here.json<VersionSegment>(`${HEAD}/versions/segments/${index}`).versions,
        );
        expect(segments.flat().map(({ version }) => version)).toEqual(versions);
        expect(segments[0]).toHaveLength(256);
        await here.setStatus('1.3.0', { yanked: true });
        expect(here.json<VersionSegment>(`${HEAD}/versions/segments/0`).versions[3]).toMatchObject({ yanked: true });
      });
    });

    describe('dependents', () => {
      test('follow the version shown', async () => {
        await publish(here.store, { name: 'cnss/share', version: '1.0.0', dependencies: { [NAME]: '^1.0.0' } });
        await publish(here.store, { name: 'cnss/other', version: '1.0.0', dependencies: { [NAME]: '~1.2.0' } });
        const list = (after = '') => here.store.catalogue.listDependents(NAME, { after, limit: 1 });

        const other = { name: 'cnss/other', version: '1.0.0', range: '~1.2.0' };
        expect(await list()).toEqual({ total: 2, rows: [other] });
        expect((await list('cnss/other')).rows).toMatchObject([{ name: 'cnss/share' }]);

        await publish(here.store, { name: 'cnss/share', version: '1.1.0' });
        expect(await list()).toMatchObject({ total: 1, rows: [{ name: 'cnss/other' }] });
      });
    });
  });
}
