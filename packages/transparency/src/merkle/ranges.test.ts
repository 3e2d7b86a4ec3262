import { describe, expect, it } from 'vitest';

import { completedNodes } from './append.ts';
import { assertConsistency, proveConsistency } from './consistency.ts';
import { EMPTY_ROOT, hashChildren } from './hash.ts';
import { assertInclusion, proveInclusion, rootFromInclusion } from './inclusion.ts';
import { treeRoot } from './range.ts';

const hash = new Uint8Array(32);
const read = () => hash;
const noNumbers = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 60, -0.5];

describe('An index or a size', () => {
  it.each(noNumbers)('of %d is refused everywhere', (size) => {
    const head = { size, root: hash };
    const known = { size: 4, root: hash };
    const claim = { leafHash: hash, hashes: [], root: hash };

    for (const run of [
      () => treeRoot(size, read),
      () => proveInclusion({ index: 0, size }, read),
      () => proveInclusion({ index: size, size: 4 }, read),
      () => proveConsistency({ from: size, to: 4 }, read),
      () => proveConsistency({ from: 1, to: size }, read),
      () => rootFromInclusion({ ...claim, index: 0, size }),
      () => assertInclusion({ ...claim, index: size, size: 4 }),
      () => assertConsistency({ from: head, to: known, hashes: [] }),
      () => assertConsistency({ from: known, to: head, hashes: [] }),
      () => completedNodes(size, hash, read),
    ]) {
      expect(run).toThrow('tree-range');
    }
  });

  it('must lie within the tree', () => {
    for (const [index, size] of [
      [0, 0],
      [1, 1],
      [8, 8],
      [9, 8],
    ] as const) {
      expect(() => proveInclusion({ index, size }, read)).toThrow('tree-range');
      expect(() => rootFromInclusion({ index, size, leafHash: hash, hashes: [] })).toThrow('tree-range');
    }
  });

  it('of an older tree is not above that of the newer one', () => {
    const [smaller, larger] = [
      { size: 3, root: hash },
      { size: 4, root: hash },
    ];

    expect(() => proveConsistency({ from: 4, to: 3 }, read)).toThrow('tree-range');
    expect(() => assertConsistency({ from: larger, to: smaller, hashes: [] })).toThrow('tree-range');
  });

  it('may not be that of the last leaf that a tree can have: its size would be no safe integer', () => {
    expect(() => completedNodes(Number.MAX_SAFE_INTEGER, hash, read)).toThrow('tree-range');
    expect(completedNodes(Number.MAX_SAFE_INTEGER - 1, hash, read)).toHaveLength(1);
  });
});

describe('A hash that was cut', () => {
  const cut = new Uint8Array(31);

  it('is refused wherever it is read, not hashed into something else', () => {
    expect(() => hashChildren(cut, hash)).toThrow('hash-malformed');
    expect(() => hashChildren(hash, cut)).toThrow('hash-malformed');
    expect(() => treeRoot(1, () => cut)).toThrow('hash-malformed');
    expect(() => completedNodes(0, cut, read)).toThrow('hash-malformed');
    expect(() => completedNodes(1, hash, () => cut)).toThrow('hash-malformed');
    expect(() => proveInclusion({ index: 0, size: 2 }, () => cut)).toThrow('hash-malformed');
    expect(() => proveConsistency({ from: 1, to: 2 }, () => cut)).toThrow('hash-malformed');
  });

  it('is refused in a claim, as leaf, root or part of the proof', () => {
    const claim = { index: 0, size: 1, leafHash: cut, root: cut, hashes: [] };
    const heads = { from: { size: 1, root: cut }, to: { size: 1, root: cut } };

    expect(() => assertInclusion(claim)).toThrow('inclusion-invalid');
    expect(() => assertConsistency({ ...heads, hashes: [] })).toThrow('consistency-invalid');
    expect(() => assertConsistency({ from: { size: 0, root: EMPTY_ROOT }, to: heads.to, hashes: [] })).toThrow(
      'consistency-invalid',
    );
  });
});

describe('A proof that is longer than the tree is high', () => {
  const more = new Uint8Array(32).fill(5);

  it('is refused as such, also where the root was made to fit it', () => {
    for (let size = 1; size <= 40; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const hashes = [...proveInclusion({ index, size }, read), more];
        const root = hashChildren(
          more,
          rootFromInclusion({ index, size, leafHash: hash, hashes: hashes.slice(0, -1) }),
        );

        expect(() => assertInclusion({ index, size, root, leafHash: hash, hashes })).toThrow(
          expect.objectContaining({ code: 'inclusion-invalid', params: { index, size, reason: 'too-long' } }),
        );
      }
    }
  });

  it('is refused as such, also where both heads were made to fit it', () => {
    for (let to = 2; to <= 40; to += 1) {
      for (let from = 1; from < to; from += 1) {
        const hashes = [...proveConsistency({ from, to }, read), more];
        const heads = [from, to].map((size) => ({ size, root: hashChildren(more, treeRoot(size, read)) }));

        expect(() => assertConsistency({ from: heads[0]!, to: heads[1]!, hashes })).toThrow(
          expect.objectContaining({ code: 'consistency-invalid', params: { from, to, reason: 'too-long' } }),
        );
      }
    }
  });
});
