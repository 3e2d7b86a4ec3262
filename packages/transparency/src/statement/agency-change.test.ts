import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  arbitraryAlgorithm,
  arbitraryDigest,
  arbitraryIndex,
  arbitraryName,
  arbitraryNames,
  arbitraryTime,
} from '../testing/arbitrary-leaf.ts';
import { codeOf } from '../testing/code-of.ts';
import { readExpectations } from '../testing/expectation.ts';
import { formatChange, parseChange, type AgencyChange, type Change } from './agency-change.ts';

const key = {
  algorithm: fc.constantFrom('ed25519' as const, 'ml-dsa-44' as const),
  public: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64')),
};
const pair = (party: fc.Arbitrary<string>) =>
  fc
    .uniqueArray(party, { minLength: 2, maxLength: 2 })
    .map(([from = '', to = '']) => ({ kind: 'transfer', from, to }) as const);
const arbitraryChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('key-add' as const),
    ...key,
    use: fc.constant('agency' as const),
    names: fc.constant(null),
    expires: fc.option(arbitraryTime),
  }),
  fc.record({
    kind: fc.constant('key-add' as const),
    ...key,
    use: fc.constant('ci' as const),
    names: arbitraryNames,
    expires: arbitraryTime,
  }),
  fc.record({ kind: fc.constant('key-revoke' as const), key: arbitraryDigest, from: fc.option(arbitraryIndex) }),
  fc.record({ kind: fc.constant('agency-policy' as const), threshold: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ kind: fc.constant('key-reset' as const), ...key }),
  pair(arbitraryName),
  pair(arbitraryAlgorithm),
);

describe('a change of an agency', () => {
  it('is the same after it was written and read', () => {
    const arbitrary: fc.Arbitrary<AgencyChange> = fc.record({
      origin: fc.constantFrom('forge.example/log', 'سجل.example'),
      agency: arbitraryName,
      previous: arbitraryDigest,
      change: arbitraryChange,
    });
    fc.assert(
      fc.property(arbitrary, (change) => {
        expect(parseChange(formatChange(change))).toEqual(change);
      }),
    );
  });

  it('is canonical JSON with its members sorted', () => {
    const previous = `sha256:${'0'.repeat(64)}`;
    const change: AgencyChange = {
      origin: 'forge.example/log',
      agency: 'sante',
      previous,
      change: { kind: 'agency-policy', threshold: 2 },
    };
    expect(new TextDecoder().decode(formatChange(change))).toBe(
      `{"agency":"sante","change":{"kind":"agency-policy","threshold":2},"origin":"forge.example/log","previous":"${previous}"}`,
    );
  });

  it.each(readExpectations('changes'))('of the file $name gives $code', ({ code, bytes }) => {
    expect(codeOf(() => parseChange(bytes))).toBe(code);
  });
});
