import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ArchiveError } from './archive-error.ts';
import { formatPaxRecord, parsePax } from './pax.ts';

describe('A pax record', () => {
  it('gives back the path it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (path) => {
        expect(parsePax(formatPaxRecord('path', path))).toEqual({ path });
      }),
    );
  });

  it('counts itself in its length, also where a digit is added', () => {
    for (let length = 0; length < 1100; length++) {
      const record = formatPaxRecord('path', 'x'.repeat(length)).toString();

      expect(Number(record.split(' ', 1)[0])).toBe(record.length);
    }
  });

  it('beside the path may hold the metadata that tar programs write', () => {
    const records = [
      ['mtime', '1700000000.123456789'],
      ['LIBARCHIVE.xattr.com.apple.quarantine', 'MDA4Mzs='],
      ['path', 'قانون.json'],
      ['SCHILY.xattr.user.note', '\0binary\n'],
    ] as const;

    expect(parsePax(Buffer.concat(records.map(([key, value]) => formatPaxRecord(key, value))))).toEqual({
      path: 'قانون.json',
    });
    expect(parsePax(formatPaxRecord('uid', '1000'))).toEqual({});
    expect(parsePax(formatPaxRecord('size', '1000'))).toEqual({ size: 1000 });
  });

  it('ends in an ArchiveError or a path, whatever the bytes', () => {
    const record = formatPaxRecord('path', 'a');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.tuple(fc.nat(record.length - 1), fc.nat(255)).map(([at, byte]) => Buffer.from(record).fill(byte, at, at + 1)),
    );
    fc.assert(
      fc.property(bytes, (block) => {
        try {
          parsePax(block);
        } catch (error) {
          expect(error).toBeInstanceOf(ArchiveError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
