import { describe, expect, it } from 'vitest';

import { createNameSet } from './name-set.ts';

describe('A set of names', () => {
  it('takes folders before, after and without entries of their own', () => {
    const names = createNameSet(5);

    names.add('a/b/c', 'file');
    names.add('a', 'folder');
    names.add('d', 'folder');
    names.add('d/e', 'file');
  });

  it('counts folders without an entry of their own', () => {
    const names = createNameSet(3);
    names.add('a/b/c', 'file');

    expect(() => names.add('d', 'file')).toThrow(
      expect.objectContaining({ code: 'too-many-entries', params: { limit: 3 } }),
    );
  });

  it.each([
    ['a', 'A'],
    ['a/b', 'A/c'],
    ['x/a/b', 'x/A/'],
    ['a', 'a/b'],
    ['a', 'A/b'],
    ['a/', 'a/'],
    ['a', 'a/'],
  ])('refuses %s with %s, in either order', (one, two) => {
    for (const [first, second] of [
      [one, two],
      [two, one],
    ] as const) {
      const names = createNameSet(100);
      const add = (path: string) => names.add(path.replace(/\/$/, ''), path.endsWith('/') ? 'folder' : 'file');
      add(first);

      expect(() => add(second)).toThrow(/path-(?:duplicate|collision)/);
    }
  });

  it('goes on refusing after it has refused', () => {
    const names = createNameSet(100);
    names.add('a', 'file');

    expect(() => names.add('a/b/c', 'file')).toThrow(expect.objectContaining({ code: 'path-duplicate' }));
    expect(() => names.add('a/b/d', 'file')).toThrow(expect.objectContaining({ code: 'path-duplicate' }));
  });

  it('names the other path of a collision', () => {
    const names = createNameSet(100);
    names.add('data/Été.json', 'file');

    expect(() => names.add('data/ÉTÉ.json', 'file')).toThrow(
      expect.objectContaining({ code: 'path-collision', path: 'data/ÉTÉ.json', params: { other: 'data/Été.json' } }),
    );
  });
});
