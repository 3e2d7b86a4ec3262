import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createMemoryLog, leafOf } from '../testing/memory-log.ts';
import { createVirtualLog, ODD_LEAF, VIRTUAL_LEAF } from '../testing/virtual-log.ts';
import { completedNodes } from './append.ts';
import { assertConsistency, proveConsistency } from './consistency.ts';
import { assertInclusion, proveInclusion } from './inclusion.ts';
import { treeRoot } from './range.ts';

const isFull = process.env['NFORGE_TEST_SCALE'] === 'full';
const height = (size: number) => Math.ceil(Math.log2(size));

/** A size up to the largest, small and huge ones alike, and an index in it. */
const places = fc
  .tuple(fc.integer({ min: 1, max: 53 }), fc.maxSafeNat(), fc.maxSafeNat())
  .map(([bits, size, index]) => ({ size: 1 + (size % (2 ** bits - 1)), index }))
  .map(({ size, index }) => ({ size, index: index % size }));

describe('The number of hashes that are read', { timeout: 600_000 }, () => {
  it.each([1000, 10_000, 100_000, 1_000_000, 2 ** 31 + 1, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER])(
    'is at most twice the height of a tree of %i leaves, for root, inclusion and consistency',
    (size) => {
      for (const index of [0, 1, Math.floor(size / 3), Math.floor(size / 2), size - 2, size - 1]) {
        const { read, count } = createVirtualLog(index);
        const reads = (run: () => unknown) => {
          const before = count();
          run();
          return count() - before;
        };

        expect(reads(() => treeRoot(size, read))).toBeLessThanOrEqual(height(size));
        expect(reads(() => proveInclusion({ index, size }, read))).toBeLessThanOrEqual(2 * height(size));
        expect(reads(() => proveConsistency({ from: index + 1, to: size }, read))).toBeLessThanOrEqual(
          2 * height(size) + 1,
        );
      }
    },
  );

  it('is one a leaf on average while a log grows, and never above its height', () => {
    const log = createMemoryLog();
    const leaves = isFull ? 1_000_000 : 50_000;
    let most = 0;

    const all = log.reads(() => {
      for (let index = 0; index < leaves; index += 1) {
        const reads = log.reads(() => log.append(leafOf(index)));
        most = Math.max(most, reads);
      }
    });

    expect(all).toBeLessThan(leaves);
    expect(most).toBe(Math.floor(Math.log2(leaves)));
    expect(log.size()).toBe(leaves);
  });

  it('is as low at the end of the largest log: nothing depends on 32 bits', () => {
    const index = 2 ** 52 - 1;
    const { read, count } = createVirtualLog(index);

    const nodes = completedNodes(index, ODD_LEAF, read);

    expect(count()).toBe(52);
    expect(nodes.map((node) => node.level)).toEqual(Array.from({ length: 53 }, (_, level) => level));
    expect(nodes.at(-1)).toEqual({ level: 52, index: 0, hash: treeRoot(2 ** 52, read) });
  });
});

describe('In a log of any size up to 2^53 − 1', { timeout: 600_000 }, () => {
  const runs = { numRuns: isFull ? 5000 : 300 };

  it('the proof of the odd leaf is accepted at its place and at no other', () => {
    fc.assert(
      fc.property(places, fc.maxSafeNat(), ({ size, index }, seed) => {
        const { read } = createVirtualLog(index);
        const claim = { size, root: treeRoot(size, read), hashes: proveInclusion({ index, size }, read) };

        assertInclusion({ ...claim, index, leafHash: ODD_LEAF });
        for (const other of [index - 1, index + 1, index % 2 ** 32, index % 2 ** 31, seed % size]) {
          if (other === index) continue;
          expect(() => assertInclusion({ ...claim, index: other, leafHash: ODD_LEAF })).toThrow();
        }
        expect(() => assertInclusion({ ...claim, index, leafHash: VIRTUAL_LEAF })).toThrow('inclusion-invalid');
      }),
      runs,
    );
  });

  it('the proof that it goes on from any earlier size is accepted, and refused when the odd leaf was another', () => {
    fc.assert(
      fc.property(places, ({ size, index }) => {
        const { read } = createVirtualLog(index);
        const rewritten = createVirtualLog(index === 0 ? size : index - 1);
        const from = index + 1;
        const to = { size, root: treeRoot(size, read) };
        const hashes = proveConsistency({ from, to: size }, read);

        assertConsistency({ from: { size: from, root: treeRoot(from, read) }, to, hashes });
        const forged = { size: from, root: treeRoot(from, rewritten.read) };
        expect(() => assertConsistency({ from: forged, to, hashes })).toThrow('consistency-invalid');
      }),
      runs,
    );
  });
});
