import { hash } from 'node:crypto';

import { nationalConcepts } from '@national-forge/analyzer/lexicon';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { isFullScale } from '../adapters/testing/scale.ts';
import type { Thesaurus } from '../ports.ts';

/** Proves that an adapter keeps the contract of thesauri. */
export function describeThesauriContract(makeBed: () => Bed): void {
  let bed: Bed;
  let store: Store;

  beforeEach(async () => {
    bed = makeBed();
    store = await bed.open();
  });
  afterEach(() => bed.clear());

  const thesaurus = (id: string, ...labels: readonly string[]): Thesaurus => ({
    ...{ id, title: `Title of ${id}`, licence: 'CC BY 4.0', source: 'https://example.org/', version: '1' },
    digest: hash('sha256', id),
    concepts: labels.map((text, at) => ({
      id: `${id}:c${at}`,
      iri: `https://example.org/c${at}`,
      labels: [{ language: 'fr', script: 'Latn', text, status: 'unreviewed', source: `Title of ${id}` }],
    })),
  });
  const once = { mayReplace: false };

  describe('thesauri', () => {
    test('are listed by id, with their facts, counts and the time of the import', async () => {
      const record = await store.thesauri.put(thesaurus('water', 'eau', 'onde'), once);
      await store.thesauri.put(thesaurus('air', 'vent'), once);

      const { concepts: _concepts, ...facts } = thesaurus('water');
      expect(record).toEqual({ ...facts, concepts: 2, labels: { fr: 2 }, importedAt: bed.clock.now() });
      expect((await store.thesauri.list()).map(({ id }) => id)).toEqual(['air', 'water']);
      expect((await store.thesauri.list())[1]).toEqual(record);
    });

    test('give back their concepts, with status and source of each label', async () => {
      await store.thesauri.put(thesaurus('water', 'eau', 'onde'), once);
      await store.thesauri.put(thesaurus('air', 'vent'), once);

      const all = [...thesaurus('air', 'vent').concepts, ...thesaurus('water', 'eau', 'onde').concepts];
      expect(await store.thesauri.listConcepts()).toEqual(all);
    });

    test('are replaced only where that is wished, and wholly', async () => {
      await store.thesauri.put(thesaurus('water', 'eau', 'onde'), once);

      await expect(store.thesauri.put(thesaurus('water', 'pluie'), once)).rejects.toMatchObject({
        code: 'thesaurus-exists',
        params: { id: 'water' },
      });
      expect(await store.thesauri.listConcepts()).toHaveLength(2);
      await store.thesauri.put(thesaurus('water', 'pluie'), { mayReplace: true });
      expect(await store.thesauri.listConcepts()).toEqual(thesaurus('water', 'pluie').concepts);
    });

    test('that cannot be stored leave nothing, and what was there stays', async () => {
      await store.thesauri.put(thesaurus('water', 'eau'), once);
      const { concepts } = thesaurus('water', 'a', 'b');
      const twice = { ...thesaurus('water'), concepts: [...concepts, ...concepts] };

      await expect(store.thesauri.put(twice, { mayReplace: true })).rejects.toThrow();
      await expect(store.thesauri.put({ ...twice, id: 'air' }, once)).rejects.toThrow();

      expect((await store.thesauri.list()).map(({ id, concepts: count }) => [id, count])).toEqual([['water', 1]]);
      expect(await store.thesauri.listConcepts()).toEqual(thesaurus('water', 'eau').concepts);
    });

    test('are removed with their concepts; one that is not there is an error', async () => {
      await store.thesauri.put(thesaurus('water', 'eau'), once);
      await store.thesauri.remove('water');

      expect([await store.thesauri.list(), await store.thesauri.listConcepts()]).toEqual([[], []]);
      await expect(store.thesauri.remove('water')).rejects.toMatchObject({ code: 'thesaurus-unknown' });
    });

    test('are seen by every process at once', async () => {
      const other = await bed.open();

      await store.thesauri.put(thesaurus('water', 'eau'), once);

      expect(await other.thesauri.list()).toHaveLength(1);
      expect(await other.thesauri.fingerprint()).toBe(await store.thesauri.fingerprint());
    });
  });

  describe('the words of the country', () => {
    test('are the national lexicon where there is no thesaurus', async () => {
      const { concepts, fingerprint } = await store.thesauri.concepts();

      expect(concepts).toEqual(nationalConcepts());
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(await store.thesauri.fingerprint()).toBe(fingerprint);
    });

    test('have another fingerprint with each change of labels, and the former one when it is undone', async () => {
      const seen: string[] = [await store.thesauri.fingerprint()];
      const note = async () => void seen.push(await store.thesauri.fingerprint());
      await store.thesauri.put(thesaurus('water', 'eau'), once);
      await note();
      await store.thesauri.put(thesaurus('water', 'eau', 'onde'), { mayReplace: true });
      await note();
      await store.thesauri.put({ ...thesaurus('water', 'eau'), version: '2' }, { mayReplace: true });
      await note();
      await store.thesauri.remove('water');
      await note();

      expect(new Set(seen).size).toBe(3);
      expect([seen[3], seen[4]]).toEqual([seen[1], seen[0]]);
    });

    // All labels of the lexicon are analysed for it.
    test.runIf(isFullScale())(
      'hold what a thesaurus adds under its own id, and what it shares under the national one',
      async () => {
        await store.thesauri.put(thesaurus('water', 'eau potable', 'clepsydre à eau'), once);

        const { concepts } = await store.thesauri.concepts();

        expect(concepts.length).toBe(nationalConcepts().length + 1);
        expect(concepts.at(-1)).toMatchObject({ id: 'water:c1', labels: [{ text: 'clepsydre à eau' }] });
        expect(concepts.some(({ id }) => id === 'water:c0')).toBe(false);
      },
    );
  });
}
