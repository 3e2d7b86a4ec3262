import { describe, expect, it } from 'vitest';

import { resolveSet, type SetRequest } from './resolve-set.ts';
import { sourceOf, type Universe } from './testing/universe.ts';

const at = '2026-06-01';
const picks = async (universe: Universe, requirements: SetRequest['requirements'], rest: Partial<SetRequest> = {}) => {
  const { releases } = await resolveSet({ requirements, source: sourceOf(universe), at, ...rest });
  return releases.map(({ name, version }) => `${name}@${version}`);
};
const refusal = async (universe: Universe, requirements: SetRequest['requirements'], rest: Partial<SetRequest> = {}) =>
  resolveSet({ requirements, source: sourceOf(universe), at, ...rest }).then(
    ({ releases }) => Promise.reject(new Error(`resolved: ${JSON.stringify(releases)}`)),
    (error: unknown) => error,
  );

describe('resolveSet', () => {
  it('takes the highest versions and says who asked for them', async () => {
    const universe = {
      'a/a': { '1.0.0': {}, '1.1.0': { needs: { 'b/b': '^2.1' } } },
      'b/b': { '2.0.0': {}, '2.3.0': {} },
    };

    const resolution = await resolveSet({ requirements: { 'a/a': '^1' }, source: sourceOf(universe), at });

    expect(resolution.releases).toEqual([
      { name: 'a/a', version: '1.1.0', major: 1, requiredBy: [{ by: 'root', range: '^1' }] },
      { name: 'b/b', version: '2.3.0', major: 2, requiredBy: [{ by: 'a/a@1.1.0', range: '^2.1' }] },
    ]);
  });

  it('takes an old name for the present one, in requirements and in dependencies, together with the present one', async () => {
    const universe = {
      'new/tax': { '1.2.0': {}, '1.5.0': {}, '2.0.0': {} },
      'b/b': {
        '1.0.0': { needs: { 'old/tax': '^1 <1.5.0' } },
        '2.0.0': { needs: { 'new/tax': '^2', 'old/tax': '^1' } },
      },
    };
    const presentName = (name: string) => (name === 'old/tax' ? 'new/tax' : name);

    await expect(picks(universe, { 'old/tax': '^1', 'b/b': '^1' }, { presentName })).resolves.toEqual([
      'b/b@1.0.0',
      'new/tax@1.2.0',
    ]);
    await expect(picks(universe, { 'b/b': '^2' }, { presentName })).resolves.toEqual([
      ...['b/b@2.0.0', 'new/tax@1.5.0', 'new/tax@2.0.0'],
    ]);
    await expect(refusal(universe, { 'old/tax': '^9' }, { presentName })).resolves.toMatchObject({
      params: { name: 'new/tax' },
    });
  });

  it('gives two askers of a major the highest version that suits both, without holding the askers back', async () => {
    const universe = {
      'a/a': { '1.2.0': {}, '1.2.5': {}, '1.9.0': {} },
      'b/b': { '1.0.0': {}, '1.1.0': { needs: { 'a/a': '~1.2' } } },
    };

    await expect(picks(universe, { 'a/a': '^1', 'b/b': '^1' })).resolves.toEqual(['a/a@1.2.5', 'b/b@1.1.0']);
  });

  it('lets several majors of one algorithm stand side by side', async () => {
    const universe = {
      'a/a': { '1.0.0': {}, '2.0.0': {} },
      'b/b': { '1.0.0': { needs: { 'a/a': '^1' } } },
    };

    await expect(picks(universe, { 'a/a': '^2', 'b/b': '*' })).resolves.toEqual([
      'a/a@1.0.0',
      'a/a@2.0.0',
      'b/b@1.0.0',
    ]);
  });

  it('goes back to an older asker when the newest cannot be met', async () => {
    const universe = {
      'a/a': { '1.0.0': { needs: { 'c/c': '1.0.0' } }, '1.1.0': { needs: { 'c/c': '1.1.0' } } },
      'b/b': { '1.0.0': { needs: { 'c/c': '1.0.0' } } },
      'c/c': { '1.0.0': {}, '1.1.0': {} },
    };

    await expect(picks(universe, { 'a/a': '^1', 'b/b': '^1' })).resolves.toEqual([
      'a/a@1.0.0',
      'b/b@1.0.0',
      'c/c@1.0.0',
    ]);
  });

  it('does not hold a version down for an asker that was dropped', async () => {
    const universe = {
      'a/a': { '1.2.0': {}, '1.9.0': {} },
      'b/b': { '1.0.0': {}, '1.1.0': { needs: { 'a/a': '~1.2', 'z/gone': '*' } } },
    };

    await expect(picks(universe, { 'a/a': '^1', 'b/b': '^1' })).resolves.toEqual(['a/a@1.9.0', 'b/b@1.0.0']);
  });

  it('ends with circular dependencies, and with an algorithm that needs itself', async () => {
    const universe = {
      'a/a': { '1.0.0': { needs: { 'b/b': '^1' } } },
      'b/b': { '1.0.0': { needs: { 'a/a': '^1', 'b/b': '*' } } },
    };

    await expect(picks(universe, { 'a/a': '*' })).resolves.toEqual(['a/a@1.0.0', 'b/b@1.0.0']);
  });

  it('skips rules that are not in force, yanked releases and dependency ranges that cannot be read', async () => {
    const universe = {
      'a/a': { '1.0.0': {}, '1.1.0': { validity: { from: '2027-01-01' } }, '1.2.0': { yanked: true } },
      'b/b': { '1.0.0': {}, '1.1.0': { needs: { 'a/a': 'not a range' } } },
    };

    await expect(picks(universe, { 'a/a': '*', 'b/b': '*' })).resolves.toEqual(['a/a@1.0.0', 'b/b@1.0.0']);
    await expect(picks(universe, { 'a/a': '*' }, { at: '2027-01-01' })).resolves.toEqual(['a/a@1.1.0']);
  });

  it('follows channels', async () => {
    const source = sourceOf({ 'a/a': { '1.0.0': {}, '2.0.0': {} } }, { 'a/a@stable': '1.0.0' });

    const { releases } = await resolveSet({ requirements: { 'a/a': 'stable' }, source, at });

    expect(releases.map(({ version }) => version)).toEqual(['1.0.0']);
  });

  it('answers an empty question', async () => {
    await expect(picks({}, {})).resolves.toEqual([]);
  });
});

