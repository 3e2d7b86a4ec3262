import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chanceOf, type Chance } from '../testing/real-size/chance.ts';
import { nearValues, validInstances } from '../testing/real-size/near-values.ts';
import { editAtRandom, type Edited } from '../testing/real-size/random-edits.ts';
import { REAL_SIZE } from '../testing/real-size/schemas.ts';
import { compareSchemas, type Comparison, type SchemaPair } from './compare-schemas.ts';
import type { Json } from './formula.ts';
import { openHyperjump } from './hyperjump.ts';
import type { SchemaObject } from './schema.ts';

const full = process.env['NFORGE_TEST_SCALE'] === 'full';
const LONG = { timeout: 1_200_000 };
const SLICES = full ? Array.from({ length: 10 }, (_, at) => ({ slice: at + 1, seed: at + 1 })) : [{ slice: 1 }];
/** The machine of a test may be busy. */
const PATIENT = { milliseconds: 60_000 };
const [numRuns, VALUES] = full ? [250, 30] : [6, 10];

/** Is a pair of which one was made from the other, with what stands in both roles. */
interface Drawn extends SchemaPair {
  readonly base: SchemaObject;
  readonly edited: Edited;
  readonly chance: Chance;
}

const drawn = (isSame: boolean): fc.Arbitrary<Drawn> =>
  fc.nat().map((seed): Drawn => {
    const chance = chanceOf(seed);
    const base = REAL_SIZE[chance.below(REAL_SIZE.length)] as SchemaObject;
    const edited = editAtRandom(base, chance, isSame);
    const [old, newer] = chance.below(2) === 0 ? [base, edited.schema] : [edited.schema, base];
    return { base, edited, chance, old, new: newer, role: chance.below(2) === 0 ? 'input' : 'output' };
  });

const INSTANCES = new Map<SchemaObject, readonly Json[]>();

function instancesOf(base: SchemaObject, isValid: (value: Json) => boolean): readonly Json[] {
  const known = INSTANCES.get(base) ?? validInstances(base, isValid, chanceOf(1));
  INSTANCES.set(base, known);
  return known;
}

/** Says of a value that shows an answer wrong what it shows. */
function refuted({ verdict, relation }: Comparison, [isOld, isNew]: readonly [boolean, boolean], role: string): string {
  const isBroken = role === 'input' ? isOld && !isNew : isNew && !isOld;
  if (verdict === 'compatible' && isBroken) return 'is no longer kept';
  const isLost = isOld && !isNew && ['equivalent', 'wider'].includes(relation);
  const isNewlyTaken = isNew && !isOld && ['equivalent', 'narrower'].includes(relation);
  return isLost ? 'is lost' : isNewlyTaken ? 'is new' : '';
}

/** The oracle shares no code with the prover; nor do the values come from it. */
async function neverShownWrong(pair: Drawn): Promise<Comparison> {
  const { old, new: newer, role, base, edited, chance } = pair;
  const comparison = await compareSchemas({ old, new: newer, role }, PATIENT);
  const [takesOld, takesNew] = [await openHyperjump(old), await openHyperjump(newer)];
  const judge = (value: Json) => [takesOld(value), takesNew(value)] as const;
  const { witness } = comparison;

  if (witness !== undefined)
    expect([edited.edits, ...judge(witness)]).toEqual([edited.edits, role === 'input', role !== 'input']);
  const next = nearValues({
    instances: instancesOf(base, old === base ? takesOld : takesNew),
    schemas: [base, edited.schema],
  });
  for (let left = VALUES; left > 0; left -= 1) {
    const value = next(chance);
    expect([edited.edits, value, refuted(comparison, judge(value), role)]).toEqual([edited.edits, value, '']);
  }
  return comparison;
}

describe('schemas of some hundred lines after a few edits', () => {
  it.each(SLICES)(
    'are compared without error, and rarely undecided, slice $slice',
    LONG,
    async ({ slice: _, ...seed }) => {
      let undecided = 0;
      const property = async (pair: Drawn): Promise<void> => {
        if ((await neverShownWrong(pair)).verdict === 'undecided') undecided += 1;
      };
      await fc.assert(fc.asyncProperty(drawn(false), property), { numRuns, endOnFailure: true, ...seed });

      expect(undecided).toBeLessThanOrEqual(Math.ceil(numRuns * 0.04));
    },
  );

  it.each(SLICES)(
    'are equivalent where the edit changes nothing, slice $slice',
    LONG,
    async ({ slice: _, ...seed }) => {
      const property = async (pair: Drawn): Promise<void> => {
        const { verdict, relation } = await neverShownWrong(pair);

        expect([pair.edited.edits, verdict, relation]).toEqual([pair.edited.edits, 'compatible', 'equivalent']);
      };
      await fc.assert(fc.asyncProperty(drawn(true), property), { numRuns: numRuns / 2, endOnFailure: true, ...seed });
    },
  );
});
