import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isRange, isVersion, parseVersion } from './version.ts';

/** The grammar of SemVer 2.0.0 (§ "Backus–Naur Form Grammar"), without build metadata, as one expression. */
const GRAMMAR =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?$/;

describe('versions', () => {
  it.each(['0.0.0', '1.2.3', '1.0.0-rc.1', '1.0.0--', '1.0.0-0a.b-c', `1.0.0-${'a'.repeat(58)}`])(
    'accepts %s',
    (text) => {
      expect(parseVersion(text)).toBe(text);
    },
  );

  it.each([
    '',
    '1',
    '1.2',
    'v1.2.3',
    '=1.2.3',
    ' 1.2.3',
    '1.2.3\n',
    '1.2.3+b',
    '1.2.3-',
    '1.2.3-01',
    '01.2.3',
    '1.2.3-a..b',
  ])('refuses %j', (text) => {
    expect(isVersion(text)).toBe(false);
    expect(() => parseVersion(text)).toThrow('version-invalid');
  });

  it('refuses more than 64 characters, and numbers that cannot be counted exactly', () => {
    expect(isVersion(`1.0.0-${'a'.repeat(59)}`)).toBe(false);
    expect(isVersion('9007199254740991.0.0')).toBe(true);
    expect(isVersion('9007199254740992.0.0')).toBe(false);
  });

  it('agree with the grammar of SemVer', () => {
    const text = fc.oneof(fc.stringMatching(GRAMMAR), fc.stringMatching(/^[v0-9.+a-]{0,14}$/));
    fc.assert(
      fc.property(text, (candidate) => {
        fc.pre(candidate.length <= 64 && !/\d{16}/.test(candidate));
        expect(isVersion(candidate)).toBe(GRAMMAR.test(candidate));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('ranges', () => {
  it.each(['1.2.0', '^1', '~1.2', '>=1 <3', '1.x || 3', '*', '1 - 2'])('accepts %s', (text) => {
    expect(isRange(text)).toBe(true);
  });

  it.each(['', ' ', 'latest', '^', 'one', '>=', '^1.0.0 || '.repeat(30)])('refuses %j', (text) => {
    expect(isRange(text)).toBe(false);
  });
});
