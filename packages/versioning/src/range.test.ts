import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';

import { parseRange, satisfies } from './range.ts';
import { arbitraryVersion, runs } from './testing/arbitraries.ts';

const comparator = fc.tuple(
  fc.constantFrom('', '^', '~', '>', '>=', '<', '<=', '='),
  arbitraryVersion({ exactInDoubles: true }),
);
const partial = fc.constantFrom(
  '*',
  'x',
  '1',
  '1.x',
  '1.2',
  '0',
  '0.x',
  '0.0',
  '^1',
  '~0.1',
  '^0.0.2',
  '1 - 2',
  '0.1.0 - 1.2',
  '>1',
  '<2.x',
);
const simple = fc.oneof(
  comparator.map((parts) => parts.join('')),
  partial,
);
const range = fc
  .array(
    fc.array(simple, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' ')),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(' || '));

describe('satisfies', () => {
  it('says what node-semver says, pre-releases included', () => {
    fc.assert(
      fc.property(arbitraryVersion({ exactInDoubles: true }), range, (version, text) => {
        const expected = semver.validRange(text) === null ? 'invalid' : semver.satisfies(version, text);

        let actual: unknown;
        try {
          actual = satisfies(version, text);
        } catch (error) {
          actual = (error as { code: string }).code === 'range-invalid' ? 'invalid' : error;
        }

        expect(actual).toBe(expected);
      }),
      runs(3000),
    );
  });

  it.each([
    ['1.2.3', '*', true],
    ['1.2.3-rc.1', '*', false],
    ['1.2.3-rc.1', '^1.2.3-beta', true],
    ['1.3.0-rc.1', '^1.2.3-beta', false],
    ['0.2.9', '^0.2.3', true],
    ['0.3.0', '^0.2.3', false],
    ['1.4.9', '1.2 - 1.4', true],
    ['1.5.0', '1.2 - 1.4', false],
    ['3.0.0', '^1 || 3.x', true],
  ])('%s in %s: %s', (version, text, expected) => {
    expect(satisfies(version, text)).toBe(expected);
  });
});

describe('parseRange', () => {
  it.each(['', ' ', 'latest', '^', '1.2.3.4.5', '>>1', '^99999999999999999999.0.0', `^1 ${'||1'.repeat(200)}`])(
    'refuses %j',
    (text) => {
      expect(() => parseRange(text)).toThrow(expect.objectContaining({ code: 'range-invalid' }));
    },
  );

  it('keeps the text as it was written', () => {
    expect(parseRange('1.x || ^3').text).toBe('1.x || ^3');
  });
});
