import { afterAll, describe, expect, it } from 'vitest';

import { checkBothWays, GOOD, manifestWith } from '../testing/release.ts';
import { openCheckWorker } from '../worker/check-worker.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

const CONTRACT = 'contract: { input: schemas/input.json, output: schemas/output.json';
const tolerant = manifestWith(CONTRACT, `${CONTRACT}, inputMode: tolerant`);
const input = (schema: object) => ({ 'schemas/input.json': JSON.stringify(schema) });
const output = (schema: object) => ({ 'schemas/output.json': JSON.stringify(schema) });

describe('checkRelease of a tolerant input', () => {
  it('accepts what has a meaning without the members that are dropped', async () => {
    const { folder, archive } = await checkBothWays({ ...GOOD, ...tolerant }, worker);

    expect([folder.findings, archive.findings]).toEqual([[], []]);
  });

  it('refuses what looks at members that are dropped, with its place', async () => {
    const counted = input({ type: 'object', properties: { account: true }, maxProperties: 4 });
    const { folder } = await checkBothWays({ ...GOOD, ...tolerant, ...counted }, worker);

    expect(folder.findings).toMatchObject([
      {
        severity: 'error',
        code: 'schema-tolerant',
        file: 'schemas/input.json',
        pointer: '/maxProperties',
        line: 1,
        params: { keyword: 'maxProperties' },
      },
    ]);
  });

  it('lets a strict input, and every output, say it', async () => {
    const counted = { type: 'object', maxProperties: 4 };
    const strict = await checkBothWays({ ...GOOD, ...input(counted) }, worker);
    const answer = await checkBothWays({ ...GOOD, ...tolerant, ...output(counted) }, worker);

    expect([strict.folder.findings, answer.folder.findings]).toEqual([[], []]);
  });
});
