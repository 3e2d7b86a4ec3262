import { readdirSync, readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { arbitraryManifest } from './arbitrary-manifest.ts';
import { formatManifest } from './format.ts';
import { MANIFEST_BYTES_LIMIT, type ParseResult, parseManifest, PROBLEMS_LIMIT } from './parse.ts';

const full = process.env['NFORGE_TEST_SCALE'] === 'full';
const folder = new URL('../testdata/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder));
const minimal = read('valid/minimal.yaml').toString();

const where = (result: ParseResult) => result.problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
const codes = (result: ParseResult) => result.problems.map(({ code }) => code);

// The full counts take minutes on a slow machine.
vi.setConfig({ testTimeout: 600_000 });

describe('parseManifest', () => {
  it.each(readdirSync(new URL('valid/', folder)))('accepts %s', (name) => {
    expect(parseManifest(read(`valid/${name}`)).problems).toEqual([]);
  });

  it.each(readdirSync(new URL('invalid/', folder)))(
    'reports what the first line of %s expects, and no more',
    (name) => {
      const bytes = read(`invalid/${name}`);
      const expected = /^# expect: (.*)$/m.exec(bytes.toString())?.[1];

      expect(where(parseManifest(bytes)).join(', ')).toBe(expected);
    },
  );

  it('gives back exactly what was written', () => {
    const result = parseManifest(read('valid/full.yaml'));

    expect(result).toMatchObject({
      ok: true,
      manifest: {
        name: 'demo-agency/housing-aid-triage',
        title: { zgh: 'ⴰⵙⵜⴰⵢ ⵏ ⵜⵓⵜⵔⵉⵡⵉⵏ' },
        description: { fr: 'Le modèle ne lit que la demande.\n\n- Ni le nom ni l’adresse ne sont lus.\n' },
        runtime: { version: '>=2.0' },
        contract: { inputMode: 'tolerant' },
        validity: { from: '2026-01-01', until: '2028-02-29' },
        model: { metrics: [{ value: 0.873 }, { value: 0.04 }] },
      },
    });
  });

  it('reads text, bytes, a byte order mark and Windows line ends alike', () => {
    const expected = parseManifest(minimal);

    expect(expected.ok).toBe(true);
    expect(parseManifest(Buffer.from(minimal))).toEqual(expected);
    expect(parseManifest(`\ufeff${minimal}`)).toEqual(expected);
    expect(parseManifest(Buffer.from(`\ufeff${minimal}`))).toEqual(expected);
    expect(parseManifest(minimal.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(parseManifest(minimal.replace('kind: transform', '\ufeffkind: transform')).ok).toBe(false);
  });

  it('reads blocks of text alike whatever the line ends, and a document between its marks', () => {
    const text = read('valid/full.yaml').toString();

    expect(parseManifest(text.replaceAll('\n', '\r\n'))).toEqual(parseManifest(text));
    expect(parseManifest(`---\n${text}...\n`)).toEqual(parseManifest(text));
  });

  it('counts lines and columns in a file with a byte order mark and Windows line ends as editors do', () => {
    const broken = `\ufeff${minimal.replace('access: open', 'access: opn').replaceAll('\n', '\r\n')}`;

    expect(where(parseManifest(broken))).toEqual(['value-unknown 26:9']);
  });

  it('points at the member with a JSON Pointer and names the nearest known word', () => {
    const broken = minimal.replace('role: support', 'rôle: support').replace('[government]', '[goverment]');

    expect(parseManifest(broken).problems).toMatchObject([
      { code: 'value-unknown', path: '/sectors/0', params: { value: 'goverment', nearest: 'government' } },
      { code: 'unknown-key', path: '/maintenance/contacts/0/rôle', params: { key: 'rôle', nearest: 'role' } },
    ]);
  });

  it('still names a missing key that no unknown key was meant to be', () => {
    const broken = minimal.replace('role: support', 'colour: support');

    expect(codes(parseManifest(broken))).toEqual(['missing-key', 'unknown-key']);
  });

  it('escapes slashes and tildes in the JSON Pointer', () => {
    const broken = minimal.replace('purpose:', 'dependencies:\n  demo/a~b: ^1.0.0\npurpose:');

    expect(parseManifest(broken).problems).toMatchObject([{ code: 'name-invalid', path: '/dependencies/demo~1a~0b' }]);
  });

  it('reports the problems of every part of a file at once, in the order of the text', () => {
    const broken = minimal
      .replace('name: demo/greeting', 'name: Demo')
      .replace('version: 0.1.0', 'version: 1')
      .replace('engine: none', 'engine: wasm')
      .replace('  processed: false', '  processed: perhaps\n  procesed: true')
      .replace('level: minimal', 'level: high')
      .replace('license: EUPL-1.2', 'license: &l EUPL\nlicense: MIT');

    const lines = parseManifest(broken).problems.map(({ line }) => line);

    expect(codes(parseManifest(broken)).sort()).toEqual(
      [
        ...['name-invalid', 'version-invalid', 'yaml-anchor', 'license-unknown', 'duplicate-key', 'expected-boolean'],
        ...['unknown-key', ...Array.from({ length: 7 }, () => 'required-when')],
      ].sort(),
    );
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it('shows nothing of a hostile file that a terminal would obey', () => {
    const result = parseManifest(`${minimal}"\\e]0;owned\\a\\u202E\\n": 1\nk${'y'.repeat(900)}: 2\n`);

    expect(result.problems).toMatchObject([
      { code: 'unknown-key', path: '/\u{fffd}]0;owned\u{fffd}\u{fffd}\u{fffd}' },
      { code: 'unknown-key', params: { key: `k${'y'.repeat(79)}…` } },
    ]);
  });

  it('judges the rest of a file in which an alias or a tag was refused', () => {
    const broken = minimal.replace('kind: transform', 'kind: !kind x').replace('access: open', 'access: opn');

    expect(codes(parseManifest(broken))).toEqual(['yaml-tag', 'value-unknown']);
    expect(codes(parseManifest(`!manifest\n${minimal}extra: 1\n`))).toEqual(['yaml-tag']);
  });

  it('refuses the names of object members among dependencies', () => {
    const keys = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];
    const broken = `${minimal}dependencies:\n${keys.map((key) => `  ${key}: ^1.0.0\n`).join('')}`;

    expect(codes(parseManifest(broken))).toEqual(['name-invalid', 'name-invalid', 'name-invalid', 'unknown-key']);
  });

  it('never lets a key reach the prototype of an object', () => {
    const result = parseManifest(read('invalid/key-proto.yaml'));

    expect(result.ok).toBe(false);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('parseManifest on hostile size', () => {
  it('refuses a file over the limit before reading it', () => {
    const padded = (size: number) => `${minimal}#${' '.repeat(size - Buffer.byteLength(minimal) - 2)}\n`;

    expect(parseManifest(padded(MANIFEST_BYTES_LIMIT)).problems).toEqual([]);
    expect(where(parseManifest(padded(MANIFEST_BYTES_LIMIT + 1)))).toEqual(['file-too-large 1:1']);
    expect(where(parseManifest(Buffer.alloc(MANIFEST_BYTES_LIMIT + 1)))).toEqual(['file-too-large 1:1']);
  });

  it('reports 200 problems and how many are left', () => {
    const result = parseManifest(Array.from({ length: 300 }, (_, index) => `x${index}: 1`).join('\n'));

    expect(result.problems).toHaveLength(PROBLEMS_LIMIT + 1);
    expect(result.problems.at(-1)).toMatchObject({ code: 'problems-cut', line: 183, params: { left: 118 } });
  });

  it.each([
    ['braces', '{'.repeat(100_000)],
    ['brackets', `a: ${'['.repeat(200_000)}`],
    ['dashes', '- '.repeat(130_000)],
    ['question marks', '? '.repeat(130_000)],
    ['flow question marks', '{? '.repeat(80_000)],
    ['indentation', Array.from({ length: 600 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ])('refuses a hundred thousand nested %s at the 33rd level', (_, text) => {
    expect(codes(parseManifest(text))).toEqual(['yaml-too-deep']);
  });

  it('accepts 32 levels and refuses 33', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}x${']'.repeat(depth)}`;

    expect(codes(parseManifest(nested(32)))).toEqual(['expected-map']);
    expect(codes(parseManifest(nested(33)))).toEqual(['yaml-too-deep']);
  });

  it.each([
    ['stray brackets', ']'.repeat(262_000)],
    ['commas', `{${','.repeat(260_000)}`],
    ['documents', '---\n'.repeat(65_000)],
    ['repeated keys', 'a: 1\n'.repeat(50_000)],
    ['list items', `a: [${'1,'.repeat(120_000)}]`],
    ['comments', '#\n'.repeat(130_000)],
  ])('stops at 20,000 tokens of %s', (_, text) => {
    expect(codes(parseManifest(text))).toContain('yaml-too-many-tokens');
  });

  it.each([
    ['aliases', '*a '.repeat(80_000), 'yaml-alias'],
    ['anchors', '&a '.repeat(80_000), 'yaml-anchor'],
    ['tags', '!a '.repeat(80_000), 'yaml-tag'],
    ['directives', '%a\n'.repeat(80_000), 'yaml-directive'],
    ['billion laughs', 'a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b, *b]', 'yaml-alias'],
  ])('refuses %s without following them', (_, text, code) => {
    expect(codes(parseManifest(text))).toContain(code);
    expect(parseManifest(text).problems.length).toBeLessThanOrEqual(PROBLEMS_LIMIT + 1);
  });
});

describe('parseManifest on anything', () => {
  const numRuns = full ? 20_000 : 400;
  const isSound = (source: string | Uint8Array) => {
    const result = parseManifest(source);
    const lines = (typeof source === 'string' ? source : Buffer.from(source).toString()).split('\n').length;
    expect(result.ok).toBe(result.problems.length === 0);
    for (const { line, column } of result.problems) {
      expect(line).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(lines);
      expect(column).toBeGreaterThan(0);
    }
  };

  it('never throws for arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000, size: 'max' }), isSound), { numRuns });
  });

  it('never throws for arbitrary text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), isSound), { numRuns });
  });

  it('never throws for what looks like YAML', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          '\n',
          '\n  ',
          '\n    ',
          ' ',
          ': ',
          '- ',
          '? ',
          ', ',
          '[',
          ']',
          '{',
          '}',
          '|',
          '>-',
          '"',
          "'",
          '#',
          '&a ',
          '*a',
          '!t ',
        ],
        ...[
          '<<',
          '---\n',
          '...\n',
          '%YAML 1.1\n',
          '\t',
          '\r\n',
          '\\',
          '@',
          '`',
          '~',
          'title',
          'fr',
          'name',
          '__proto__',
          '1',
          'true',
        ],
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        isSound,
      ),
      { numRuns },
    );
  });

  it('never throws for a manifest with bytes changed', () => {
    const bytes = read('valid/full.yaml');
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        isSound(changed);
      }),
      { numRuns },
    );
  });

  it('refuses a manifest as soon as one required member is away', () => {
    const [manifest] = fc.sample(arbitraryManifest, { numRuns: 1, seed: 3 });
    const required = ['schemaVersion', 'name', 'version', 'title', 'summary', 'kind', 'runtime', 'sectors', 'license'];
    const others = ['developmentStatus', 'organisation', 'region', 'maintenance', 'access', 'purpose', 'risk'];

    for (const key of [...required, ...others, 'personalData', 'languages']) {
      const rest = Object.fromEntries(Object.entries(manifest!).filter(([name]) => name !== key));
      const result = parseManifest(formatManifest(rest as never));
      expect(result.problems, key).toMatchObject([{ code: 'missing-key', path: `/${key}`, line: 1, column: 1 }]);
    }
  });
});
