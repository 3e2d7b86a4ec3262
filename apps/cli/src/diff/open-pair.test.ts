import { expect, it } from 'vitest';

import { nearestVersion } from './open-pair.ts';

const PUBLISHED = [
  { version: '2.0.0' },
  { version: '1.10.0' },
  { version: '1.2.0' },
  { version: '1.3.0-rc.1' },
  { version: '1.2.5', yanked: true },
  { version: '1.2.6', tombstoned: true },
] as const;

it.each([
  ['1.2.0', '1.2.0', 'is published itself'],
  ['1.3.0-rc.1', '1.3.0-rc.1', 'is a pre-release that is published'],
  ['1.2.6', '1.2.0', 'follows one, of which the newer were withdrawn or removed'],
  ['1.4.0', '1.2.0', 'follows one, a pre-release aside'],
  ['3.0.0', '2.0.0', 'begins a new line'],
  ['0.9.0', '1.2.0', 'is below all of them'],
])('compares %s with %s, as it %s', (version, nearest) => {
  expect(nearestVersion(version, PUBLISHED)).toBe(nearest);
});

it('has nothing where everything was withdrawn, and takes a pre-release where there is nothing else', () => {
  expect(nearestVersion('1.0.0', [{ version: '0.9.0', yanked: true }])).toBeUndefined();
  expect(nearestVersion('1.0.0', [{ version: '1.0.0-rc.1' }])).toBe('1.0.0-rc.1');
});
