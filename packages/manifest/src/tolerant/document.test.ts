import { describe, expect, it } from 'vitest';

import { dropUndeclared } from './drop-undeclared.ts';
import { findTarget } from './document.ts';

const a = { properties: { a: true } };

describe('findTarget', () => {
  it.each([
    ['the whole', '#', { type: 'object' }],
    ['a pointer with escapes', '#/$defs/x~1y', { $defs: { 'x/y': a } }],
    ['a pointer of a URI', '#/$defs/x%20y', { $defs: { 'x y': a } }],
    ['a branch', '#/anyOf/1', { anyOf: [true, a] }],
    ['an anchor', '#here', { $defs: { x: { $anchor: 'here', ...a } } }],
    [
      'an anchor, whatever a value has',
      '#here',
      { const: { $anchor: 'here' }, $defs: { x: { $anchor: 'here', ...a } } },
    ],
  ])('finds %s', (_, reference, root: object) => {
    expect(findTarget(root as never, reference)).toMatchObject(reference === '#' ? { type: 'object' } : a);
  });

  it.each([
    ['a value that looks like a schema', '#/enum/0', { enum: [a] }],
    ['an anchor in a value', '#here', { default: { $anchor: 'here', ...a } }],
    ['the map of definitions', '#/$defs', { $defs: { a } }],
    ['a list of branches', '#/anyOf', { anyOf: [a] }],
    ['an index that is none', '#/anyOf/00', { anyOf: [a] }],
    ['another file', 'other.json', a],
    ['what is no URI', '#/%', { '%': a }],
    ['nothing', '#/$defs/b', { $defs: { a } }],
  ])('does not lead to %s', (_, reference, root: object) => {
    expect(() => findTarget(root as never, reference)).toThrow(RangeError);
    expect(() => dropUndeclared({ ...root, properties: { x: { $ref: reference } } }, { x: { b: 1 } })).toThrow(
      RangeError,
    );
  });
});
