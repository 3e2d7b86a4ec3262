import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';

import { ManifestError } from './manifest-error.ts';
import {
  formatReference,
  isAgencyName,
  isAlgorithmName,
  isChannelName,
  parseAgencyName,
  parseAlgorithmName,
  parseChannelName,
  parseReference,
  splitAlgorithmName,
} from './names.ts';
import { isReservedName, reservedNames } from './reserved-names.ts';

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ManifestError);
    return (error as ManifestError).code;
  }
}

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,12}(-[a-z0-9]{1,8}){0,2}$/);
const name = fc
  .tuple(word, word)
  .filter(([agency, algorithm]) => !isReservedName(agency, 'agency') && !isReservedName(algorithm, 'algorithm'))
  .map((parts) => parts.join('/'));

describe('names', () => {
  it.each(['a', 'a1', 'cnss', 'al-jazari-3', 'a'.repeat(40)])('accepts the agency %s', (text) => {
    expect(parseAgencyName(text)).toBe(text);
  });

  it.each(['', 'A', '1a', '-a', 'a-', 'a--b', 'a_b', 'a.b', 'a/b', 'é', 'وكالة', 'a\n', ' a', 'a'.repeat(41)])(
    'refuses the agency %j',
    (text) => {
      expect(codeOf(() => parseAgencyName(text))).toBe('name-invalid');
      expect(isAgencyName(text)).toBe(false);
    },
  );

  it.each(['api', 'log', 'badge', 'dist', 'ar', 'zgh', 'healthz', 'static', 'admin', 'nul', 'com1'])(
    'refuses the reserved agency %s',
    (text) => {
      expect(codeOf(() => parseAgencyName(text))).toBe('name-reserved');
      expect(codeOf(() => parseAlgorithmName(`${text}/x`))).toBe('name-reserved');
    },
  );

  it('reserves device names, but not words of addresses, for algorithms', () => {
    expect(codeOf(() => parseAlgorithmName('demo/lpt9'))).toBe('name-reserved');
    expect(codeOf(() => parseAlgorithmName('demo/constructor'))).toBe('name-reserved');
    expect(parseAlgorithmName('demo/search')).toBe('demo/search');
  });

  it('lists reserved names that could otherwise be registered, each once', () => {
    for (const { names, reason } of reservedNames) {
      for (const text of names) expect(text, reason).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it.each(['demo', 'demo/', '/x', 'demo/a/b', '@demo/a', 'demo/A', 'demo\\a', `demo/${'a'.repeat(65)}`])(
    'refuses the algorithm %j',
    (text) => {
      expect(codeOf(() => parseAlgorithmName(text))).toBe('name-invalid');
      expect(isAlgorithmName(text)).toBe(false);
    },
  );

  it('accepts 40 and 64 characters', () => {
    expect(isAlgorithmName(`${'a'.repeat(40)}/${'b'.repeat(64)}`)).toBe(true);
  });

  it('splits a name into what it was made of', () => {
    fc.assert(
      fc.property(name, (text) => {
        const { agency, algorithm } = splitAlgorithmName(parseAlgorithmName(text));
        expect(`${agency}/${algorithm}`).toBe(text);
      }),
    );
  });

  it('decides about any text without another error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof isAlgorithmName(text) === 'boolean'));
  });

  it('shows nothing that a terminal would obey in its error', () => {
    expect(() => parseAgencyName('\u001b[2J\u202e')).toThrow('name-invalid: \u{fffd}[2J\u{fffd}');
  });
});

describe('channels', () => {
  it.each(['latest', 'beta', 'v', 'v1-x', 'lts-2026', `a${'b'.repeat(31)}`])('accepts %s', (text) => {
    expect(parseChannelName(text)).toBe(text);
  });

  it.each(['', 'x', 'v1', 'Beta', '1', '1.0', 'a.b', 'é', `a${'b'.repeat(32)}`])('refuses %j', (text) => {
    expect(codeOf(() => parseChannelName(text))).toBe('channel-invalid');
  });

  it('never reads as a range of versions', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[xv]?[a-z0-9-]{0,6}$/), (text) => {
        expect(isChannelName(text) && semver.validRange(text) !== null).toBe(false);
      }),
    );
  });
});

describe('references', () => {
  it('read back as they were written', () => {
    const selector = fc.constantFrom(undefined, '1.2.0', '2.0.0-rc.1', '^1', '>=1 <3 || 5', '*', 'beta', 'latest');
    fc.assert(
      fc.property(name, selector, (text, chosen) => {
        const reference = { name: parseAlgorithmName(text), ...(chosen !== undefined && { selector: chosen }) };
        expect(parseReference(formatReference(reference))).toEqual(reference);
      }),
    );
  });

  it.each(['demo/a@', 'demo/a@ ^1', 'demo/a@^1 ', 'demo/a@Beta', 'demo/a@1@2', `demo/a@${'^1 '.repeat(90)}^1`])(
    'refuses the selector of %j',
    (text) => {
      expect(codeOf(() => parseReference(text))).toBe('selector-invalid');
    },
  );

  it('refuses a name before its selector', () => {
    expect(codeOf(() => parseReference('@demo/a'))).toBe('name-invalid');
    expect(codeOf(() => parseReference('api/a@1.0.0'))).toBe('name-reserved');
  });
});
