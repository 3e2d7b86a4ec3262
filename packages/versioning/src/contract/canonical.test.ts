import { describe, expect, it } from 'vitest';

import { canonicalText, withoutAnnotations } from './canonical.ts';

describe('the canonical form of a schema', () => {
  it.each([
    [
      { type: 'string', title: 'x', default: 1, examples: [2], format: 'date', 'x-label': { fr: 'y' } },
      { type: 'string' },
    ],
    [
      { properties: { b: true, a: { minimum: 1, type: 'number' } } },
      { properties: { a: { type: 'number', minimum: 1 }, b: true } },
    ],
    [
      { required: ['b', 'a'], enum: [2, 1] },
      { enum: [1, 2], required: ['a', 'b'] },
    ],
    [{ const: { b: 1, a: 2 } }, { const: { a: 2, b: 1 } }],
    [{ items: { not: { title: 'x' } } }, { items: { not: {} } }],
  ])('is the same of %j and %j', (one, other) => {
    expect(canonicalText(one)).toBe(canonicalText(other));
  });

  it.each([
    [{ const: [1, 2] }, { const: [2, 1] }],
    [{ const: { title: 'x' } }, { const: {} }],
    [{ enum: [{ type: ['a', 'b'] }] }, { enum: [{ type: ['b', 'a'] }] }],
    [{ prefixItems: [true, false] }, { prefixItems: [false, true] }],
    [{ properties: { title: true } }, { properties: {} }],
    [{ properties: { title: { type: 'string' } } }, { properties: { title: { type: 'integer' } } }],
    [
      { contentSchema: true, $ref: '#/contentSchema' },
      { contentSchema: false, $ref: '#/contentSchema' },
    ],
    [{ $defs: { description: true } }, { $defs: {} }],
  ])('is not the same of %j and %j', (one, other) => {
    expect(canonicalText(one)).not.toBe(canonicalText(other));
  });

  it('keeps what is named like an annotation and what is named __proto__', () => {
    const schema = JSON.parse('{"properties":{"__proto__":{"title":"x","type":"null"}}}') as Record<string, unknown>;

    expect(JSON.stringify(withoutAnnotations(schema))).toBe('{"properties":{"__proto__":{"type":"null"}}}');
  });
});
