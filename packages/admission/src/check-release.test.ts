import { createHash, randomBytes } from 'node:crypto';

import { releaseDigest } from '@national-forge/archive';
import { afterAll, describe, expect, it } from 'vitest';

import { checkRelease } from './check-release.ts';
import { checkBothWays, GOOD, manifestWith, type Files } from './testing/release.ts';
import { openCheckWorker } from './worker/check-worker.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

/** Checks by folder and by archive, proves that both say the same, and returns what they say. */
const check = async (changes: Files, without: readonly string[] = []) => {
  const files = Object.fromEntries(Object.entries({ ...GOOD, ...changes }).filter(([path]) => !without.includes(path)));
  const { folder, archive } = await checkBothWays(files, worker);
  expect(archive).toEqual(folder);
  return folder;
};

/** Says code, file, line:column and pointer of each finding. */
const briefly = async (changes: Files, without: readonly string[] = []) => {
  const { findings } = await check(changes, without);
  return findings.map(({ code, file = '-', line, column, pointer = '' }) =>
    [code, file, line === undefined ? '-' : `${line}:${column}`, pointer].join(' ').trim(),
  );
};

describe('checkRelease', () => {
  it('passes a good release, and names its digests', async () => {
    const admission = await check({});

    expect(admission).toMatchObject({ ok: true, findings: [], manifest: { name: 'finances/rib-key' } });
    const entry = (path: string) => ({
      path,
      size: Buffer.byteLength(GOOD[path]!),
      sha256: createHash('sha256').update(GOOD[path]!).digest('hex'),
    });
    expect(admission.manifestDigest).toBe(`sha256:${entry('algorithm.yaml').sha256}`);
    expect(admission.contractDigest).toBe(releaseDigest([entry('schemas/input.json'), entry('schemas/output.json')]));
    expect(admission.vectorsDigest).toBe(releaseDigest([entry('vectors/basic.json')]));
  });

  it('says when there is no manifest', async () => {
    expect(await briefly({}, ['algorithm.yaml'])).toEqual(['manifest-missing - -']);
  });

  it('passes on the problems of the manifest with line and column', async () => {
    expect(await briefly(manifestWith('region: MA', 'regiun: MA\nregion: MA-99'))).toEqual([
      'manifest-problem algorithm.yaml 13:1 /regiun',
      'manifest-problem algorithm.yaml 14:9 /region',
    ]);
  });

  it('refuses what is not open and what is prohibited', async () => {
    const closed = manifestWith('access: open', 'access: restricted\nexemption: { fr: Secret. }');
    expect(await briefly(closed)).toEqual(['access-unsupported algorithm.yaml - /access']);
    const prohibited = manifestWith(
      'risk: { level: minimal,',
      `lawfulBasis: [{ title: { fr: Loi }, checkedOn: '2026-01-01' }]
humanOversight: { mode: in-the-loop, description: { fr: Un agent décide. } }
risks: [{ name: { fr: Erreur }, mitigation: { fr: Contrôle } }]
impactAssessments: [{ type: dpia, title: { fr: Étude }, date: '2026-01-01', summary: { fr: Rien. } }]
risk: { level: prohibited,`,
    );
    expect(await briefly(prohibited)).toEqual(['risk-prohibited algorithm.yaml - /risk/level']);
  });

  it('only warns when there is no README', async () => {
    const admission = await check({}, ['README.md']);

    expect(admission).toMatchObject({ ok: true, findings: [{ severity: 'warning', code: 'readme-missing' }] });
  });

  it('names each file that is missing', async () => {
    expect(await briefly({}, ['main.js', 'data/banks.json', 'schemas/output.json', 'vectors/basic.json'])).toEqual([
      'file-missing algorithm.yaml - /runtime/data/0',
      'glob-empty algorithm.yaml - /vectors/0',
      'file-missing algorithm.yaml - /contract/output',
      'file-missing algorithm.yaml - /runtime/entry',
    ]);
  });

  it('refuses files that are too large, one or together', async () => {
    // Random, so that the archive is no bomb by its ratio.
    const text = (bytes: number) => randomBytes(bytes / 2).toString('hex');
    const large = JSON.stringify({ banks: [text(2 * 1024 * 1024)] });
    expect(await briefly({ 'data/banks.json': large })).toEqual(['file-too-large data/banks.json -']);
    // Bytes that are no text are soon searched for secrets.
    const big = randomBytes(2 * 1024 * 1024 - 100);
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`z${index}.json`, big]));
    expect(await briefly(many)).toEqual(['files-too-large - -']);
  });

  it('says the place of what is not JSON', async () => {
    expect(await briefly({ 'data/banks.json': '{\n  "banks": [1,],\n}' })).toEqual([
      'json-syntax data/banks.json 2:15',
    ]);
  });
});

