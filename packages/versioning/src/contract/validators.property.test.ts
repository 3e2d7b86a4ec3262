import { openAjv } from '@national-forge/manifest/validator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arbitraryInPlace, arbitraryObject } from '../testing/arbitrary-in-place.ts';
import { arbitrarySchema, arbitraryValue } from '../testing/arbitrary-schema.ts';
import type { Json } from './formula.ts';
import { openHyperjump } from './hyperjump.ts';
import type { Schema } from './schema.ts';

const numRuns = process.env['NFORGE_TEST_SCALE'] === 'full' ? 5_000 : 75;

/** What is read from a file has the prototype of all objects. */
const read = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const item = fc.constantFrom<Schema>(true, false, { const: 1 }, { type: 'number' }, { type: 'array' });
const arrays = fc.record(
  {
    prefixItems: fc.array(item, { minLength: 1, maxLength: 2 }),
    ...{ contains: item, unevaluatedItems: item, items: item },
    ...{ minContains: fc.nat(2), maxContains: fc.nat(2), minItems: fc.nat(2) },
  },
  { requiredKeys: [] },
);

const lists = fc.array(
  fc.oneof(fc.constantFrom<Json>(1, 'a'), fc.array(fc.constantFrom<Json>(1, 'a'), { maxLength: 2 })),
  {
    maxLength: 3,
  },
);

// The validator that admission, runner and prover share is held against one that has no code in common with it.
describe('the validator of the house', () => {
  it('finds valid what the other one finds valid, for any schema and value', { timeout: 600_000 }, async () => {
    const values = fc.array(arbitraryValue, { minLength: 20, maxLength: 20 });
    await fc.assert(fc.asyncProperty(arbitrarySchema, values, agree), { numRuns });
  });

  it('finds so of what schemas in place have evaluated of an object', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryInPlace, fc.array(arbitraryObject, { minLength: 20, maxLength: 20 }), agree),
      { numRuns },
    );
  });

  it('finds so of arrays within arrays, where places and counts are told together', { timeout: 600_000 }, async () => {
    const nested = fc.oneof(
      arrays,
      fc.tuple(fc.constantFrom('items', 'contains'), arrays).map(([keyword, one]): Schema => ({ [keyword]: one })),
      fc.tuple(arrays, arrays).map(([one, other]): Schema => ({ ...one, items: other })),
    );
    await fc.assert(fc.asyncProperty(nested, fc.array(lists, { minLength: 20, maxLength: 20 }), agree), { numRuns });
  });
});

async function agree(given: Schema, values: readonly Json[]): Promise<void> {
  const schema = read(given);
  const [ours, theirs] = [openAjv().compile(schema as object), await openHyperjump(schema)];
  for (const value of values.map(read)) expect([value, ours(value)]).toEqual([value, theirs(value)]);
}
