import { releaseDigest } from '@national-forge/archive';
import { parseManifest } from '@national-forge/manifest';
import { afterAll, describe, expect, it } from 'vitest';

import { contentOf } from '../bump/content-of.ts';
import { programOf } from '../bump/program-of.ts';
import { checkBothWays, GOOD, manifestWith, type Files } from '../testing/release.ts';
import { openCheckWorker } from '../worker/check-worker.ts';
import { contractFiles, type ContractSource } from './contract-files.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

const INPUT = {
  type: 'object',
  properties: { account: { $ref: '../shared/account.json#/$defs/number' } },
  required: ['account'],
};
const ACCOUNT = { $defs: { number: { $anchor: 'n', type: 'string', pattern: '^[0-9]{5}$' } } };
const text = (value: unknown): string => JSON.stringify(value, undefined, 1);
const SPLIT: Files = { ...GOOD, 'schemas/input.json': text(INPUT), 'shared/account.json': text(ACCOUNT) };

const check = async (changes: Files, without: readonly string[] = []) => {
  const files = Object.fromEntries(
    Object.entries({ ...SPLIT, ...changes }).filter(([path]) => !without.includes(path)),
  );
  const { folder, archive } = await checkBothWays(files, worker);
  expect(archive).toEqual(folder);
  return folder;
};
const briefly = async (changes: Files, without: readonly string[] = []) =>
  (await check(changes, without)).findings.map(
    ({ code, file = '-', line, column, pointer = '' }) => `${code} ${file} ${line ?? '-'}:${column ?? '-'} ${pointer}`,
  );

const sourceOf = (files: Files): ContractSource => ({
  files: Object.entries(files).map(([path, content]) => ({
    path,
    size: Buffer.byteLength(content),
    sha256: Buffer.from(path).toString('hex').padEnd(64, '0').slice(0, 64),
  })),
  read: (path) => Promise.resolve(Buffer.from(files[path] ?? '')),
});
const manifest = (() => {
  const parsed = parseManifest(Buffer.from(GOOD['algorithm.yaml'] ?? ''));
  if (!parsed.ok) throw new Error('no manifest');
  return parsed.manifest;
})();

