import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { digestOf, isDigest, parseDigest, releaseDigest, sortByPath } from './digest.ts';
import type { FileEntry } from './digest.ts';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const entry = (path: string, content = ''): FileEntry => ({
  path,
  size: Buffer.byteLength(content),
  sha256: digestOf(content).slice('sha256:'.length),
});

describe('The release digest', () => {
  it('is the known answer of docs/spec/archive.md', () => {
    const files = [
      entry('vectors/été.json', '[]\n'),
      entry('algorithm.yaml', 'format: 0\n'),
      entry('data/قانون.json', '{}\n'),
    ];

    expect(releaseDigest(files)).toBe('sha256:09baa2d10f324f1b66ded470865db391c5ce1e32129e7fbfefa241934767619c');
  });

  it('of no files is the sha256 of nothing', () => {
    expect(releaseDigest([])).toBe(`sha256:${EMPTY}`);
  });

  it('hashes the lines that the specification shows', () => {
    const lines = `${EMPTY} 0 a\n${EMPTY} 0 a b\n`;

    expect(releaseDigest([entry('a b'), entry('a')])).toBe(digestOf(lines));
  });

  it('sorts by UTF-8 bytes, not by the UTF-16 units of JavaScript', () => {
    const sorted = sortByPath([
      { path: '\u{1f600}' },
      { path: '\uffee' },
      { path: 'a/b' },
      { path: 'a.b' },
      { path: 'B' },
    ]);

    expect(sorted.map(({ path }) => path)).toEqual(['B', 'a.b', 'a/b', '\uffee', '\u{1f600}']);
  });

  it('does not depend on the order of the files', () => {
    const files = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }).filter((path) => !path.includes('\n')));
    fc.assert(
      fc.property(files, fc.infiniteStream(fc.nat()), (paths, random) => {
        const shuffled = paths
          .map((path) => ({ path, key: Number(random.next().value) }))
          .sort((a, b) => (a.key < b.key ? -1 : 1));

        expect(releaseDigest(shuffled.map(({ path }) => entry(path)))).toBe(
          releaseDigest(paths.map((path) => entry(path))),
        );
      }),
    );
  });

  it('changes with every name, size and content', () => {
    const base = [entry('a', 'x'), entry('b', 'y')];
    const variants = [
      [entry('a', 'y'), entry('b', 'x')],
      [entry('a', 'x'), entry('c', 'y')],
      [entry('a', 'x')],
      [...base, entry('c')],
      [{ ...entry('a', 'x'), size: 2 }, entry('b', 'y')],
    ];

    expect(new Set([base, ...variants].map(releaseDigest)).size).toBe(variants.length + 1);
  });

  it.each([
    ['a line feed in a path', [entry(`a\n${EMPTY} 0 b`)]],
    ['the same path twice', [entry('a'), entry('b'), entry('a', 'x')]],
    ['an empty path', [entry('')]],
    ['a lone surrogate, which would hash like another character', [entry('\ud800')]],
    ['an upper-case sha256', [{ ...entry('a'), sha256: EMPTY.toUpperCase() }]],
    ['a prefixed sha256', [{ ...entry('a'), sha256: `sha256:${EMPTY}` }]],
    ['a negative size', [{ ...entry('a'), size: -1 }]],
    ['a broken size', [{ ...entry('a'), size: 1.5 }]],
    ['an imprecise size', [{ ...entry('a'), size: 2 ** 53 }]],
  ])('refuses %s', (_, files) => {
    expect(() => releaseDigest(files)).toThrow(expect.objectContaining({ code: 'digest-invalid' }));
  });
});

describe('A digest in text', () => {
  it('is parsed when it is sha256 with 64 lower-case hexadecimal digits', () => {
    expect(parseDigest(`sha256:${EMPTY}`)).toBe(`sha256:${EMPTY}`);
    expect(digestOf('')).toBe(`sha256:${EMPTY}`);
    expect(digestOf(new Uint8Array())).toBe(`sha256:${EMPTY}`);
  });

  it.each([
    '',
    EMPTY,
    `SHA256:${EMPTY}`,
    `sha256:${EMPTY}0`,
    `sha256:${EMPTY.slice(1)}`,
    `sha256:${EMPTY}\n`,
    `sha512:${EMPTY}`,
  ])('is refused as %j', (text) => {
    expect(isDigest(text)).toBe(false);
    expect(() => parseDigest(text)).toThrow(expect.objectContaining({ code: 'digest-invalid' }));
  });
});
