import { describe, expect, it } from 'vitest';

import { TransparencyError } from '../error.ts';
import { leafOf, memoryLogOf } from '../testing/memory-log.ts';
import { flipped, mutationsOf } from '../testing/mutations.ts';
import { assertConsistency, proveConsistency } from './consistency.ts';
import { hashLeaf } from './hash.ts';
import { assertInclusion, proveInclusion } from './inclusion.ts';
import { treeRoot } from './range.ts';

// 35 leaves: the trees of 32 and of 33 are among them.
const [largest, fewest] = process.env['NFORGE_TEST_SCALE'] === 'full' ? [130, 400_000] : [35, 20_000];
const log = memoryLogOf(largest + 1);
const roots = Array.from({ length: largest + 2 }, (_, size) => treeRoot(size, log.read));
const rootOf = (size: number) => roots[size]!;
const headOf = (size: number) => ({ size, root: rootOf(size) });

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return error instanceof TransparencyError ? error.code : String(error);
  }
};

function inclusionAttacks(index: number, size: number): readonly string[] {
  const good = {
    index,
    size,
    root: rootOf(size),
    leafHash: hashLeaf(leafOf(index)),
    hashes: proveInclusion({ index, size }, log.read),
  };
  const others = Array.from({ length: size }, (_, other) => other).filter((other) => other !== index);
  const bad = [
    ...mutationsOf(good.hashes).map((hashes) => ({ ...good, hashes })),
    ...others.map((other) => ({ ...good, index: other })),
    ...others.map((other) => ({ ...good, leafHash: hashLeaf(leafOf(other)) })),
    { ...good, leafHash: flipped(good.leafHash, index) },
    { ...good, root: flipped(good.root, size) },
    { ...good, size: size + 1, root: rootOf(size + 1) },
    ...(size - 1 > index ? [{ ...good, size: size - 1, root: rootOf(size - 1) }] : []),
  ];
  return bad.map((claim) => codeOf(() => assertInclusion(claim)));
}

function consistencyAttacks(from: number, to: number): readonly string[] {
  const good = { from: headOf(from), to: headOf(to), hashes: proveConsistency({ from, to }, log.read) };
  const bad = [
    ...mutationsOf(good.hashes).map((hashes) => ({ ...good, hashes })),
    { ...good, from: { size: from, root: flipped(good.from.root, to) } },
    { ...good, to: { size: to, root: flipped(good.to.root, from) } },
    { ...good, from: { size: from, root: rootOf(from - 1) } },
    { ...good, to: { size: to, root: rootOf(to + 1) } },
    // From one leaf to itself, the proof is empty, and true from nothing as well.
    ...(to > 1 ? [{ ...good, from: headOf(from - 1) }] : []),
    { ...good, to: headOf(to + 1) },
    ...(from < to
      ? [
          { ...good, from: headOf(from + 1) },
          { ...good, to: headOf(to - 1) },
        ]
      : []),
  ];
  return bad.map((claim) => codeOf(() => assertConsistency(claim)));
}

describe(`In every tree of 1 to ${largest} leaves`, { timeout: 600_000 }, () => {
  it('no broken inclusion proof is accepted: a hash changed, dropped, added, reordered, another index, leaf or tree', () => {
    let attacks = 0;
    for (let size = 1; size <= largest; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const codes = inclusionAttacks(index, size);
        attacks += codes.length;
        if (codes.some((code) => code !== 'inclusion-invalid')) expect.fail(`${index} of ${size}: ${codes.join()}`);
      }
    }
    expect(attacks).toBeGreaterThan(2 * fewest);
  });

  it('no broken consistency proof is accepted: a hash changed, dropped, added, reordered, another head', () => {
    let attacks = 0;
    for (let to = 1; to <= largest; to += 1) {
      for (let from = 1; from <= to; from += 1) {
        const codes = consistencyAttacks(from, to);
        attacks += codes.length;
        if (codes.some((code) => code !== 'consistency-invalid')) expect.fail(`${from} to ${to}: ${codes.join()}`);
      }
    }
    expect(attacks).toBeGreaterThan(fewest);
  });
});
