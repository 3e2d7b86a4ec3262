import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeBase64, encodeBase64 } from './base64.ts';

describe('base64', () => {
  it('gives the same bytes after they were written and read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  it('has one text for the same bytes', () => {
    const alphabet = fc.constantFrom('A', 'Q', 'g', 'z', '0', '9', '+', '/', '-', '_', '=', ' ', '\n');
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 12 }), (text) => {
        const bytes = decodeBase64(text);
        if (bytes !== undefined) expect(encodeBase64(bytes)).toBe(text);
      }),
    );
  });

  it.each(['AA', 'AA=', 'AB==', 'AA==\n', ' AA==', 'A_8=', 'AA==AA==', 'AAA*'])('refuses %j', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
