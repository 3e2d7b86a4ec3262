import { describe, expect, it } from 'vitest';

import { createMemoryLog } from '../testing/memory-log.ts';
import { assertConsistency, proveConsistency } from './consistency.ts';
import { EMPTY_ROOT, hashChildren, hashLeaf } from './hash.ts';
import { assertInclusion, proveInclusion } from './inclusion.ts';
import { treeRoot } from './range.ts';

// The leaves, roots and proofs that the implementations of RFC 6962 share, first published with Certificate Transparency:
// transparency-dev/merkle, testonly/constants.go and proof/verify_test.go.
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const L1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const L4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const N23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const N45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const N67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const N4567 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const [, R1, R2, , R4] = roots as [string, string, string, string, string];

const inclusions = [
  { index: 0, size: 1, hashes: [] },
  { index: 0, size: 8, hashes: [L1, N23, N4567] },
  { index: 5, size: 8, hashes: [L4, N67, R4] },
  { index: 2, size: 3, hashes: [R2] },
  { index: 1, size: 5, hashes: [R1, N23, L4] },
];
const consistencies = [
  { from: 1, to: 1, hashes: [] },
  { from: 1, to: 8, hashes: [L1, N23, N4567] },
  { from: 6, to: 8, hashes: [N45, N67, R4] },
  { from: 2, to: 5, hashes: [N23, L4] },
];

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hexes = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'));
const log = createMemoryLog();
for (const leaf of leaves) log.append(bytes(leaf));

describe('The published vectors of RFC 6962 trees', () => {
  it('hash a leaf and two children with prefixes of their own', () => {
    expect(hexes([EMPTY_ROOT, hashLeaf(bytes('')), hashLeaf(bytes('00'))])).toEqual([roots[0], R1, L1]);
    expect(hexes([hashChildren(bytes(R1), bytes(L1))])).toEqual([R2]);
  });

  it.each(roots.map((root, size) => [size, root] as const))('have the root of %i leaves', (size, root) => {
    expect(hexes([treeRoot(size, log.read)])).toEqual([root]);
  });

  it.each(inclusions)('prove leaf $index of $size', ({ index, size, hashes }) => {
    expect(hexes(proveInclusion({ index, size }, log.read))).toEqual(hashes);

    const claim = { index, size, leafHash: hashLeaf(bytes(leaves[index]!)), hashes: hashes.map(bytes) };
    expect(() => assertInclusion({ ...claim, root: bytes(roots[size]!) })).not.toThrow();
  });

  it.each(consistencies)('prove that $to leaves go on from $from', ({ from, to, hashes }) => {
    expect(hexes(proveConsistency({ from, to }, log.read))).toEqual(hashes);

    const [old, grown] = [
      { size: from, root: bytes(roots[from]!) },
      { size: to, root: bytes(roots[to]!) },
    ];
    expect(() => assertConsistency({ from: old, to: grown, hashes: hashes.map(bytes) })).not.toThrow();
  });

  it('take every tree for a continuation of the empty one, and only with the root of nothing', () => {
    const to = { size: 8, root: bytes(roots[8]!) };

    expect(proveConsistency({ from: 0, to: 8 }, log.read)).toEqual([]);
    expect(() => assertConsistency({ from: { size: 0, root: EMPTY_ROOT }, to, hashes: [] })).not.toThrow();
    expect(() => assertConsistency({ from: { size: 0, root: to.root }, to, hashes: [] })).toThrow(
      'consistency-invalid',
    );
  });

  it('never let the two children of a node pass for a leaf', () => {
    const node = Buffer.concat([bytes(R1), bytes(L1)]);

    const claim = { index: 0, size: 4, root: bytes(R4), leafHash: hashLeaf(node), hashes: [bytes(N23)] };
    expect(() => assertInclusion(claim)).toThrow('inclusion-invalid');
    expect(() => assertInclusion({ ...claim, leafHash: bytes(R2) })).toThrow('inclusion-invalid');
  });
});
