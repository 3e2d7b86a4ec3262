import { describe, expect, it } from 'vitest';

import { createCompiler } from './compile.ts';
import type { Json } from './formula.ts';
import { holds } from './holds.ts';
import type { Schema } from './schema.ts';

const accepts = (schema: Schema, value: Json): boolean => {
  const { compile, resolve } = createCompiler(schema, '');
  return holds(compile(schema), value, resolve);
};

describe('a schema holds', () => {
  it.each<[Schema, readonly Json[], readonly Json[]]>([
    [{ type: 'integer' }, [1, -0, 1e21], [1.5, '1', null]],
    [{ type: ['null', 'boolean'] }, [null, false], [0, '', [], {}]],
    [{ exclusiveMinimum: 1, maximum: 2 }, [2, 1.001, 'x'], [1, 2.001]],
    [{ multipleOf: 0.01 }, [0.29, 1.1, 19.99], [0.005]],
    [{ minLength: 2, maxLength: 2 }, ['ab', '😀😀', 1], ['a', '😀', 'abc']],
    [{ pattern: '^a.c$' }, ['abc', 'a😀c'], ['ac', 'a\nc']],
    [{ enum: [{ a: 1, b: [2] }] }, [{ b: [2], a: 1 }], [{ a: 1 }, { a: 1, b: [2], c: 3 }]],
    [
      { uniqueItems: true },
      [
        [1, '1', true],
        [{ a: 1 }, { a: 2 }],
      ],
      [
        [1, 1],
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
    ],
    [{ prefixItems: [{ type: 'string' }], items: { type: 'null' } }, [[], ['a'], ['a', null]], [[1], ['a', 1]]],
    [
      { contains: { const: 1 }, minContains: 2, maxContains: 3 },
      [
        [1, 1],
        [1, 2, 1, 1],
      ],
      [[], [1], [1, 1, 1, 1]],
    ],
    [{ required: ['toString'] }, [{ toString: 1 }, 'x'], [{}, { constructor: 1 }]],
    [{ propertyNames: { maxLength: 1 } }, [{}, { a: 1 }], [{ ab: 1 }]],
    [{ minProperties: 1, maxProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 1 }]],
    [
      { patternProperties: { '^a': { type: 'null' } }, additionalProperties: false },
      [{ ab: null }],
      [{ a: 1 }, { b: null }],
    ],
    [{ dependentRequired: { a: ['b'] } }, [{}, { b: 1 }, { a: 1, b: 1 }], [{ a: 1 }]],
    [{ dependentSchemas: { a: { maxProperties: 1 } } }, [{ a: 1 }, { b: 1, c: 1 }], [{ a: 1, b: 1 }]],
    [{ oneOf: [{ minimum: 1 }, { maximum: 2 }] }, [0, 3], [1.5, 'x']],
    [{ if: { const: 1 }, then: false, else: { type: 'string' } }, ['x'], [1, 2]],
    [
      { properties: { a: true }, anyOf: [{ properties: { b: true } }], unevaluatedProperties: false },
      [{ a: 1, b: 1 }],
      [{ c: 1 }],
    ],
    [
      { contains: { const: 1 }, unevaluatedItems: { const: 2 } },
      [
        [1, 2],
        [2, 1, 1],
      ],
      [[2], [1, 3]],
    ],
  ])('%j', (schema, valid, invalid) => {
    for (const value of valid) expect([value, accepts(schema, value)]).toEqual([value, true]);
    for (const value of invalid) expect([value, accepts(schema, value)]).toEqual([value, false]);
  });
});
