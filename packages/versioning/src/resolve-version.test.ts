import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';

import { resolveVersion, type VersionRequest } from './resolve-version.ts';
import { arbitraryVersion, runs } from './testing/arbitraries.ts';
import { sourceOf, type Universe } from './testing/universe.ts';

const name = 'dgi/income-tax';
const resolve = async (releases: Universe[string], rest: Partial<VersionRequest> & { selector: string }) => {
  const source = sourceOf({ [name]: releases }, { [`${name}@beta`]: '2.0.0-beta.1', [`${name}@old`]: '1.0.0' });
  const { version } = await resolveVersion({ name, source, at: '2026-06-01', ...rest });
  return version;
};
const failure = (code: string, params: object): unknown =>
  expect.objectContaining({ code, params: expect.objectContaining(params) as object });

const releases: Universe[string] = {
  '1.0.0': {},
  '1.10.0': {},
  '1.9.0': {},
  '1.11.0': { yanked: true },
  '2.0.0-beta.1': {},
};

describe('resolveVersion', () => {
  it.each([
    ['^1.0.0', '1.10.0'],
    ['1.9.x', '1.9.0'],
    ['*', '1.10.0'],
    ['latest', '1.10.0'],
    ['beta', '2.0.0-beta.1'],
    ['old', '1.0.0'],
    ['>=2.0.0-alpha', '2.0.0-beta.1'],
    ['1.9.0', '1.9.0'],
    ['=1.9.0', '1.9.0'],
  ])('resolves %s to %s', async (selector, expected) => {
    await expect(resolve(releases, { selector })).resolves.toBe(expected);
  });

  it('takes a yanked version only when it is locked', async () => {
    await expect(resolve(releases, { selector: '1.11.0' })).rejects.toEqual(
      failure('no-version', { reason: 'yanked', nearest: '1.11.0' }),
    );
    await expect(resolve(releases, { selector: '^1.0.0', locked: '1.11.0' })).resolves.toBe('1.11.0');
  });

  it('prefers the locked version while it satisfies the range', async () => {
    await expect(resolve(releases, { selector: '^1.0.0', locked: '1.9.0' })).resolves.toBe('1.9.0');
    await expect(resolve(releases, { selector: '~1.10.0', locked: '1.9.0' })).resolves.toBe('1.10.0');
  });

  it.each([
    ['^3', { reason: 'out-of-range', nearest: '1.10.0' }],
    ['4.0.0', { reason: 'out-of-range' }],
    ['nightly', { reason: 'channel-unknown' }],
  ])('says why nothing is there for %s', async (selector, params) => {
    await expect(resolve(releases, { selector })).rejects.toEqual(
      failure('no-version', { name, range: selector, ...params }),
    );
  });

  it('says when only pre-releases are published', async () => {
    const only = { '1.0.0-alpha': {} };

    await expect(resolve(only, { selector: '*' })).rejects.toEqual(
      failure('no-version', { reason: 'pre-release-only', nearest: '1.0.0-alpha' }),
    );
    await expect(resolve({}, { selector: '*' })).rejects.toEqual(
      failure('no-version', { reason: 'nothing-published' }),
    );
  });

  it('says when the algorithm is unknown, with who asked', async () => {
    const request = { name: 'dgi/nothing', selector: '^1', at: '2026-06-01', source: sourceOf({}) };

    await expect(resolveVersion(request)).rejects.toMatchObject({
      code: 'algorithm-unknown',
      chain: [{ by: 'root', name: 'dgi/nothing', range: '^1' }],
    });
  });

  it('finds the highest version that node-semver finds', async () => {
    const versions = fc.uniqueArray(arbitraryVersion({ exactInDoubles: true }), { maxLength: 12 });
    const range = fc.constantFrom(
      '*',
      '^0',
      '^1',
      '~1.1',
      '>=1 <3',
      '0.x || 2.x',
      '>=1.0.0-a',
      '^1.2.0-0',
      '1 - 2',
      '0.0.x',
    );
    await fc.assert(
      fc.asyncProperty(versions, range, async (list, selector) => {
        const published = Object.fromEntries(list.map((version) => [version, {}]));

        const found = await resolve(published, { selector }).catch(() => null);

        expect(found).toBe(semver.maxSatisfying(list, selector));
      }),
      runs(1000),
    );
  });
});

describe('resolveVersion at a date', () => {
  const dated: Universe[string] = {
    '1.0.0': { validity: { from: '2025-01-01', until: '2026-01-01' } },
    '2.0.0': { validity: { from: '2026-01-01', until: '2027-01-01' } },
    '3.0.0': { validity: { from: '2027-01-01' } },
  };

  it.each([
    ['2025-12-31', '1.0.0'],
    ['2026-01-01', '2.0.0'],
    ['2026-12-31', '2.0.0'],
    ['2027-01-01', '3.0.0'],
  ])('lets the law of %s take effect by itself: %s', async (at, expected) => {
    await expect(resolve(dated, { selector: '*', at })).resolves.toBe(expected);
    await expect(resolve(dated, { selector: 'latest', at })).resolves.toBe(expected);
  });

  it('gives an exact version at any date', async () => {
    await expect(resolve(dated, { selector: '1.0.0', at: '2030-01-01' })).resolves.toBe('1.0.0');
    await expect(resolve(dated, { selector: '^1', at: '2030-01-01' })).rejects.toEqual(
      failure('no-version', { reason: 'not-in-force', nearest: '1.0.0', at: '2030-01-01' }),
    );
  });

  it('keeps a locked version after its law has ended', async () => {
    await expect(resolve(dated, { selector: '*', at: '2027-03-01', locked: '2.0.0' })).resolves.toBe('2.0.0');
  });

  it('refuses a date that is none and a selector that is none', async () => {
    await expect(resolve(dated, { selector: '*', at: 'tomorrow' })).rejects.toEqual(failure('date-invalid', {}));
    await expect(resolve(dated, { selector: '^^1' })).rejects.toEqual(failure('range-invalid', { range: '^^1' }));
  });
});