describe('checkRelease of scripts', () => {
  it.each([
    ['a syntax error', 'export default (input) => {\n  return input..x;\n};', 'script-syntax main.js 2:16'],
    ['TypeScript', 'export default (input: number) => input;', 'script-syntax main.js 1:22'],
    ['CommonJS', 'module.exports = (input) => input;', 'script-default-missing main.js 1:1'],
    ['an import', "import fs from 'node:fs';\nexport default () => fs;", 'script-import main.js 1:1'],
    ['an import()', "export default () => import('node:fs');", 'script-import main.js 1:22'],
    ['import.meta', 'export default () => import.meta.url;', 'script-import main.js 1:22'],
    ['a re-export', "export { default } from './other.js';", 'script-import main.js 1:1'],
    ['a re-export of all', "export * from 'x';\nexport default 1;", 'script-import main.js 1:1'],
  ])('refuses %s', async (_, script, expected) => {
    expect(await briefly({ 'main.js': script })).toContain(expected);
  });

  it.each([
    'export default function (input) { return input; }',
    'const run = (input) => input;\nexport { run as default };',
    'export default { import: 1, export: 2 }.import;',
    '// import x from "y"\nexport default () => `import("x")`;',
    'export const help = 1;\nexport default async (input) => (await input)?.import ?? /import/u;',
  ])('accepts %j', async (script) => {
    expect(await briefly({ 'main.js': script })).toEqual([]);
  });

  it('refuses an entry that is no JavaScript file by its name, and bytes that are no text', async () => {
    expect(await briefly(manifestWith('entry: main.js', 'entry: README.md'))).toEqual([
      'entry-extension algorithm.yaml - /runtime/entry',
    ]);
    expect(await briefly({ 'main.js': new Uint8Array([0xff, 0xfe, 0x20]) })).toEqual(['script-encoding main.js -']);
  });

  it('survives a script that nests a hundred thousand levels', async () => {
    const script = `export default ${'['.repeat(100_000)}`;

    expect(await briefly({ 'main.js': script })).toEqual([expect.stringMatching(/^script-syntax main\.js 1:\d+$/)]);
  });
});

describe('checkRelease of a Python entry', () => {
  const python = (source: string | Uint8Array) => ({
    ...manifestWith('engine: javascript, entry: main.js', 'engine: python, entry: "src/main.py:run"'),
    'src/main.py': source,
  });

  it.each(['def run(input, data, use):\n    return 1\n', 'import json\n\ndef  run (input): return {}\n'])(
    'accepts %j',
    async (source) => {
      expect(await briefly(python(source))).toEqual([]);
    },
  );

  it.each([
    'def run_all(input):\n  pass\n',
    'class A:\n  def run(self):\n    pass\n',
    'async def run(input):\n  pass\n',
    '',
  ])('refuses %j, which defines no plain function of that name', async (source) => {
    expect(await briefly(python(source))).toEqual(['function-missing src/main.py -']);
  });

  it('refuses bytes that are no text, and a file that is not there', async () => {
    expect(await briefly(python(new Uint8Array([0xff])))).toEqual(['script-encoding src/main.py -']);
    const elsewhere = manifestWith('engine: javascript, entry: main.js', 'engine: python, entry: "other.py:run"');
    expect(await briefly(elsewhere)).toEqual(['file-missing algorithm.yaml - /runtime/entry']);
  });
});