describe('resolveSet with a lock', () => {
  const universe = {
    'a/a': { '1.0.0': { needs: { 'b/b': '^1' } }, '1.1.0': { needs: { 'b/b': '^1' } } },
    'b/b': { '1.0.0': { yanked: true }, '1.1.0': {} },
  };
  const locked = { 'a/a@1': '1.0.0', 'b/b@1': '1.0.0' };

  it('keeps locked versions, yanked ones too', async () => {
    await expect(picks(universe, { 'a/a': '^1' }, { locked })).resolves.toEqual(['a/a@1.0.0', 'b/b@1.0.0']);
  });

  it('leaves them where they no longer fit, and updates without a lock', async () => {
    await expect(picks(universe, { 'a/a': '^1.1' }, { locked })).resolves.toEqual(['a/a@1.1.0', 'b/b@1.0.0']);
    await expect(picks(universe, { 'a/a': '^1' })).resolves.toEqual(['a/a@1.1.0', 'b/b@1.1.0']);
  });

  it('rather takes an older newcomer than move what is locked', async () => {
    const grown = { ...universe, 'c/c': { '1.0.0': {}, '1.1.0': { needs: { 'b/b': '^1.1' } } } };

    const found = await picks(grown, { 'a/a': '^1', 'c/c': '^1' }, { locked });

    expect(found).toEqual(['a/a@1.0.0', 'b/b@1.0.0', 'c/c@1.0.0']);
  });

  it('ignores a lock of versions that are not published', async () => {
    await expect(picks(universe, { 'b/b': '*' }, { locked: { 'b/b@1': '1.7.0', __proto__: '1' } })).resolves.toEqual([
      'b/b@1.1.0',
    ]);
  });
});

