import { describe, expect, it } from 'vitest';

import type { Json, Schema } from '../program.ts';
import { contractOpener } from './contract.ts';

/** Admits a value by a contract that is tolerant and otherwise accepts what is left. */
const admit = (schema: Schema, value: Json) => {
  const contract = contractOpener()({ schemas: { input: schema, output: true }, inputMode: 'tolerant' });
  const admitted = contract.admit(value);
  if ('code' in admitted) return admitted;
  return { value: admitted.input, dropped: admitted.warnings.map(({ pointer }) => pointer) };
};

const a = { properties: { a: true } };

describe('a tolerant contract', () => {
  it.each<[string, Schema, Json, Json, readonly string[]]>([
    ['what properties do not name', a, { a: 1, b: 2 }, { a: 1 }, ['/b']],
    ['also where the object is closed', { ...a, additionalProperties: false }, { a: 1, b: 2 }, { a: 1 }, ['/b']],
    ['at any depth', { properties: { o: a } }, { o: { b: 1 } }, { o: {} }, ['/o/b']],
    ['in lists', { items: a }, [{ b: 1 }, { a: 1, b: 1 }], [{}, { a: 1 }], ['/0/b', '/1/b']],
    ['through references', { $ref: '#/$defs/x~1y', $defs: { 'x/y': a } }, { b: 1 }, {}, ['/b']],
    ['with their pointers escaped', a, { 'x/~': 1 }, {}, ['/x~1~0']],
    ['named like what every object has', a, { constructor: 1 }, {}, ['/constructor']],
    ['nothing that a pattern names', { patternProperties: { '^x': true } }, { xa: 1, b: 2 }, { xa: 1 }, ['/b']],
    ['nothing of a map', { ...a, additionalProperties: { type: 'number' } }, { a: 1, b: 2 }, { a: 1, b: 2 }, []],
    ['nothing where nothing is declared', { type: 'object' }, { a: 1 }, { a: 1 }, []],
    [
      'nothing that any branch declares',
      { anyOf: [a, { properties: { b: true } }] },
      { a: 1, b: 2, c: 3 },
      { a: 1, b: 2 },
      ['/c'],
    ],
    [
      'nothing that a condition declares',
      { ...a, if: true, then: { properties: { b: true } } },
      { a: 1, b: 2 },
      { a: 1, b: 2 },
      [],
    ],
  ])('drops %s', (...[, schema, value, kept, dropped]) => {
    expect(admit(schema, value)).toEqual({ value: kept, dropped });
  });

  it('follows a schema that refers to itself', () => {
    const schema = { properties: { next: { $ref: '#' } } };
    expect(admit(schema, { next: { next: { b: 1 } } })).toEqual({
      value: { next: { next: {} } },
      dropped: ['/next/next/b'],
    });
  });
});
