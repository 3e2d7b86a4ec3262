import { expect, it } from 'vitest';

import { firstFree, levelUp, withoutPreRelease } from './numbers.ts';

const taken = new Set(['1.2.0', '1.2.1', '1.3.0', '2.0.0', '0.3.1', '1.0.0-rc.1', '1.0.0-rc.2', '1.0.0-beta']);

it.each([
  ['1.2.0', '1.2.2'],
  ['1.3.0', '1.3.1'],
  ['1.0.0-rc.1', '1.0.0-rc.3'],
  ['1.0.0-beta', '1.0.0-beta.1'],
])('takes after %s the first free one, %s', (version, next) => {
  expect(firstFree(version, taken)).toBe(next);
});

it.each([
  ['1.2.1', 'patch', '1.2.2'],
  ['1.2.1', 'minor', '1.3.1'],
  ['1.2.1', 'major', '2.0.1'],
  ['0.3.0', 'major', '0.4.0'],
  ['0.3.0', 'minor', '0.3.2'],
  ['0.3.4', 'patch', '0.3.5'],
] as const)('raises %s by a %s to %s, as far as that is free', (version, level, next) => {
  expect(levelUp(version, level, taken)).toBe(next);
});

it('leaves the pre-release out', () => {
  expect(withoutPreRelease('1.0.0-rc.1-x')).toBe('1.0.0');
});