describe('checkRelease of vectors', () => {
  const vectors = (value: unknown) => ({ 'vectors/basic.json': JSON.stringify(value, undefined, 1) });
  const good = { name: 'a', input: { account: '12345' }, output: { key: 1 } };

  it.each([
    ['no list', { name: 'a' }, ['vectors-not-list vectors/basic.json 1:1']],
    ['an empty list', [], ['vectors-empty vectors/basic.json 1:1']],
    ['no object', [1], ['vector-not-object vectors/basic.json 2:2 /0']],
    ['an unknown member', [{ ...good, ouput: 1 }], ['vector-member-unknown vectors/basic.json 10:12 /0/ouput']],
    [
      'a misspelt member, told once',
      [{ name: 'a', input: {}, ouput: 1 }],
      ['vector-member-unknown vectors/basic.json 5:12 /0/ouput'],
    ],
    ['no output', [{ name: 'a', input: {} }], ['vector-member-missing vectors/basic.json 2:2 /0']],
    [
      'a negative tolerance',
      [{ ...good, tolerance: { abs: -1 } }],
      ['vector-member-invalid vectors/basic.json 11:11 /0/tolerance/abs'],
    ],
    ['a name twice', [good, good], ['vector-name-duplicate vectors/basic.json 12:11 /1/name']],
    [
      'a bad source',
      [{ ...good, source: { title: 'x', url: 'javascript:1' } }],
      ['vector-member-invalid vectors/basic.json 12:11 /0/source/url'],
    ],
  ])('refuses %s', async (_, value, expected) => {
    expect(await briefly(vectors(value))).toEqual(expected);
  });

  it('accepts every member that a vector may have', async () => {
    const full = {
      ...good,
      tolerance: { abs: 0.5, rel: 0 },
      source: { title: { fr: 'Bulletin officiel' }, url: 'https://example.org/bo' },
      supersedes: { version: '0.9.0', name: 'a', reason: { ar: 'تصحيح' } },
    };

    expect(await briefly(vectors([full, { ...good, name: 'plain source', source: { title: 'BO 7465' } }]))).toEqual([]);
  });

  it('says which vector is wrong, where, and what was expected', async () => {
    const { findings } = await check(
      vectors([
        good,
        { ...good, name: 'short', input: { account: '123' } },
        { ...good, name: 'text', output: { key: '7' } },
      ]),
    );

    expect(findings).toEqual([
      {
        severity: 'error',
        code: 'vector-input-invalid',
        file: 'vectors/basic.json',
        pointer: '/1/input/account',
        line: 14,
        column: 15,
        params: { vector: 'short', schema: 'schemas/input.json', expected: 'pattern: "^[0-9]{5}$"', found: '"123"' },
      },
      {
        severity: 'error',
        code: 'vector-output-invalid',
        file: 'vectors/basic.json',
        pointer: '/2/output/key',
        line: 26,
        column: 11,
        params: { vector: 'text', schema: 'schemas/output.json', expected: 'type: "integer"', found: '"7"' },
      },
    ]);
  });

  it('points at a member that is too much and names one that is missing', async () => {
    const { findings } = await check(
      vectors([
        { ...good, input: { account: '12345', 'a/b': 1 } },
        { name: 'b', input: {}, output: { key: 1 } },
      ]),
    );

    expect(findings).toMatchObject([
      { pointer: '/0/input/a~1b', params: { expected: 'additionalProperties: false' } },
      { pointer: '/1/input', params: { expected: 'required: ["account"]', found: '{}' } },
    ]);
  });
});

describe('checkRelease of a file with a fault in every value', () => {
  // Each of these held the event loop for minutes when every finding was looked up by a reading of its own.
  const many = process.env['NFORGE_TEST_SCALE'] === 'full' ? 150_000 : 30_000;
  const members = Array.from({ length: many }, (_, i) => `"k${i}":1`).join();
  it.each([
    ['vectors that are no objects', { 'vectors/basic.json': `[${'1,'.repeat(many)}1]` }],
    ['unknown members', { 'vectors/basic.json': `[{${members}}]` }],
    ['unknown keywords', { 'schemas/input.json': `{${members}}` }],
    [
      'long names above many values',
      { 'vectors/basic.json': `[{"${'n'.repeat(1_000_000)}":[${'1,'.repeat(many)}1]}]` },
    ],
  ])('tells the first of many: %s', async (_, files) => {
    const findings = await briefly(files);

    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThanOrEqual(201);
    expect(findings.slice(0, -1).every((finding) => /\d+:\d+/.test(finding))).toBe(true);
  });
});

