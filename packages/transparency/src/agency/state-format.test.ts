import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeBase64 } from '../keys/base64.ts';
import { digestOf } from '../keys/digest.ts';
import { arbitraryName, arbitraryNames, arbitraryTime } from '../testing/arbitrary-leaf.ts';
import { codeOf } from '../testing/code-of.ts';
import { readExpectations } from '../testing/expectation.ts';
import { formatState, parseState, stateDigest } from './state-format.ts';
import type { AgencyKey, AgencyState } from './state.ts';

const arbitraryRights = fc.oneof(
  fc.record({ use: fc.constant('agency' as const), names: fc.constant(null), expires: fc.option(arbitraryTime) }),
  fc.record({ use: fc.constant('ci' as const), names: arbitraryNames, expires: arbitraryTime }),
);
const arbitraryKey = (since: number): fc.Arbitrary<AgencyKey> =>
  fc
    .tuple(
      fc.uint8Array({ minLength: 20, maxLength: 60 }),
      arbitraryRights,
      fc.option(fc.integer({ min: since, max: 5000 })),
      fc.constantFrom('ed25519' as const, 'ml-dsa-44' as const),
    )
    .map(([bytes, rights, until, algorithm]) => {
      return { fingerprint: digestOf(bytes), algorithm, ...rights, since, until, spki: encodeBase64(bytes) };
    });
const arbitraryState: fc.Arbitrary<AgencyState> = fc
  .uniqueArray(fc.nat({ max: 4000 }), { maxLength: 6 })
  .chain((indexes) => fc.tuple(...indexes.sort((a, b) => a - b).map(arbitraryKey)))
  .chain((keys) =>
    fc.record({
      agency: arbitraryName,
      epoch: fc.nat({ max: 9 }),
      threshold: fc.integer({ min: 1, max: 15 }),
      leaf: fc.integer({ min: 5000, max: 9000 }),
      previous: fc.option(fc.nat({ max: 4999 })),
      keys: fc.constant(keys),
    }),
  )
  .filter(({ keys }) => new Set(keys.map((key) => key.fingerprint)).size === keys.length);

describe('an agency state', () => {
  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(arbitraryState, (state) => {
        expect(parseState(formatState(state))).toEqual(state);
      }),
    );
  });

  it('is named by the SHA-256 of its text', () => {
    const state: AgencyState = { agency: 'sante', epoch: 0, threshold: 1, leaf: 7, previous: null, keys: [] };
    const text = 'nforge-agency-state/1 sante\nepoch 0\nthreshold 1\nleaf 7\nprevious none\n';

    expect(new TextDecoder().decode(formatState(state))).toBe(text);
    expect(stateDigest(state)).toBe(digestOf(Buffer.from(text)));
  });

  it('that is read is written again byte for byte, or not read at all', () => {
    const changed = arbitraryState.chain((state) => {
      const bytes = formatState(state);
      return fc
        .tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }))
        .map(([at, by]) => bytes.with(at, bytes[at]! ^ by));
    });
    fc.assert(
      fc.property(changed, (bytes) => {
        let state: AgencyState | undefined;
        const code = codeOf(() => (state = parseState(bytes)));
        if (state === undefined) expect(code).toBe('state-malformed');
        else expect(Buffer.compare(formatState(state), bytes)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is not written when a value would read as a line of its own', () => {
    const key = fc.sample(arbitraryKey(1), { numRuns: 1, seed: 3 })[0]!;
    const base = { agency: 'sante', epoch: 0, threshold: 1, leaf: 6000, previous: null };
    const line = new TextDecoder().decode(formatState({ ...base, keys: [key] })).split('\n')[5] ?? '';
    const other = { ...key, since: 0, spki: `${key.spki}\n${line}` };

    expect(codeOf(() => formatState({ ...base, keys: [other] }))).toBe('state-malformed');
  });

  it.each(readExpectations('states'))('of the file $name gives $code', ({ code, bytes }) => {
    expect(codeOf(() => parseState(bytes))).toBe(code);
  });
});
