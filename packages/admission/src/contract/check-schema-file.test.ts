import { afterAll, expect, it } from 'vitest';

import { READ_LIMITS } from '../release-files.ts';
import { openCheckWorker } from '../worker/check-worker.ts';
import { checkSchemaFile } from './check-schema-file.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

const check = (text: string) => checkSchemaFile({ path: 'old.json', bytes: Buffer.from(text) }, worker);

it('gives the schema of a sound file', async () => {
  expect(await check('{ "type": "integer" }')).toEqual({ ok: true, schema: { type: 'integer' } });
});

it.each([
  ['{\n  "type": integer }', { code: 'json-syntax', line: 2 }],
  ['{\n  "type": "integer",\n  "nullable": true }', { code: 'schema-nullable', line: 3, column: 15 }],
  ['{\n  "$ref": "https://example.org/a.json" }', { code: 'schema-ref-remote', line: 2 }],
  ['{ "minimum":\n "0" }', { code: 'schema-invalid', line: 2 }],
  ['[]', { code: 'schema-invalid', line: 1, column: 1 }],
])('refuses %s with its place', async (text, finding) => {
  expect(await check(text)).toMatchObject({
    ok: false,
    findings: [{ file: 'old.json', severity: 'error', ...finding }],
  });
});

it('refuses a file that is too large unread', async () => {
  const limit = READ_LIMITS.fileBytes;

  expect(await check(' '.repeat(limit + 1))).toMatchObject({
    findings: [{ code: 'file-too-large', params: { size: limit + 1, limit } }],
  });
});
