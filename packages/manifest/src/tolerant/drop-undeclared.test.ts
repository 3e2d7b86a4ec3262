import { describe, expect, it } from 'vitest';

import { dropUndeclared } from './drop-undeclared.ts';
import type { Schema } from './document.ts';

const a = { properties: { a: true } };
const b = { properties: { b: true } };

interface Row {
  readonly what: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly left: unknown;
  readonly dropped: readonly string[];
}

const row = (
  what: string,
  schema: Schema,
  [value, left, ...dropped]: readonly [unknown, unknown, ...string[]],
): Row => ({
  ...{ what, schema, value, left, dropped },
});

describe('dropUndeclared', () => {
  it.each<Row>([
    row('what properties do not name', a, [{ a: 1, b: 2 }, { a: 1 }, '/b']),
    row('what a closed object does not name', { ...a, additionalProperties: false }, [{ a: 1, b: 2 }, { a: 1 }, '/b']),
    row('everything of an object that is closed to all', { additionalProperties: false }, [{ b: 2 }, {}, '/b']),
    row('in members', { properties: { o: a } }, [{ o: { b: 1 } }, { o: {} }, '/o/b']),
    row('in items, as all items together declare', { prefixItems: [b], items: a }, [
      [{ b: 1, a: 1, c: 1 }, { c: 1 }],
      [{ b: 1, a: 1 }, {}],
      '/0/c',
      '/1/c',
    ]),
    row('through references', { $ref: '#/$defs/x~1y', $defs: { 'x/y': a } }, [{ b: 1 }, {}, '/b']),
    row('through anchors', { $ref: '#here', $defs: { x: { $anchor: 'here', ...a } } }, [{ b: 1 }, {}, '/b']),
    row('with pointers escaped', a, [{ 'x/~': 1 }, {}, '/x~1~0']),
    row('what is named like what every object has', a, [{ constructor: 1 }, {}, '/constructor']),
    row('nothing that is required', { required: ['b'] }, [{ b: 1, c: 1 }, { b: 1 }, '/c']),
    row('nothing that a pattern names', { patternProperties: { '^x': true } }, [{ xa: 1, b: 2 }, { xa: 1 }, '/b']),
    row('nothing of a map', { ...a, additionalProperties: { type: 'number' } }, [
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ]),
    row('what is only let pass', { ...a, additionalProperties: {} }, [{ a: 1, b: 2 }, { a: 1 }, '/b']),
    row('in a map, as all its members together declare', { properties: { a: b }, additionalProperties: a }, [
      { a: { a: 1, b: 1, c: 1 }, x: { a: 1, b: 1 } },
      { a: { a: 1, b: 1 }, x: { a: 1, b: 1 } },
      '/a/c',
    ]),
    row('nothing where nothing is declared', { type: 'object' }, [{ a: { b: 1 } }, { a: { b: 1 } }]),
    row('nothing below what is declared and not described', a, [{ a: { b: 1 } }, { a: { b: 1 } }]),
    row('nothing that any branch declares', { anyOf: [a, b] }, [{ a: 1, b: 2, c: 3 }, { a: 1, b: 2 }, '/c']),
    row('nothing that is declared to be refused', { ...a, not: b }, [
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ]),
    row('nothing that a condition declares', { ...a, if: true, then: b }, [
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ]),
    row('nothing of what is no object', a, ['text', 'text']),
    row('nothing for a schema without keywords', true, [{ a: 1 }, { a: 1 }]),
  ])('drops $what', ({ schema, value, left, dropped }) => {
    expect(dropUndeclared(schema, value)).toEqual({ value: left, dropped });
  });

  it('follows a schema that refers to itself', () => {
    expect(dropUndeclared({ properties: { next: { $ref: '#' } } }, { next: { next: { b: 1 } } })).toEqual({
      value: { next: { next: {} } },
      dropped: ['/next/next/b'],
    });
  });

  it('ends where references go in a circle', () => {
    const circle = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } };

    expect(dropUndeclared(circle, { a: 1 })).toEqual({ value: { a: 1 }, dropped: [] });
  });

  it('keeps a member named __proto__ a member', () => {
    const value = JSON.parse('{"__proto__": {"b": 1}, "a": 1}') as unknown;
    const { value: left } = dropUndeclared({ properties: { a: true, ['__proto__']: a } }, value);

    expect(JSON.stringify(left)).toBe('{"__proto__":{},"a":1}');
    expect(Object.getPrototypeOf(left)).toBe(Object.prototype);
  });
});