describe('resolveSet explains', () => {
  it('a conflict with the chains of both sides', async () => {
    const universe = {
      'a/a': { '1.2.0': { needs: { 'b/b': '~2.0.0' } } },
      'c/c': { '3.0.0': { needs: { 'd/d': '*' } } },
      'd/d': { '1.0.0': { needs: { 'b/b': '^2.1' } } },
      'b/b': { '2.0.7': {}, '2.1.0': {} },
    };

    const error = await refusal(universe, { 'a/a': '^1', 'c/c': '*' });

    expect(error).toMatchObject({
      name: 'VersioningError',
      code: 'conflict',
      params: { name: 'b/b', major: 2, range: '^2.1', other: '~2.0.0', chosen: '2.0.7' },
      chain: [
        { by: 'root', name: 'c/c', range: '*' },
        { by: 'c/c@3.0.0', name: 'd/d', range: '*' },
        { by: 'd/d@1.0.0', name: 'b/b', range: '^2.1' },
      ],
      against: [
        { by: 'root', name: 'a/a', range: '^1' },
        { by: 'a/a@1.2.0', name: 'b/b', range: '~2.0.0' },
      ],
    });
  });

  it('what stands in the way of the highest versions, not of the last ones it tried', async () => {
    const universe = {
      'a/a': { '1.0.0': { needs: { 'x/gone': '*' } }, '1.1.0': { needs: { 'b/b': '^9' } } },
      'b/b': { '1.0.0': {} },
    };

    expect(await refusal(universe, { 'a/a': '^1' })).toMatchObject({
      code: 'no-version',
      params: { name: 'b/b', range: '^9' },
      chain: [{ name: 'a/a' }, { by: 'a/a@1.1.0' }],
    });
  });

  it('an unknown dependency and a range that nothing is in', async () => {
    const universe = {
      'a/a': { '1.0.0': { needs: { 'x/gone': '^1' } } },
      'b/b': { '1.0.0': { needs: { 'c/c': '^7' } } },
      'c/c': { '1.0.0': {} },
    };

    expect(await refusal(universe, { 'a/a': '*' })).toMatchObject({
      code: 'algorithm-unknown',
      params: { name: 'x/gone' },
      chain: [{ name: 'a/a' }, { by: 'a/a@1.0.0', name: 'x/gone', range: '^1' }],
    });
    expect(await refusal(universe, { 'b/b': '*' })).toMatchObject({
      code: 'no-version',
      params: { name: 'c/c', reason: 'out-of-range', nearest: '1.0.0' },
      chain: [{ name: 'b/b' }, { by: 'b/b@1.0.0', range: '^7' }],
    });
  });

  it('a requirement that is no range, before anything is fetched', async () => {
    const source = sourceOf({});

    await expect(resolveSet({ requirements: { 'a/a': '^^' }, source, at })).rejects.toMatchObject({
      code: 'range-invalid',
    });
    expect(source.asked).toEqual([]);
  });
});

describe('resolveSet asks its source', () => {
  it('for each algorithm once, all of a level together, and only for what a chosen release needs', async () => {
    const leaf = { '1.0.0': {} };
    const source = sourceOf({
      'a/a': { '1.0.0': { needs: { 'z/never': '*' } }, '1.1.0': { needs: { 'd/d': '*', 'e/e': '*' } } },
      'b/b': { '1.0.0': { needs: { 'd/d': '*', 'f/f': '*' } } },
      'c/c': { '1.0.0': { needs: { 'a/a': '^1' } } },
      'd/d': leaf,
      'e/e': leaf,
      'f/f': leaf,
    });

    await resolveSet({ requirements: { 'a/a': '*', 'b/b': '*', 'c/c': '*' }, source, at });

    expect(source.asked.toSorted()).toEqual(['a/a', 'b/b', 'c/c', 'd/d', 'e/e', 'f/f']);
    expect(source.rounds).toBe(2);
  });
});

describe('resolveSet under attack', () => {
  it('gives up after the allowed number of steps, at the same one every time', async () => {
    // Every asker wants another exact version of the next: no solution, and many ways to look for it.
    const layer = (next: string) =>
      Object.fromEntries(
        [0, 1, 2, 3, 4, 5].map((minor) => [
          `1.${minor}.0`,
          { needs: { [next]: `>=1.${5 - minor} <1.${6 - minor} || =1.${minor}.0` } },
        ]),
      );
    const names = Array.from({ length: 12 }, (_, index) => `a/n${String(index).padStart(2, '0')}`);
    const universe = Object.fromEntries(names.map((name, index) => [name, layer(names[(index + 5) % 12]!)]));
    const requirements = Object.fromEntries(names.map((name) => [name, '*']));

    const error = await refusal(universe, requirements, { stepLimit: 10 });

    expect(error).toMatchObject({ code: 'too-many-steps', params: { steps: 10 } });
  });

  it('survives a chain of ten thousand dependencies', async () => {
    const length = 10_000;
    const universe = Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `a/n${index}`,
        { '1.0.0': index + 1 < length ? { needs: { [`a/n${index + 1}`]: '*' } } : {} },
      ]),
    );
    const source = {
      candidates: (name: string) => sourceOf({ [name]: universe[name]! }).candidates(name),
      channel: () => Promise.resolve(undefined),
    };

    const error: unknown = await resolveSet({ requirements: { 'a/n0': '*' }, source, at }).then(
      () => 'resolved',
      (e: unknown) => e,
    );

    expect(error).toBe('resolved');
  });

  it('treats names out of the prototype as unknown algorithms', async () => {
    expect(await refusal({}, { constructor: '*' })).toMatchObject({ code: 'algorithm-unknown' });
  });
});
