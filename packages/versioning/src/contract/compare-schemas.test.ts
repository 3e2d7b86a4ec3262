import { describe, expect, it } from 'vitest';

import { SCHEMA_PAIRS } from '../testing/schema-pairs.ts';
import { compareSchemas, type SchemaRole } from './compare-schemas.ts';
import type { Json } from './formula.ts';
import type { Schema } from './schema.ts';
import { openValidators } from './validators.ts';

const isValid = async (schema: Schema, value: Json): Promise<boolean | undefined> =>
  (await openValidators(schema))(value);

describe.each(Object.entries(SCHEMA_PAIRS))('of %s', (_, pairs) => {
  it.each(pairs)('$title: as input $input, as output $output', async ({ old, new: newer, input, output }) => {
    const expected: Record<SchemaRole, string> = { input, output };
    for (const role of ['input', 'output'] as const) {
      const comparison = await compareSchemas({ old, new: newer, role }, { milliseconds: 60_000 });

      expect({ role, verdict: comparison.verdict }).toEqual({ role, verdict: expected[role] });
      if (comparison.witness === undefined) continue;
      const [accepts, refuses] = role === 'input' ? [old, newer] : [newer, old];
      expect(await isValid(accepts, comparison.witness)).toBe(true);
      expect(await isValid(refuses, comparison.witness)).toBe(false);
    }
  });
});

describe('the comparison', () => {
  const contract = (dependants: number): Schema => ({
    type: 'object',
    properties: {
      income: { type: 'number', minimum: 0 },
      dependants: { type: 'integer', minimum: 0, maximum: dependants },
    },
    required: ['income'],
    additionalProperties: false,
  });

  it('shows a value, the rule that refuses it, and where it stands', async () => {
    expect(await compareSchemas({ old: contract(7), new: contract(6), role: 'input' })).toEqual({
      verdict: 'breaking',
      relation: 'narrower',
      witness: { income: 0, dependants: 7 },
      at: '/dependants',
      where: { old: '/properties/dependants/maximum', new: '/properties/dependants/maximum' },
      rule: 'counterexample',
      reason: 'maximum: 6',
      prover: 'nforge-prover/1',
    });
  });

  it('turns round with the role', async () => {
    const [narrow, wide] = [contract(6), contract(7)];
    const as = async (role: SchemaRole, old: Schema, newer: Schema) => {
      const { verdict, relation } = await compareSchemas({ old, new: newer, role }, { milliseconds: 60_000 });
      return `${verdict}, ${relation}`;
    };

    expect(await as('input', narrow, wide)).toBe('compatible, wider');
    expect(await as('output', narrow, wide)).toBe('breaking, wider');
    expect(await as('input', wide, narrow)).toBe('breaking, narrower');
    expect(await as('output', wide, narrow)).toBe('compatible, narrower');
  });

  it('is not looked for where nothing but texts for people and the order has changed', async () => {
    const old = { type: ['string', 'null'], title: 'a', enum: ['x', null], pattern: '(?=x)x' };
    const newer = { enum: [null, 'x'], pattern: '(?=x)x', 'x-label': { fr: 'b' }, type: ['null', 'string'] };

    expect(await compareSchemas({ old, new: newer, role: 'input' })).toMatchObject({
      verdict: 'compatible',
      rule: 'equal',
    });
  });

  it('follows a reference into what is otherwise an annotation', async () => {
    const old = { $ref: '#/contentSchema', contentSchema: { type: 'integer' } };
    const newer = { $ref: '#/contentSchema', contentSchema: { type: 'string' } };

    expect(await compareSchemas({ old, new: newer, role: 'input' })).toMatchObject({
      verdict: 'breaking',
      relation: 'incomparable',
    });
  });

  it.each<[string, Schema, Schema]>([
    ['const', { const: { type: ['a', 'b'] } }, { const: { type: ['b', 'a'] } }],
    ['enum', { enum: [{ required: ['a', 'b'] }] }, { enum: [{ required: ['b', 'a'] }] }],
  ])(
    'does not take the values of %s for schemas, in which the order of some lists says nothing',
    async (_, old, newer) => {
      expect(await compareSchemas({ old, new: newer, role: 'input' })).toMatchObject({
        verdict: 'breaking',
        relation: 'incomparable',
      });
    },
  );

  it.each<[string, Schema, Schema]>([
    ['pattern', { type: 'string', pattern: '(x|y)\\1' }, { type: 'string', pattern: 'x' }],
    ['dynamic-ref', { $dynamicRef: '#x', $defs: { a: { $dynamicAnchor: 'x' } } }, { type: 'string' }],
    ['length', { type: 'array', minItems: 100_000 }, { type: 'array', minItems: 100_001 }],
  ])('says why it has no answer: %s', async (reason, old, newer) => {
    expect(await compareSchemas({ old, new: newer, role: 'input' })).toMatchObject({
      verdict: 'undecided',
      relation: 'unknown',
      rule: 'none',
      reason,
    });
  });
});
