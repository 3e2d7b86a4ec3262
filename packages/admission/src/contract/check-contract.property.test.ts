import { SCHEMA_KEYWORDS } from '@national-forge/versioning';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { FINDING_CODES } from '../finding.ts';
import { openCheckWorker } from '../worker/check-worker.ts';
import { checkContract } from './check-contract.ts';
import { gatherSchema, NO_FILES } from './gather-schema.ts';

const worker = openCheckWorker({ cpuMs: 2000 });
afterAll(() => worker.close());

const FULL = process.env['NFORGE_TEST_SCALE'] === 'full';

const check = async (schema: unknown, values: readonly unknown[]) => {
  const toFile = (path: string, value: unknown) => ({ path, text: JSON.stringify(value), value });
  const json = toFile(
    'v.json',
    values.map((input) => ({ input })),
  );
  const probes = values.map((value, index) => ({ json, pointer: `/${index}/input`, value, vector: `v${index}` }));
  const files = await gatherSchema(toFile('in.json', schema), NO_FILES);
  return checkContract({ schema: files, role: 'input', probes, worker });
};
const codesOf = async (schema: unknown, values: readonly unknown[] = [{ a: 'x' }, 1]) =>
  (await check(schema, values)).map(({ code }) => code);

const word = fc.constantFrom(
  'a',
  '#',
  '#/$defs/a',
  '',
  '__proto__',
  'constructor',
  '^(a+)+$',
  'string',
  'https://json-schema.org/draft/2020-12/schema',
);
const { schema } = fc.letrec<{ schema: unknown; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.integer({ min: -1, max: 3 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('schema'),
  ),
  schema: fc.oneof(
    { maxDepth: 4 },
    fc.boolean(),
    fc.dictionary(fc.constantFrom(...SCHEMA_KEYWORDS.keys(), '__proto__'), tie('value'), { maxKeys: 4 }),
    fc.dictionary(fc.constantFrom('properties', '$defs'), fc.dictionary(word, tie('schema'), { maxKeys: 2 }), {
      maxKeys: 2,
    }),
  ),
}));

describe('checkContract', () => {
  it(
    'answers with findings, whatever the schema: it never throws and never ends the worker',
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(schema, fc.json(), async (given, value) => {
          const codes = await codesOf(JSON.parse(JSON.stringify(given)), [JSON.parse(value), { a: 'aaaa' }]);

          for (const code of codes) expect(FINDING_CODES).toContain(code);
          expect(codes).not.toContain('check-timeout');
        }),
        { numRuns: FULL ? 10_000 : 100 },
      );
    },
  );

  it.each([
    ['the identifier of the meta-schema', { $id: 'https://json-schema.org/draft/2020-12/schema' }, 'schema-invalid'],
    [
      'an anchor twice',
      { $defs: { a: { $anchor: 'x', type: 'string' }, b: { $anchor: 'x', type: 'null' } } },
      'schema-invalid',
    ],
    [
      'references in a circle through a member',
      { properties: { a: { $ref: '#' } }, type: 'object' },
      'vector-input-invalid',
    ],
  ])('says of %s: %s', async (_, given, expected) => {
    expect(await codesOf(given)).toContain(expected);
  });
});
