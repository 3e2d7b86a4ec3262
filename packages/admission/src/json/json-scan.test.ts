import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { locatePointers, readJson } from './json-file.ts';
import { scanJson } from './json-scan.ts';

const codes = (text: string) => scanJson(text).map(({ code, offset }) => `${code} ${offset}`);
const parses = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('scanJson', () => {
  it('accepts what JSON.parse accepts, and only that', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
      '\\u00e9',
      '\t',
      '"\\n"',
      'é',
    );
    const soup = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.json(), soup), (text) => {
        const grammar = scanJson(text).filter(({ code }) => code === 'json-syntax' || code === 'json-truncated');

        expect(grammar.length === 0).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"a": 1, "a": 2}', ['json-duplicate-key 9']],
    ['{"\\u0061": 1, "a": 2}', ['json-duplicate-key 14']],
    ['{"__proto__": 1, "__proto__": 2}', ['json-key-refused 1', 'json-duplicate-key 17', 'json-key-refused 17']],
    ['{"\\u005f_proto__": 1, "constructor": 2}', ['json-key-refused 1']],
    [
      '[9007199254740992, -9007199254740993, 9007199254740991, 1e400, 0.1]',
      ['json-number-range 1', 'json-number-range 19', 'json-number-range 56'],
    ],
    ['"\\ud800"', ['json-lone-surrogate 0']],
    ['"\\ud83d\\ude00"', []],
    ["{'a': 1}", ['json-syntax 1']],
    ['[1,]', ['json-syntax 3']],
    ['[1 2]', ['json-syntax 3']],
    ['// x\n1', ['json-syntax 0']],
    ['NaN', ['json-syntax 0']],
    ['01', ['json-syntax 1']],
    ['"a\nb"', ['json-syntax 2']],
    ['"\\x"', ['json-syntax 1']],
    ['', ['json-truncated 0']],
    ['{"a": [1', ['json-truncated 8']],
    ['"a', ['json-truncated 2']],
    ['1 1', ['json-syntax 2']],
  ])('says of %s: %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('stops at its limits without overflowing the stack', () => {
    expect(codes('['.repeat(1_000_000))).toEqual(['json-too-deep 65']);
    expect(codes(`[${'0,'.repeat(300_000)}0]`)).toEqual(['json-too-many-values 399999']);
    expect(codes(`${'['.repeat(64)}${']'.repeat(64)}`)).toEqual([]);
  });
});

describe('readJson', () => {
  const bytes = (text: string) => Buffer.from(text);

  it('refuses bytes that are not UTF-8, and a byte order mark', () => {
    const encoding = { ok: false, findings: [{ code: 'json-encoding', file: 'a.json' }] };
    expect(readJson('a.json', Buffer.from([0x22, 0xff, 0x22]))).toMatchObject(encoding);
    expect(readJson('a.json', bytes('\ufeff1'))).toMatchObject(encoding);
    expect(readJson('a.json', Buffer.from('"a"', 'utf16le'))).toMatchObject({ ok: false });
  });

  it('counts lines from 1 and columns in UTF-16 units from 1', () => {
    expect(readJson('a.json', bytes('{\r\n "مفتاح": 😀}'))).toMatchObject({
      findings: [{ code: 'json-syntax', line: 2, column: 11, params: { found: '😀' } }],
    });
  });

  it('shows no control or direction character of the file', () => {
    const result = readJson('a.json', bytes('{"a\u202eb": 1, "a\u202eb": 2}'));

    expect(result).toMatchObject({ findings: [{ params: { key: 'a\ufffdb' } }] });
  });

  it('finds the place of a pointer, or of its nearest parent', () => {
    const result = readJson('a.json', bytes('{\n  "a/b": [10,\n    {"~": 1}]\n}'));
    if (!result.ok) throw new Error('not read');

    const places = locatePointers(result.json, ['', '/a~1b', '/a~1b/1/~0', '/a~1b/1/none', '/x']);

    expect(Object.fromEntries(places)).toEqual({
      '': { line: 1, column: 1 },
      '/a~1b': { line: 2, column: 10 },
      '/a~1b/1/~0': { line: 3, column: 11 },
      '/a~1b/1/none': { line: 3, column: 5 },
      '/x': { line: 1, column: 1 },
    });
  });
});
