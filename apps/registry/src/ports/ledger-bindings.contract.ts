import type { ReleaseStatus, VersionSegment } from '@national-forge/api';
import { parseLeaf } from '@national-forge/transparency';
import { describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { testKey } from '../adapters/testing/keys.ts';
import { HEAD, NAME, receiptsOf, statusKey, useLedger } from '../adapters/testing/ledger-setting.ts';
import { publish } from '../adapters/testing/sample.ts';

const NONE = { revision: null, below: [], above: [], vectors: [] };

const versionOf = ({ version }: { readonly version: string }): string => version;

/** Proves that an adapter keeps the contract of the ledger about what binds a new version. */
export function describeBindings(makeBed: () => Bed): void {
  describe('what binds a version', () => {
    const here = useLedger(makeBed);
    const bindings = async (version: string, line: string) => {
      const found = await here.store.catalogue.findBindings({ name: NAME, version, line });
      return { ...found, below: found.below.map(versionOf), above: found.above.map(versionOf) };
    };
    const publishAll = async (...versions: readonly string[]) => {
      for (const version of versions) await publish(here.store, { version });
    };

    test('is nothing where nothing was published', async () => {
      expect(await bindings('1.0.0', '1')).toEqual(NONE);
      expect(await here.store.catalogue.findRevision(NAME)).toBeNull();
    });

    test('are the nearest versions of its line on each side, in SemVer order', async () => {
      await publishAll('1.10.0', '1.2.0', '2.0.0', '1.9.3', '0.9.0');

      expect(await bindings('1.9.4', '1')).toMatchObject({ below: ['1.9.3', '1.2.0'], above: ['1.10.0'] });
      expect(await bindings('1.1.0', '1')).toMatchObject({ below: [], above: ['1.2.0', '1.9.3', '1.10.0'] });
      expect(await bindings('1.11.0', '1')).toMatchObject({ below: ['1.10.0', '1.9.3', '1.2.0'], above: [] });
      expect(await bindings('3.0.0', '3')).toMatchObject({ below: [], above: [] });
    });

    test('below 1.0.0 are those of the same minor', async () => {
      await publishAll('0.1.0', '0.10.0', '0.10.2', '0.2.0');

      expect(await bindings('0.10.1', '0.10')).toMatchObject({ below: ['0.10.0'], above: ['0.10.2'] });
      expect(await bindings('0.1.1', '0.1')).toMatchObject({ below: ['0.1.0'], above: [] });
      expect(await bindings('0.3.0', '0.3')).toMatchObject({ below: [], above: [] });
    });

    test('are stable versions that can be used: no pre-releases, none yanked or removed by law', async () => {
      await publishAll('1.0.0', '1.1.0', '1.2.0', '1.3.0-rc.1', '1.5.0');
      await here.setStatus('1.1.0', { yanked: true });
      const removal = { kind: 'tombstone', actor: 't', name: NAME, version: '1.2.0', reference: 'T/1' } as const;
      await here.store.ledger.commit({ ...removal, erases: 'archive' });

      expect(await bindings('1.4.0', '1')).toMatchObject({ below: ['1.0.0'], above: ['1.5.0'] });
      await here.setStatus('1.1.0', { yanked: false });
      expect(await bindings('1.4.0', '1')).toMatchObject({ below: ['1.1.0', '1.0.0'] });
    });

    test('are each content of vectors once, by the lowest version that has it', async () => {
      const vectors = { '1.1.0': 'a', '1.0.0': 'a', '1.2.0': 'b', '2.0.0': 'c', '1.3.0': 'd', '1.4.0-rc.1': 'e' };
      for (const [version, content] of Object.entries(vectors))
        await publish(here.store, { version, vectors: content });
      await publish(here.store, { version: '1.5.0' });
      await here.setStatus('1.3.0', { yanked: true });

      const found = (await bindings('1.6.0', '1')).vectors;
      expect(found.map(({ version }) => version).toSorted()).toEqual(['1.0.0', '1.2.0']);
      const removal = { kind: 'tombstone', actor: 't', name: NAME, version: '1.0.0', reference: 'T/1' } as const;
      await here.store.ledger.commit({ ...removal, erases: 'archive,detail' });
      expect((await bindings('1.6.0', '1')).vectors.map(({ version }) => version).toSorted()).toEqual([
        '1.1.0',
        '1.2.0',
      ]);
    });

    test('are each content of vectors once for each period, by the lowest version that has it there', async () => {
      const [last, present] = [{ from: '2024-01-01' }, { from: '2025-01-01' }];
      await publish(here.store, { version: '1.0.0', vectors: 'a', validity: last });
      await publish(here.store, { version: '1.1.0', vectors: 'a', validity: present });
      await publish(here.store, { version: '1.2.0', vectors: 'a', validity: { ...present, until: '2026-01-01' } });
      await publish(here.store, { version: '1.3.0', vectors: 'b', validity: present });
      await publish(here.store, { version: '1.4.0', vectors: 'b' });

      const found = (await bindings('1.5.0', '1')).vectors.map(({ version }) => version);
      expect(found.toSorted()).toEqual(['1.0.0', '1.1.0', '1.3.0', '1.4.0']);
    });

    test('move with every leaf that changes which versions can be used, and are the same for all who ask', async () => {
      const revisions: (number | null)[] = [];
      const note = async () => revisions.push(await here.store.catalogue.findRevision(NAME));
      await note();
      await publishAll('1.0.0');
      await note();
      await publish(here.store, { name: 'cnss/other', version: '1.0.0' });
      await note();
      await here.setStatus('1.0.0', { yanked: true });
      await note();
      await here.setStatus('1.0.0', { yanked: false });
      await note();

      const [none, first, other, yanked, back] = revisions;
      expect(none).toBeNull();
      expect(other).toBe(first);
      expect([yanked! > first!, back! > yanked!]).toEqual([true, true]);
      expect((await bindings('1.1.0', '1')).revision).toBe(back);
    });
  });

  describe('a version that was judged', () => {
    const here = useLedger(makeBed);

    test('is stored only among the versions that it was compared with', async () => {
      await publish(here.store, { version: '1.0.0' });
      const revision = await here.store.catalogue.findRevision(NAME);
      await publish(here.store, { version: '1.1.0' });
      const { size } = await here.store.log.checkpoint();

      const late = await publish(here.store, { version: '1.2.0', revision });

      expect(late).toMatchObject({ ok: false, code: 'revision-moved' });
      expect((await here.store.log.checkpoint()).size).toBe(size);
      expect(here.head().versionCount).toBe(2);
      const now = await here.store.catalogue.findRevision(NAME);
      expect(await publish(here.store, { version: '1.2.0', revision: now })).toMatchObject({ ok: true });
    });

    test('loses against another of the same group', async () => {
      await publish(here.store, { version: '1.0.0' });
      const revision = await here.store.catalogue.findRevision(NAME);

      const outcomes = await Promise.all(
        ['1.1.0', '1.2.0', '1.3.0'].map((version) => publish(here.store, { version, revision })),
      );

      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(here.head().versionCount).toBe(2);
    });

    test('of a name that nobody had, too', async () => {
      const outcomes = await Promise.all(
        ['1.0.0', '1.1.0'].map((version) => publish(here.store, { version, revision: null })),
      );

      expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).toSorted()).toEqual([
        'ok',
        'revision-moved',
      ]);
    });

    test('is stored with others of its request, judged at one revision', async () => {
      const both = ['1.0.0', '1.1.0'].map((version) => ({ version, revision: null }));

      expect(await publish(here.store, ...both)).toMatchObject({ ok: true });
      expect(here.head().versionCount).toBe(2);
    });

    test('is the same again, whatever stands beside it now', async () => {
      await publish(here.store, { version: '1.0.0', revision: null });
      await publish(here.store, { version: '1.1.0' });

      expect(await publish(here.store, { version: '1.0.0', revision: null })).toMatchObject({ repeated: true });
    });

    test('says what it changes in the listing', async () => {
      const verdict = { prover: 'p', level: 'minor', below: null, above: null } as const;
      await publish(here.store, { version: '1.1.0', verdict });

      const { versions } = here.json<VersionSegment>(`${HEAD}/versions/segments/0`);
      expect(versions).toMatchObject([{ version: '1.1.0', level: 'minor' }]);
      expect(here.json(`${HEAD}/versions/1.1.0`)).toMatchObject({ verdict });
    });
  });

  describe('a waiver', () => {
    const here = useLedger(makeBed);
    const waiver = { reason: 'lu à deux', waived: [{ against: '1.0.0', rule: 'input-undecided' }] } as const;
    const crossed = async (version: string) => {
      const { below, above } = await here.store.catalogue.findBindings({ name: NAME, version, line: '1' });
      return [...below, ...above].filter(({ waived }) => waived).map(versionOf);
    };

    test('is a leaf after that of its release, and stands in its status', async () => {
      await publish(here.store, { version: '1.0.0' });

      const outcome = await publish(here.store, { version: '1.1.0', waiver });

      const receipts = receiptsOf(outcome);
      expect(receipts.map((receipt) => parseLeaf(Buffer.from(receipt?.leaf ?? '')).kind)).toEqual(['release']);
      const { size } = await here.store.log.checkpoint();
      const [last] = await here.store.log.leaves({ from: size - 1, limit: 1 });
      expect(parseLeaf(last!.bytes)).toMatchObject({ kind: 'waiver', name: NAME, version: '1.1.0' });
      const status = here.json<ReleaseStatus>(statusKey('1.1.0'));
      expect(status.waived).toMatchObject({ ...waiver, logIndex: size - 1 });
      expect(here.head().versions).toMatchObject([{ version: '1.1.0', waived: true }, { version: '1.0.0' }]);
      expect(here.head().versions[1]).not.toHaveProperty('waived');
    });

    test('lies between its version and the one that it names, as long as they are neighbours', async () => {
      await publish(here.store, { version: '0.9.0' }, { version: '1.0.0' }, { version: '1.1.0', waiver });
      const late = { reason: 'lu à deux', waived: [{ against: '1.3.0', rule: 'output-undecided' }] };
      await publish(here.store, { version: '1.3.0' });
      await publish(here.store, { version: '1.2.0', waiver: late });

      expect(await crossed('1.4.0')).toEqual(['1.3.0', '1.1.0']);
      expect(await crossed('0.9.9')).toEqual(['1.1.0', '1.3.0']);
      // From here on the one below it was proved again.
      await publish(here.store, { version: '1.0.5' });
      expect(await crossed('1.4.0')).toEqual(['1.3.0']);
    });

    test('is refused with its release where the agency has not signed it', async () => {
      await publish(here.store, { version: '1.0.0' });
      const { size } = await here.store.log.checkpoint();
      const signers = [testKey('a stranger')];

      const outcome = await publish(here.store, { version: '1.1.0', waiver, waiverSigners: signers });

      expect(outcome).toMatchObject({ ok: false, code: 'signature-invalid' });
      expect((await here.store.log.checkpoint()).size).toBe(size);
    });
  });
}