describe('checkRelease of a contract of several files', () => {
  it('takes references to files of the release, and judges vectors by what they say', async () => {
    expect(await briefly({})).toEqual([]);
    const wrong = { 'shared/account.json': text({ $defs: { number: { type: 'integer' } } }) };
    expect(await briefly(wrong)).toEqual(['vector-input-invalid vectors/basic.json 1:43 /0/input/account']);
  });

  it('covers every file by the contract digest, each once, and none that nothing refers to', async () => {
    const plain = await check({ 'schemas/input.json': GOOD['schemas/input.json'] ?? '' });
    const output = { properties: { key: true, n: { $ref: '../shared/account.json#n' }, o: { $ref: 'output.json' } } };
    const split = await check({ 'schemas/output.json': text(output) });
    const other = await check({ 'shared/account.json': text({ title: 'x', ...ACCOUNT }) });

    const two = await checkBothWays(GOOD, worker);
    expect(plain.contractDigest).toBe(two.folder.contractDigest);
    expect(other.contractDigest).not.toBe((await check({})).contractDigest);
    const named = await contractFiles(sourceOf({ ...SPLIT, 'schemas/output.json': text(output) }), manifest);
    expect(named.map(({ path }) => path)).toEqual(['schemas/input.json', 'schemas/output.json', 'shared/account.json']);
    expect(split.contractDigest).toMatch(/^sha256:/);
    expect(releaseDigest(await contractFiles(sourceOf(GOOD), manifest))).toBe(
      releaseDigest(sourceOf(GOOD).files.filter(({ path }) => path.startsWith('schemas/'))),
    );
  });

  it.each([
    ['https://example.org/account.json', 'schema-ref-remote'],
    ['//example.org/account.json', 'schema-ref-remote'],
    ['/shared/account.json', 'schema-ref-remote'],
    ['../../account.json', 'schema-ref-remote'],
    ['%2e%2e/../account.json', 'schema-ref-remote'],
    ['../shared/acount.json', 'schema-ref-file-missing'],
    ['..%2fshared/account.json', 'schema-ref-file-missing'],
    ['../README.md', 'schema-ref-not-json'],
    ['../shared', 'schema-ref-not-json'],
    ['../shared/account.json#/$defs/none', 'schema-ref-missing'],
    ['../shared/account.json#/$defs', 'schema-ref-missing'],
    ['../shared/account.json#none', 'schema-ref-missing'],
  ])('refuses %j with the place of the reference', async ($ref, code) => {
    const input = `{\n  "properties": {\n    "account": { "$ref": ${JSON.stringify($ref)} }\n  }\n}`;

    expect(await briefly({ 'schemas/input.json': input })).toEqual([
      `${code} schemas/input.json 3:26 /properties/account/$ref`,
    ]);
  });

  it('says which file is missing', async () => {
    const { findings } = await check({}, ['shared/account.json']);

    expect(findings).toMatchObject([
      { code: 'schema-ref-file-missing', params: { file: 'shared/account.json', ref: INPUT.properties.account.$ref } },
    ]);
  });

  it.each([
    ['no JSON', '{\n "$defs": nothing }', 'json-syntax shared/account.json 2:11 '],
    [
      'an unknown keyword',
      '{\n "$defs": { "number": { "typ": "string" } } }',
      'schema-keyword-unknown shared/account.json 2:32 /$defs/number/typ',
    ],
    [
      'a wrong value',
      '{\n "$defs": { "number": { "minimum": "0" } } }',
      'schema-invalid shared/account.json 2:36 /$defs/number/minimum',
    ],
    [
      'no schema',
      '{ "$defs": { "number": 1 } }',
      [
        'schema-ref-missing schemas/input.json 5:12 /properties/account/$ref',
        'schema-invalid shared/account.json 1:24 /$defs/number',
      ],
    ],
    [
      'a reference that leaves',
      '{\n "$defs": { "number": { "$ref": "../../x.json" } } }',
      'schema-ref-remote shared/account.json 2:33 /$defs/number/$ref',
    ],
    [
      'an inner identifier',
      '{\n "$defs": { "number": { "$id": "x" } } }',
      'schema-id-nested shared/account.json 2:32 /$defs/number/$id',
    ],
  ])('refuses %s in a further file with its place, once', async (_, account, expected) => {
    const output = text({ properties: { key: true, old: { $ref: '../shared/account.json' } } });

    expect(await briefly({ 'shared/account.json': account, 'schemas/output.json': output })).toEqual([expected].flat());
  });

  it('refuses a circle that takes no step into the value, and takes one that does', async () => {
    const circle = (reference: object) => ({
      'schemas/input.json': text({ ...INPUT, allOf: [{ $ref: '../shared/account.json' }] }),
      'shared/account.json': text({ ...ACCOUNT, ...reference }),
    });

    expect(await briefly(circle({ $ref: '../schemas/input.json' }))).toEqual([
      'schema-endless schemas/input.json 1:1 ',
    ]);
    expect(await briefly(circle({ properties: { more: { $ref: '../schemas/input.json' } } }))).toEqual([]);
  });

  it('counts the parts of all files together', async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`d${index}`, true]));
    const files = {
      'schemas/input.json': text({ ...INPUT, $defs: many }),
      'shared/account.json': text({ $defs: { ...many, ...ACCOUNT.$defs } }),
    };

    expect(await briefly(files)).toEqual(['schema-too-large schemas/input.json -:- ']);
  });

  it('refuses in a further file what looks at members that a tolerant input drops', async () => {
    const contract = 'contract: { input: schemas/input.json, output: schemas/output.json';
    const files = {
      ...manifestWith(contract, `${contract}, inputMode: tolerant`),
      'schemas/input.json': text({ ...INPUT, allOf: [{ $ref: '../shared/account.json' }] }),
      'shared/account.json': text({ ...ACCOUNT, maxProperties: 3 }),
    };

    expect(await briefly(files)).toEqual(['schema-tolerant shared/account.json 9:19 /maxProperties']);
  });
});

describe('a contract of several files', () => {
  it('is one schema for the comparison and for the runner', async () => {
    const release = { ...sourceOf(SPLIT), findSecrets: () => Promise.resolve([]) };

    const { schemas } = await contentOf(release, manifest);

    expect(schemas?.input).toMatchObject({
      properties: { account: { $ref: '#/$defs/shared~1account.json/$defs/number' } },
      $defs: { 'shared/account.json': { $defs: { number: { type: 'string', pattern: '^[0-9]{5}$' } } } },
    });
    expect((await programOf({ release, manifest }))?.schemas).toEqual(schemas);
  });
});
