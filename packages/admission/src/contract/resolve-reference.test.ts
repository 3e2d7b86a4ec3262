import { describe, expect, it } from 'vitest';

import { resolveReference } from './resolve-reference.ts';

describe('resolveReference', () => {
  it.each([
    ['money.schema.json', 'schemas/money.schema.json', ''],
    ['./money.json#', 'schemas/money.json', ''],
    ['../shared/city.json#/$defs/code', 'shared/city.json', '/$defs/code'],
    ['a/../b.json#x', 'schemas/b.json', 'x'],
    ['#/$defs/a', 'schemas/in.json', '/$defs/a'],
    ['', 'schemas/in.json', ''],
    ['in.json#/$defs/a', 'schemas/in.json', '/$defs/a'],
    ['ville%20%C3%A9.json', 'schemas/ville é.json', ''],
    ['./a:b.json', 'schemas/a:b.json', ''],
  ])('leads from %j beside the file to %s', (reference, file, fragment) => {
    expect(resolveReference('schemas/in.json', reference)).toEqual({ file, fragment });
  });

  it.each([
    'https://example.org/money.json',
    'file:///etc/passwd.json',
    'urn:example:money',
    'C:/money.json',
    'c:\\money.json',
    '//host/money.json',
    '//money.json',
    '/money.json',
    '/',
    '../../money.json',
    '../../schemas/in.json',
    '%2e%2e/%2E%2E/money.json',
    '.%2e/..',
    'a/../../../b.json',
  ])('does not let %j leave the release', (reference) => {
    expect(resolveReference('schemas/in.json', reference)).toBeUndefined();
  });

  it.each([
    ['..%2f..%2fmoney.json', 'schemas/..%2f..%2fmoney.json'],
    ['..\\..\\money.json', 'schemas/..\\..\\money.json'],
    ['100%.json', 'schemas/100%.json'],
    ['%ff.json', 'schemas/%ff.json'],
    ['money.json?../x', 'schemas/money.json?../x'],
    ['a//b.json', 'schemas/a//b.json'],
  ])('takes %j for the name that is written, which no file has', (reference, file) => {
    expect(resolveReference('schemas/in.json', reference)?.file).toBe(file);
  });
});
