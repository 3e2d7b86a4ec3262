import { describe, expect, it } from 'vitest';

import type { Json, Schema } from '../program.ts';
import { dropUndeclared } from './drop-undeclared.ts';

const a = { properties: { a: true } };

describe('dropUndeclared', () => {
  it.each<[string, Schema, Json, Json, readonly string[]]>([
    ['what properties do not name', a, { a: 1, b: 2 }, { a: 1 }, ['/b']],
    ['also where the object is closed', { ...a, additionalProperties: false }, { a: 1, b: 2 }, { a: 1 }, ['/b']],
    ['at any depth', { properties: { o: a } }, { o: { b: 1 } }, { o: {} }, ['/o/b']],
    ['in lists', { prefixItems: [true], items: a }, [{ b: 1 }, { a: 1, b: 1 }], [{ b: 1 }, { a: 1 }], ['/1/b']],
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
  ])('drops %s', (_, schema, value, ...[kept, dropped]) => {
    expect(dropUndeclared(schema, value)).toEqual({ value: kept, dropped });
  });

  it('follows a schema that refers to itself', () => {
    const schema = { properties: { next: { $ref: '#' } } };
    expect(dropUndeclared(schema, { next: { next: { b: 1 } } })).toEqual({
      value: { next: { next: {} } },
      dropped: ['/next/next/b'],
    });
  });

  it('ends where references go in a circle', () => {
    const schema = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } };
    expect(dropUndeclared(schema, { a: 1 })).toEqual({ value: { a: 1 }, dropped: [] });
  });
});
