import { describe, expect, it } from 'vitest';

import { openapiDocument } from './openapi.ts';
import { PROBLEM_CODES, PROBLEMS } from './problems/codes.ts';
import { describeProblemCode } from './problems/texts.ts';
import { ROUTES } from './routes/table.ts';

// `npm run generate` writes these files anew; here they are compared.
describe('generated files', () => {
  it('openapi.json is what the route table says', async () => {
    await expect(`${JSON.stringify(openapiDocument(), null, 2)}\n`).toMatchFileSnapshot('../openapi.json');
  });

  it('docs/spec/problems.md has a line for every problem code', async () => {
    const cell = (text: string) => text.replaceAll('|', '\\|');
    const rows = PROBLEM_CODES.map((code) => {
      const { title, hint } = describeProblemCode(code, {}, 'en');
      const { status, exit, retry } = PROBLEMS[code];
      return `| \`${code}\` | ${status} | ${exit} | ${retry ? 'yes' : 'no'} | ${cell(title)} | ${cell(hint)} |`;
    });
    const page = [
      '# Problem codes',
      '',
      'Every error answer is a problem document (RFC 9457). `code` is stable; the texts follow `Accept-Language` (ar, fr, en).',
      '`exit` is the exit code of `nforge`; *retry* tells whether the same request may succeed later. Made from the table in',
      '`packages/api`; do not edit.',
      '',
      '`nforge` ends with 5, not 8, on a `signature-invalid` whose `reason` is `signer-unknown`, `signer-revoked`, `signer-expired`',
      'or `signer-not-allowed`: the signature is good, and its key may not make it.',
      '',
      '| code | HTTP | exit | retry | meaning | what to do |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
    ];
    await expect(page.join('\n')).toMatchFileSnapshot('../../../docs/spec/problems.md');
  });

  it('every operation of the table stands in the document under its own id', () => {
    const paths = openapiDocument().paths as Record<string, Record<string, { operationId?: string }>>;
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(ids.sort()).toEqual(Object.keys(ROUTES).sort());
  });
});
