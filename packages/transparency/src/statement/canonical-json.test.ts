import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson, readCanonicalObject, type JsonValue } from './canonical-json.ts';

const read = (text: string) => readCanonicalObject(new TextEncoder().encode(text), 10_000);

describe('canonical JSON', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(canonicalJson(read(text) ?? {})).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('sorts members by UTF-16 code unit (RFC 8785 §3.2.3)', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 })).toBe(
      String.raw`{"\r":2,"1":4,"` + '\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    );
  });

  it('writes numbers as ECMAScript does (RFC 8785, appendix B)', () => {
    expect(canonicalJson([-0, 1e21, 1e-7, 333333333.33333329, 9007199254740993])).toBe(
      '[0,1e+21,1e-7,333333333.3333333,9007199254740992]',
    );
  });

  it('has no form for what JSON cannot hold', () => {
    expect(() => canonicalJson(NaN)).toThrow(RangeError);
    expect(() => canonicalJson(Infinity)).toThrow(RangeError);
    expect(() => canonicalJson('\ud800')).toThrow(RangeError);
    expect(() => canonicalJson({ '\udc00': 1 })).toThrow(RangeError);
  });

  it.each([
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1.0}',
    '{"a":-0}',
    '{ }',
    String.raw`{"\u0061":1}`,
    '1',
    '[]',
    '',
    '{',
  ])('is not what %s is', (text) => expect(read(text)).toBeUndefined());

  it('keeps a member called __proto__ a member', () => {
    expect(Object.keys(read('{"__proto__":{"a":1}}') ?? {})).toEqual(['__proto__']);
  });
});
