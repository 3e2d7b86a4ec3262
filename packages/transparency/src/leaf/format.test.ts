import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arbitraryLeaf, arbitraryLeafOf } from '../testing/arbitrary-leaf.ts';
import { codeOf } from '../testing/code-of.ts';
import { readExpectations } from '../testing/expectation.ts';
import { formatLeaf, LEAF_LIMIT, parseLeaf } from './format.ts';
import { LEAF_KINDS } from './layout.ts';
import { isAgencyLeaf, type KeyAddLeaf, type Leaf } from './leaf.ts';

const D = `sha256:${'0'.repeat(64)}`;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a leaf', () => {
  it.each(LEAF_KINDS)('of kind %s is the same after it was written and read, and fits', (kind) => {
    fc.assert(
      fc.property(arbitraryLeafOf[kind], (members) => {
        const leaf = { ...members, kind } as Leaf;
        const bytes = formatLeaf(leaf);

        expect(parseLeaf(bytes)).toEqual(leaf);
        expect(text(bytes).startsWith(`nforge-leaf/1 ${kind}\ntime `)).toBe(true);
        expect(bytes.length).toBeLessThanOrEqual(LEAF_LIMIT);
      }),
      { numRuns: 40 },
    );
  });

  it('that is read is written again byte for byte, or not read at all', () => {
    const bytesWithOneChanged = arbitraryLeaf.chain((leaf) => {
      const bytes = formatLeaf(leaf);
      return fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
        return bytes.with(at, bytes[at]! ^ by);
      });
    });
    fc.assert(
      fc.property(bytesWithOneChanged, (bytes) => {
        let leaf: Leaf | undefined;
        const code = codeOf(() => (leaf = parseLeaf(bytes)));
        if (leaf === undefined) expect(['leaf-malformed', 'leaf-unsupported']).toContain(code);
        else expect(Buffer.compare(formatLeaf(leaf), bytes)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('has its lines in the order of the specification', () => {
    const leaf: Leaf = {
      kind: 'key-add',
      time: 1_790_000_000,
      agency: 'sante',
      key: D,
      algorithm: 'ed25519',
      public: 'AAAA',
      use: 'ci',
      names: ['a', 'b-2'],
      expires: 1_800_000_000,
      envelope: D,
      state: D,
      actor: 'Kx3_f0',
    };
    expect(text(formatLeaf(leaf))).toBe(
      `nforge-leaf/1 key-add\ntime 1790000000\nagency sante\nkey ${D}\nalgorithm ed25519\npublic AAAA\nuse ci\n` +
        `names a,b-2\nexpires 1800000000\nenvelope ${D}\nstate ${D}\nactor Kx3_f0\n`,
    );
  });

  it('holds the longest key and the longest list of names that it may', () => {
    const names = Array.from({ length: 64 }, (_, at) => `n${String(at).padStart(63, '0')}`);
    const leaf: KeyAddLeaf = {
      kind: 'key-add',
      time: 253_402_300_799,
      agency: 'a'.repeat(40),
      key: D,
      algorithm: 'ml-dsa-44',
      public: Buffer.alloc(1334).toString('base64'),
      use: 'ci',
      names,
      expires: 253_402_300_799,
      envelope: D,
      state: D,
      actor: 'x'.repeat(64),
    };
    expect(parseLeaf(formatLeaf(leaf))).toEqual(leaf);
    expect(codeOf(() => formatLeaf({ ...leaf, names: [...names, 'z'] }))).toBe('leaf-malformed');
  });

  it('cannot limit a key to an algorithm called "none", which would read as no limit', () => {
    const leaf = fc.sample(arbitraryLeafOf['key-add'], { numRuns: 1, seed: 1 })[0] as KeyAddLeaf;
    const limited = { ...leaf, kind: 'key-add', use: 'ci', expires: 1, names: ['none'] } as const;

    expect(codeOf(() => formatLeaf(limited))).toBe('leaf-malformed');
    expect(codeOf(() => formatLeaf({ ...limited, names: ['aa', 'none'] }))).toBe('leaf-malformed');
  });

  it('is refused by its writer when a value would break the lines', () => {
    const yank = { kind: 'yank', time: 1, name: 'a/b', version: '1.0.0', actor: 'x', detail: D } as const;
    const broken = [
      { ...yank, actor: 'x\ndetail' },
      { ...yank, actor: 'x\n' },
      { ...yank, name: 'a/b/c' },
      { ...yank, name: 'a' },
      { ...yank, version: '1.0.0+build' },
      { ...yank, version: `1.0.0-${'a'.repeat(60)}` },
      { ...yank, time: -1 },
      { ...yank, time: 1.5 },
      { ...yank, time: NaN },
      { ...yank, time: 253_402_300_800 },
      { ...yank, detail: D.toUpperCase() },
    ];
    for (const leaf of broken) expect(codeOf(() => formatLeaf(leaf))).toBe('leaf-malformed');
  });

  it.each(readExpectations('leaves'))('of the file $name gives $code', ({ code, bytes }) => {
    expect(codeOf(() => parseLeaf(bytes))).toBe(code);
  });
});

it('calls a leaf one of an agency when it makes a new state of an agency', () => {
  const base = { time: 1, envelope: D, state: D, actor: 'x', detail: D };

  expect(isAgencyLeaf({ ...base, kind: 'transfer', from: 'a', to: 'b' })).toBe(true);
  expect(isAgencyLeaf({ ...base, kind: 'transfer', from: 'a/x', to: 'b/x' })).toBe(false);
  expect(isAgencyLeaf({ ...base, kind: 'key-revoke', agency: 'a', key: D, from: 1 })).toBe(true);
  expect(isAgencyLeaf({ ...base, kind: 'release', name: 'a/x', version: '1.0.0', release: D })).toBe(false);
});
