import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';

import { VersioningError } from './error.ts';
import { compareVersions, isExactVersion, isStable, majorOf } from './semantic-version.ts';
import { arbitraryVersion, runs } from './testing/arbitraries.ts';

const padded = (digits: string) => digits.padStart(300, '0');

/** SemVer 2.0.0 §11 again, by another way: pad all numbers, then compare the parts as texts. */
const precedence = (a: string, b: string): number => {
  const key = (version: string) => {
    const [core = '', ...rest] = version.split('-');
    const identifiers = rest.length === 0 ? ['~'] : rest.join('-').split('.');
    const ranked = identifiers.map((text) => (/^\d+$/.test(text) ? ` ${padded(text)}` : `!${text}`));
    return [...core.split('.').map(padded), ...ranked];
  };
  const [left, right] = [key(a), key(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  if (at < 0) return left.length < right.length ? -1 : 0;
  const other = right[at];
  return other === undefined || left[at]! > other ? 1 : -1;
};

describe('compareVersions', () => {
  it('orders the example of the SemVer specification', () => {
    const ladder =
      '1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0';
    const expected = ladder.split(' < ');

    const shuffled = [...expected].reverse().toSorted(compareVersions);

    expect(shuffled).toEqual(expected);
  });

  it('orders as node-semver does wherever node-semver is exact', () => {
    fc.assert(
      fc.property(arbitraryVersion({ exactInDoubles: true }), arbitraryVersion({ exactInDoubles: true }), (a, b) => {
        expect(Math.sign(compareVersions(a, b))).toBe(semver.compare(a, b));
      }),
      runs(2000),
    );
  });

  it('orders numbers longer than a double is exact as the specification says', () => {
    expect(compareVersions('1.0.0-9007199254740993', '1.0.0-9007199254740992')).toBeGreaterThan(0);
    expect(compareVersions('1.0.0-100000000000000000000', '1.0.0-99999999999999999999')).toBeGreaterThan(0);
    fc.assert(
      fc.property(arbitraryVersion(), arbitraryVersion(), (a, b) => {
        expect(Math.sign(compareVersions(a, b))).toBe(precedence(a, b));
      }),
      runs(2000),
    );
  });
});

describe('isExactVersion', () => {
  it.each([
    '',
    '1',
    '1.2',
    'v1.2.3',
    '=1.2.3',
    ' 1.2.3',
    '1.2.3 ',
    '1.2.3\n',
    '01.2.3',
    '1.2.3-01',
    '1.2.3-',
    '1.2.3-a..b',
    '1.2.3+build',
    '1.2.3-a+b',
    '-1.2.3',
    '1.2.3.4',
    '9007199254740992.0.0',
    '١.٢.٣',
    `1.2.3-${'a'.repeat(300)}`,
    'latest',
    '__proto__',
  ])('refuses %j', (text) => {
    expect(isExactVersion(text)).toBe(false);
    expect(() => compareVersions(text, '1.0.0')).toThrow(expect.objectContaining({ code: 'version-invalid' }));
  });

  it('accepts what node-semver reads back unchanged, and nothing else', () => {
    const nearVersions = fc.stringMatching(/^v?[0-9]{1,3}(\.[0-9x]{1,3}){0,3}(-[0-9a-z.-]{0,6})?(\+[a-z]{0,2})?$/);
    fc.assert(
      fc.property(fc.oneof(nearVersions, arbitraryVersion()), (text) => {
        expect(isExactVersion(text)).toBe(semver.parse(text)?.version === text);
      }),
      runs(3000),
    );
  });
});

describe('isStable and majorOf', () => {
  it('call a version without pre-release list stable', () => {
    expect([isStable('1.0.0'), isStable('0.1.0'), isStable('1.0.0-0')]).toEqual([true, true, false]);
  });

  it('read the first number', () => {
    expect([majorOf('0.4.1'), majorOf('12.0.0-rc.1')]).toEqual([0, 12]);
    expect(() => majorOf('12')).toThrow(VersioningError);
  });
});
