import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arbitraryInPlace, arbitraryObject } from '../testing/arbitrary-in-place.ts';
import { arbitraryPair, arbitrarySchema, arbitraryValue } from '../testing/arbitrary-schema.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { Json } from './formula.ts';
import { openHyperjump } from './hyperjump.ts';
import type { Schema } from './schema.ts';

const full = process.env['NFORGE_TEST_SCALE'] === 'full';
const LONG = { timeout: 1_200_000 };
/** At full scale a slice has a seed of its own and can be run alone (`-t "slice 3"`), so that a slow machine gets to the end. */
const SLICES = full ? Array.from({ length: 10 }, (_, at) => ({ slice: at + 1, seed: at + 1 })) : [{ slice: 1 }];
/** The machine of a test may be busy. */
const PATIENT = { milliseconds: 60_000 };
const numRuns = full ? 500 : 60;

interface Drawn {
  readonly pairs: fc.Arbitrary<readonly [Schema, Schema]>;
  readonly values: fc.Arbitrary<Json>;
  readonly numRuns: number;
  /** The largest share undecided; a few runs may meet many by chance. */
  readonly undecidedAtMost: number;
  readonly seed?: number;
}

/** The oracle shares no code with the prover. */
async function neverShownWrong({ pairs, values, undecidedAtMost, ...runs }: Drawn): Promise<void> {
  let undecided = 0;
  const property = async ([old, newer]: readonly [Schema, Schema], samples: readonly Json[]) => {
    const [accepts, allows] = [await openHyperjump(old), await openHyperjump(newer)];
    const { verdict, witness } = await compareSchemas({ old, new: newer, role: 'input' }, PATIENT);

    if (verdict === 'undecided') undecided += 1;
    if (witness !== undefined) expect([accepts(witness), allows(witness)]).toEqual([true, false]);
    if (verdict === 'compatible')
      for (const value of samples) expect(accepts(value) && !allows(value), JSON.stringify(value)).toBe(false);
  };
  await fc.assert(fc.asyncProperty(pairs, fc.array(values, { minLength: 40, maxLength: 40 }), property), runs);
  expect(undecided).toBeLessThanOrEqual(Math.ceil(runs.numRuns * undecidedAtMost));
}

describe('the comparison of any two schemas', () => {
  it.each(SLICES)(
    'is never shown wrong by a value, and is rarely undecided, slice $slice',
    LONG,
    async ({ slice: _, ...seed }) => {
      await neverShownWrong({ pairs: arbitraryPair, values: arbitraryValue, numRuns, undecidedAtMost: 0.02, ...seed });
    },
  );

  it.each(SLICES)('nor where much is applied in place, slice $slice', LONG, async ({ slice: _, ...seed }) => {
    const pairs = fc.oneof(
      fc.tuple(arbitraryInPlace, arbitraryInPlace),
      fc
        .tuple(arbitraryInPlace, arbitraryInPlace)
        .map(([one, other]): readonly [Schema, Schema] => [one, { ...(one as object), ...(other as object) }]),
    );
    await neverShownWrong({ pairs, values: arbitraryObject, numRuns, undecidedAtMost: full ? 0.05 : 0.2, ...seed });
  });

  it.each(SLICES)('turns round with the role, slice $slice', LONG, async ({ slice: _, ...seed }) => {
    await fc.assert(
      fc.asyncProperty(arbitraryPair, async ([old, newer]) => {
        const as = await compareSchemas({ old, new: newer, role: 'input' }, PATIENT);
        const turned = await compareSchemas({ old: newer, new: old, role: 'output' }, PATIENT);

        expect(turned.verdict).toBe(as.verdict);
        expect(turned.witness).toEqual(as.witness);
      }),
      { numRuns: numRuns / 2, ...seed },
    );
  });

  it.each(SLICES)(
    'finds a schema equivalent to itself, however it is written, and to itself twice, slice $slice',
    LONG,
    async ({ slice: _, ...seed }) => {
      await fc.assert(
        fc.asyncProperty(arbitrarySchema, async (schema) => {
          for (const same of [{ allOf: [schema] }, { anyOf: [schema, schema] }, { not: { not: schema } }]) {
            const { verdict, relation, reason } = await compareSchemas(
              { old: schema, new: same, role: 'input' },
              PATIENT,
            );
            if (verdict !== 'undecided') expect([verdict, relation]).toEqual(['compatible', 'equivalent']);
            else expect(reason).not.toBe('validators');
          }
        }),
        { numRuns: Math.ceil(numRuns / 3), ...seed },
      );
    },
  );

  it.each(SLICES)(
    'finds that a demand more is no wider, and a choice more no narrower, slice $slice',
    LONG,
    async ({ slice: _, ...seed }) => {
      await fc.assert(
        fc.asyncProperty(arbitrarySchema, arbitrarySchema, async (one, other) => {
          const narrowed = await compareSchemas({ old: { allOf: [one, other] }, new: one, role: 'input' }, PATIENT);
          const widened = await compareSchemas({ old: one, new: { anyOf: [one, other] }, role: 'input' }, PATIENT);

          for (const { verdict, reason } of [narrowed, widened])
            expect([verdict, reason]).not.toEqual(['breaking', reason]);
        }),
        { numRuns: numRuns / 2, ...seed },
      );
    },
  );
});