describe('checkRelease of schemas', () => {
  const input = (schema: unknown) => ({ 'schemas/input.json': JSON.stringify(schema) });

  it.each([
    ['an unknown keyword', { propertys: {} }, 'schema-keyword-unknown schemas/input.json 1:14 /propertys'],
    ['a keyword of an older draft', { definitions: {} }, 'schema-keyword-unknown schemas/input.json 1:16 /definitions'],
    [
      'a foreign extension',
      { $defs: { a: { 'x-secret': 1 } } },
      'schema-keyword-unknown schemas/input.json 1:27 /$defs/a/x-secret',
    ],
    [
      'an older dialect',
      { $schema: 'http://json-schema.org/draft-07/schema#' },
      'schema-dialect schemas/input.json 1:12 /$schema',
    ],
    ['a remote reference', { $ref: 'https://example.org/x' }, 'schema-ref-remote schemas/input.json 1:9 /$ref'],
    ['a reference to nowhere', { $ref: '#/$defs/none' }, 'schema-ref-missing schemas/input.json 1:9 /$ref'],
    [
      'a reference to what is no schema',
      { $ref: '#/enum/0', enum: [{ type: 'string' }] },
      'schema-ref-missing schemas/input.json 1:9 /$ref',
    ],
    ['a dynamic reference', { $dynamicRef: '#x' }, 'schema-ref-dynamic schemas/input.json 1:16 /$dynamicRef'],
    ['a dynamic anchor', { $dynamicAnchor: 'x' }, 'schema-ref-dynamic schemas/input.json 1:19 /$dynamicAnchor'],
    [
      'a reference of the draft before',
      { $recursiveRef: '#' },
      'schema-ref-dynamic schemas/input.json 1:18 /$recursiveRef',
    ],
    [
      'nullable, which says nothing',
      { type: 'string', nullable: true },
      'schema-nullable schemas/input.json 1:29 /nullable',
    ],
    ['a nested identifier', { $defs: { a: { $id: 'x' } } }, 'schema-id-nested schemas/input.json 1:22 /$defs/a/$id'],
    ['a broken pattern', { pattern: '(' }, 'schema-pattern-invalid schemas/input.json 1:12 /pattern'],
    [
      'a broken pattern of names',
      { patternProperties: { '[': true } },
      'schema-pattern-invalid schemas/input.json 1:27 /patternProperties/[',
    ],
    ['a label in no language', { 'x-label': 'Compte' }, 'schema-text-invalid schemas/input.json 1:12 /x-label'],
    ['a label in English only', { 'x-label': { en: 'x' } }, 'schema-text-invalid schemas/input.json 1:12 /x-label'],
    ['a type that is none', { type: 'strng' }, 'schema-invalid schemas/input.json 1:9 /type'],
    [
      'a member of a list that is none',
      { allOf: [{ type: 'strng' }] },
      'schema-invalid schemas/input.json 1:19 /allOf/0/type',
    ],
    ['a number where a schema must be', { items: 3 }, 'schema-invalid schemas/input.json 1:10 /items'],
    ['a list', [], 'schema-invalid schemas/input.json 1:1'],
    [
      'a circle of references',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#' } } },
      'schema-endless schemas/input.json 1:1',
    ],
    ['too many parts', { allOf: Array.from({ length: 6000 }, () => true) }, 'schema-too-large schemas/input.json -'],
  ])('refuses %s', async (_, schema, expected) => {
    expect(await briefly(input(schema))).toContain(expected);
  });

  it('names the nearest keyword', async () => {
    const { findings } = await check(input({ propertys: {}, definitions: {} }));

    expect(findings.map(({ params }) => params['nearest'])).toEqual(['properties', '$defs']);
  });

  it('takes format for an annotation, and knows all keywords of 2020-12', async () => {
    const schema = {
      $id: 'https://example.org/input',
      $defs: {
        digits: { $anchor: 'digits', type: 'string', format: 'no-such-format', contentMediaType: 'text/plain' },
      },
      type: 'object',
      properties: { account: { $ref: '#digits' } },
      dependentSchemas: { account: { minProperties: 1 } },
      unevaluatedProperties: false,
      'x-help': { ar: 'رقم', zgh: 'ⵓⵟⵟⵓⵏ' },
      examples: [{ anything: { $ref: 'x' } }],
    };

    expect(await briefly(input(schema))).toEqual([]);
  });

  it('accepts true as a schema', async () => {
    expect(await briefly(input(true))).toEqual([]);
  });
});

describe('checkRelease without a worker of the caller', () => {
  it('opens one and ends it', async () => {
    const release = { files: [], read: () => Promise.resolve(undefined), findSecrets: () => Promise.resolve([]) };

    await expect(checkRelease(release)).resolves.toMatchObject({ ok: false, findings: [{ code: 'manifest-missing' }] });
  });
});
