import { describe, expect, it } from 'vitest';

import { leafOf, memoryLogOf } from '../testing/memory-log.ts';
import { createReferenceTree } from '../testing/reference-tree.ts';
import { assertConsistency, proveConsistency } from './consistency.ts';
import { hashLeaf } from './hash.ts';
import { assertInclusion, proveInclusion } from './inclusion.ts';
import { treeRoot } from './range.ts';

const largest = process.env['NFORGE_TEST_SCALE'] === 'full' ? 1025 : 300;
const log = memoryLogOf(largest);
const reference = createReferenceTree(Array.from({ length: largest }, (_, index) => leafOf(index)));
const sizes = Array.from({ length: largest }, (_, at) => at + 1);

const same = (hashes: readonly Uint8Array[], expected: readonly Uint8Array[]) =>
  Buffer.concat(hashes).equals(Buffer.concat(expected)) && hashes.length === expected.length;

describe(
  `every tree of 1 to ${largest} leaves agrees with the recursive definition of RFC 6962 §2.1`,
  { timeout: 600_000 },
  () => {
    it('in its root', () => {
      for (const size of sizes) {
        expect(Buffer.from(treeRoot(size, log.read)).equals(reference.root(0, size)), `size ${size}`).toBe(true);
      }
    });

    it('in every inclusion proof, and every one is accepted', () => {
      for (const size of sizes) {
        const root = treeRoot(size, log.read);
        for (let index = 0; index < size; index += 1) {
          const hashes = proveInclusion({ index, size }, log.read);
          if (!same(hashes, reference.path(index, 0, size))) expect.fail(`index ${index} of ${size}`);
          assertInclusion({ index, size, root, leafHash: hashLeaf(leafOf(index)), hashes });
        }
      }
    });

    it('in every consistency proof, and every one is accepted', () => {
      for (const to of sizes) {
        const head = { size: to, root: treeRoot(to, log.read) };
        for (let from = 1; from <= to; from += 1) {
          const hashes = proveConsistency({ from, to }, log.read);
          if (!same(hashes, reference.proof(from, to))) expect.fail(`from ${from} to ${to}`);
          assertConsistency({ from: { size: from, root: reference.root(0, from) }, to: head, hashes });
        }
      }
    });
  },
);
