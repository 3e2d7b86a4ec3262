import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hashLeaf } from '../merkle/hash.ts';
import { proveInclusion } from '../merkle/inclusion.ts';
import { treeRoot } from '../merkle/range.ts';
import { FIXED_ORIGIN, fixedSigner, fixedVerifier } from '../testing/fixed-log.ts';
import { leafOf, memoryLogOf } from '../testing/memory-log.ts';
import { createVirtualLog, ODD_LEAF } from '../testing/virtual-log.ts';
import { signCheckpoint } from './checkpoint.ts';
import { formatTlogProof, MAX_PROOF_BYTES, openTlogProof, parseTlogProof } from './tlog-proof.ts';

const log = memoryLogOf(100);
const checkpointOf = (size: number, read = log.read) =>
  signCheckpoint({ origin: FIXED_ORIGIN, size, root: treeRoot(size, read), extensions: [] }, fixedSigner());
const proofOf = (index: number, size: number) => ({
  index,
  hashes: proveInclusion({ index, size }, log.read),
  checkpoint: checkpointOf(size),
});
const verifier = fixedVerifier();

describe('A proof file', () => {
  it('is the same after formatting and parsing, with any extra', () => {
    const places = fc
      .tuple(fc.integer({ min: 1, max: 100 }), fc.nat())
      .map(([size, at]) => ({ size, index: at % size }));
    const extras = fc.option(fc.uint8Array({ minLength: 1 }), { nil: undefined });
    fc.assert(
      fc.property(places, extras, ({ size, index }, extra) => {
        const plain = proofOf(index, size);
        const proof = extra === undefined ? plain : { ...plain, extra };

        const parsed = parseTlogProof(formatTlogProof(proof));
        expect({ ...parsed, extra: parsed.extra && [...parsed.extra], hashes: parsed.hashes.map(hex) }).toEqual({
          ...proof,
          extra: extra && [...extra],
          hashes: proof.hashes.map(hex),
        });
        const leafHash = hashLeaf(leafOf(index));
        expect(openTlogProof(parsed, { leafHash, verifier })).toMatchObject({ size, origin: FIXED_ORIGIN });
      }),
    );
  });

  it('has one form only: what is parsed from any text formats to that text', () => {
    const text = formatTlogProof({ ...proofOf(5, 8), extra: Uint8Array.of(1) });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (noise, at) => {
        const place = at % text.length;
        const changed = text.slice(0, place) + noise + text.slice(place);
        let proof;
        try {
          proof = parseTlogProof(changed);
        } catch (error) {
          expect((error as { code: string }).code).toMatch(/^(?:proof|note|checkpoint)-malformed$/);
          return;
        }
        expect(formatTlogProof(proof)).toBe(changed);
      }),
    );
  });

  it('proves one leaf only', () => {
    for (let index = 0; index < 8; index += 1) {
      const run = () => openTlogProof(proofOf(5, 8), { leafHash: hashLeaf(leafOf(index)), verifier });
      if (index === 5) expect(run).not.toThrow();
      else expect(run).toThrow('inclusion-invalid');
    }
  });

  it('is not formatted when it could not be parsed again', () => {
    const good = proofOf(5, 8);
    for (const proof of [
      { ...good, extra: new Uint8Array(0) },
      { ...good, index: -1 },
      { ...good, index: 2 ** 53 },
      { ...good, hashes: [new Uint8Array(31)] },
      { ...good, hashes: Array.from({ length: 54 }, () => new Uint8Array(32)) },
      { ...good, extra: new Uint8Array(MAX_PROOF_BYTES) },
    ]) {
      expect(() => formatTlogProof(proof)).toThrow('proof-malformed');
    }
    expect(() => formatTlogProof({ ...good, checkpoint: 'none' })).toThrow('note-malformed');
  });

  it('longer than 4,000,000 bytes is not read', () => {
    const text = formatTlogProof({ ...proofOf(5, 8), extra: new Uint8Array(10) });
    const long = text.replace('extra ', `extra ${'A'.repeat(MAX_PROOF_BYTES)}`);

    expect(() => parseTlogProof(long)).toThrow('proof-malformed');
    expect(() => parseTlogProof(Buffer.from(long))).toThrow('proof-malformed');
  });

  it('takes 1.2 kB in a log of a million leaves and 2.7 kB in the largest, without extra', () => {
    for (const [size, limit] of [
      [1_000_000, 1200],
      [Number.MAX_SAFE_INTEGER, 2700],
    ] as const) {
      const index = Math.floor(size / 3);
      const { read } = createVirtualLog(index);
      const proof = { index, hashes: proveInclusion({ index, size }, read), checkpoint: checkpointOf(size, read) };

      const text = formatTlogProof(proof);
      expect(Buffer.byteLength(text)).toBeLessThan(limit);
      expect(openTlogProof(parseTlogProof(text), { leafHash: ODD_LEAF, verifier }).size).toBe(size);
    }
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
