import { describe, expect, it } from 'vitest';

import { codeOf } from '../testing/code-of.ts';
import { createMemoryLog } from '../testing/memory-log.ts';
import { completePath, cutLength, cutPath } from './branch.ts';
import { hashLeaf } from './hash.ts';
import { pathLength, proveInclusion } from './inclusion.ts';

const LARGEST = 40;
const leaf = (index: number) => Buffer.from(`leaf ${index}`);
const log = createMemoryLog();
for (let index = 0; index < LARGEST; index += 1) log.append(leaf(index));
const path = (index: number, size: number) => proveInclusion({ index, size }, log.read);

describe('a path beside another one', () => {
  it('is whole again after it was cut, in every tree and for every pair of leaves', () => {
    for (let size = 2; size <= LARGEST; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const hashes = path(index, size);
        expect(pathLength({ index, size })).toBe(hashes.length);
        for (let other = 0; other < size; other += 1) {
          if (other === index) continue;
          const cut = cutPath({ size, index, other }, path(other, size));
          expect(cut).toHaveLength(cutLength({ size, index, other }));
          expect(cut.length).toBeLessThan(path(other, size).length);
          const claim = { size, index, leafHash: hashLeaf(leaf(index)), hashes };
          expect(completePath(claim, other, cut), `${index} and ${other} of ${size}`).toEqual(path(other, size));
        }
      }
    }
  });

  it('leads elsewhere when the path beside it is of another leaf', () => {
    const claim = { size: 8, index: 2, leafHash: hashLeaf(leaf(3)), hashes: path(2, 8) };

    expect(completePath(claim, 5, cutPath({ size: 8, index: 2, other: 5 }, path(5, 8)))).not.toEqual(path(5, 8));
  });

  it('is not made from one of another length, of the same leaf, or outside the tree', () => {
    const claim = { size: 8, index: 2, leafHash: hashLeaf(leaf(2)), hashes: path(2, 8) };

    expect(codeOf(() => completePath({ ...claim, hashes: claim.hashes.slice(1) }, 5, []))).toBe('inclusion-invalid');
    expect(codeOf(() => completePath(claim, 2, []))).toBe('inclusion-invalid');
    expect(codeOf(() => completePath(claim, 8, []))).toBe('tree-range');
    expect(codeOf(() => cutLength({ size: 8, index: 9, other: 1 }))).toBe('tree-range');
  });
});
