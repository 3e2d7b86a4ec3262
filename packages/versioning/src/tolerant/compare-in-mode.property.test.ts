import { dropUndeclared, findUndroppable } from '@national-forge/manifest/tolerant';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openHyperjump } from '../contract/hyperjump.ts';
import type { Schema } from '../contract/schema.ts';
import { VersioningError } from '../error.ts';
import { runs } from '../testing/arbitraries.ts';
import { arbitraryMembers, arbitraryTolerant } from '../testing/arbitrary-tolerant.ts';
import { compareInMode, type InputMode } from './compare-in-mode.ts';

const mode = fc.constantFrom<InputMode>('strict', 'tolerant');
const values = fc.array(arbitraryMembers, { minLength: 40, maxLength: 40 });

/** Any two, and as often one of which keywords were left out: so that many are compatible, whatever the seed. */
const pairs: fc.Arbitrary<readonly [Schema, Schema]> = fc.oneof(
  fc.tuple(arbitraryTolerant, arbitraryTolerant),
  arbitraryTolerant.chain((old) => {
    const keywords = Object.entries(old);
    return fc
      .subarray(keywords)
      .map((left): readonly [Schema, Schema] => [
        old,
        Object.fromEntries(keywords.filter((keyword) => keyword[0] === '$defs' || !left.includes(keyword))),
      ]);
  }),
);

/** A busy machine claims nothing either. */
function timeout(error: unknown): { readonly verdict: 'undecided'; readonly witness?: undefined } {
  if (error instanceof VersioningError && error.code === 'comparison-timeout') return { verdict: 'undecided' };
  throw error;
}

describe('the comparison of any two inputs in any mode', () => {
  it('is never shown wrong by what a caller may send', { timeout: 3_600_000 }, async () => {
    const verdicts = { compatible: 0, breaking: 0, undecided: 0 };
    await fc.assert(
      fc.asyncProperty(
        pairs,
        fc.record({ old: mode, new: mode, values }),
        async ([old, newer], { values: all, ...modes }) => {
          fc.pre([old, newer].every((schema) => findUndroppable(schema).length === 0));
          const [accepted, accepts] = [await openHyperjump(old), await openHyperjump(newer)];
          const isSent = (value: unknown) =>
            accepted(value as never) && (modes.old === 'strict' || dropUndeclared(old, value).dropped.length === 0);
          const isTaken = (value: unknown) =>
            accepts((modes.new === 'strict' ? value : dropUndeclared(newer, value).value) as never);

          const found = await compareInMode({ old, new: newer, role: 'input', modes }).catch(timeout);
          const { verdict, witness } = found;

          verdicts[verdict] += 1;
          if (verdict === 'breaking') expect([isSent(witness), isTaken(witness)]).toEqual([true, false]);
          if (verdict === 'compatible')
            for (const value of all) expect(isSent(value) && !isTaken(value), JSON.stringify(value)).toBe(false);
        },
      ),
      { ...runs(40), endOnFailure: true },
    );
    expect(verdicts.breaking).toBeGreaterThan(0);
    expect(verdicts.compatible).toBeGreaterThan(0);
    expect(verdicts.undecided).toBeLessThan(verdicts.breaking + verdicts.compatible);
  });
});
