import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareVersions } from './semantic-version.ts';
import { versionSortKey } from './sort-key.ts';
import { arbitraryVersion, runs } from './testing/arbitraries.ts';

const hex = (version: string) => Buffer.from(versionSortKey(version)).toString('hex');

describe('versionSortKey', () => {
  it('has the bytes the format says, forever', () => {
    expect(hex('1.20.3')).toBe('0131' + '023230' + '0133' + '03');
    expect(hex('1.0.0-rc.10')).toBe('0131' + '0130' + '0130' + '02726300' + '01023130' + '00');
  });

  it('sorts bytewise as the versions sort, whatever their length', () => {
    fc.assert(
      fc.property(arbitraryVersion(), arbitraryVersion(), (a, b) => {
        expect(Buffer.compare(versionSortKey(a), versionSortKey(b))).toBe(Math.sign(compareVersions(a, b)));
      }),
      runs(5000),
    );
  });

  it('holds a number as long as a version may be', () => {
    const long = `1.0.0-${'9'.repeat(250)}`;

    expect(Buffer.compare(versionSortKey(long), versionSortKey(`1.0.0-${'9'.repeat(249)}`))).toBe(1);
    expect(Buffer.compare(versionSortKey(long), versionSortKey('1.0.0-a'))).toBe(-1);
  });

  it('refuses what is not a version', () => {
    expect(() => versionSortKey('1.2')).toThrow(expect.objectContaining({ code: 'version-invalid' }));
  });
});
