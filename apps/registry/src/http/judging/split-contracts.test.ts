import type { ReleaseRecord } from '@national-forge/api';
import { releaseDigest } from '@national-forge/archive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { offer, packContract, type ContractOptions } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';

let server: TestRegistry;
let publisher: Publisher;

beforeAll(async () => {
  server = await startTestRegistry();
  publisher = { url: server.url, token: await server.token('essais', ['publish', 'lifecycle']) };
});
afterAll(() => server.stop());

const name = 'essais/split';
const INPUT = { $ref: 'shared/parts.json#/$defs/count' };
const upTo = (maximum: number) => ({ $defs: { count: { type: 'integer', minimum: 0, maximum } } });

const tell = async (version: string, parts: object, more: Partial<ContractOptions> = {}) => {
  const files = { 'contract/shared/parts.json': JSON.stringify(parts) };
  return offer(publisher, [await packContract({ name, version, input: INPUT, files, ...more })]);
};

describe('a contract of several files', () => {
  it('is judged by all of them: a number that only the shared file makes too small is refused with its witness', async () => {
    expect(await tell('1.0.0', upTo(7))).toMatchObject({ status: 201 });

    const narrower = await tell('1.0.1', upTo(6));
    const wider = await tell('1.1.0', upTo(8));

    expect([narrower.status, narrower.body.code]).toEqual([422, 'bump-too-small']);
    expect(narrower.body.params).toMatchObject({ version: '1.0.1', required: '2.0.0' });
    expect(narrower.body.changes).toMatchObject([
      {
        rule: 'input-narrowed',
        comparison: {
          verdict: 'breaking',
          witness: 7,
          where: { new: '/$defs/contract~1shared~1parts.json/$defs/count/maximum' },
        },
      },
    ]);
    expect(wider.status).toBe(201);
  });

  it('is signed with all of them', async () => {
    const response = await fetch(`${server.url}/api/v1/algorithms/${name}/versions/1.1.0`);
    const { files, contractDigest } = (await response.json()) as ReleaseRecord;

    const lines = files.filter(({ path }) => path.startsWith('contract/'));
    expect(lines).toHaveLength(3);
    expect(contractDigest).toBe(releaseDigest(lines));
  });

  it('that is signed without one of them is refused: it could be put in place of another', async () => {
    const elsewhere = {
      input: { $ref: '../parts.json#/$defs/count' },
      files: { 'parts.json': JSON.stringify(upTo(9)) },
    };

    const { status, body } = await tell('4.0.0', upTo(9), elsewhere);

    expect([status, body.code, body.params['field']]).toEqual([422, 'statement-mismatch', 'contract']);
  });

  it('that lacks one of them is refused with the place of the reference', async () => {
    const { status, body } = await offer(publisher, [await packContract({ name, version: '3.0.0', input: INPUT })]);

    expect([status, body.code]).toEqual([422, 'release-refused']);
    expect(body.errors).toMatchObject([
      { code: 'schema-ref-file-missing', file: 'contract/input.json', line: 1, column: 9, pointer: '/$ref' },
    ]);
  });
});
