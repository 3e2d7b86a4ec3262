import { randomBytes } from 'node:crypto';

import { digestOf } from '@national-forge/archive';

import type { ContractRequest } from '../contract-client.ts';
import { type ScenarioContext, type Make, type Scenario, blobOf, fresh } from './scenario.ts';

const uploads: readonly Scenario[] = [
  ['putBlob', 201, '', ({ valid }) => fresh(valid)],
  ['putBlob', 200, '', ({ valid, world }) => ({ ...valid, ...blobOf(world.sample.archive) })],
  ['putBlob', 422, 'digest-mismatch', ({ valid }) => ({ ...fresh(valid), body: Buffer.from('other bytes') })],
  ['putBlob', 403, 'quota-exceeded', overQuota()],
  ['putBlob', 409, 'upload-busy', whileUploading],
  ['patchBlob', 201, '', ({ valid }) => fresh(valid)],
  [
    'patchBlob',
    204,
    '',
    ({ valid }) => ({ ...fresh(valid), headers: { 'upload-offset': '0', 'upload-complete': '?0' } }),
  ],
  ['patchBlob', 409, 'upload-offset-mismatch', ({ valid }) => ({ ...fresh(valid), headers: { 'upload-offset': '5' } })],
  ['patchBlob', 422, 'digest-mismatch', ({ valid }) => ({ ...fresh(valid), body: Buffer.from('other bytes') })],
  ['patchBlob', 403, 'quota-exceeded', overQuota()],
  ['patchBlob', 409, 'upload-busy', whileUploading],
];

function overQuota(): Make {
  return async ({ valid, world, server }) => {
    const { archive } = world.sample;
    // The quota of the test server is 1 MiB; the first upload takes most of it.
    const token = await server.token('essais', ['publish']);
    await fetch(`${server.url}/api/v1/blobs/${digestOf(large)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(large),
    });
    return { ...valid, token, ...blobOf(Buffer.concat([large, archive])) };
  };
}

const large = randomBytes(600 * 1024);

/** Leaves an upload of the same blob running, that ends by itself a little later. */
async function whileUploading({ valid, server }: ScenarioContext): Promise<ContractRequest> {
  const body = randomBytes(64);
  const { token = '' } = valid;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const slow = new ReadableStream({
    async start(controller) {
      controller.enqueue(body.subarray(0, 10));
      await new Promise((resolve) => setTimeout(resolve, 100));
      begin();
      await new Promise((resolve) => setTimeout(resolve, 500));
      controller.enqueue(body.subarray(10));
      controller.close();
    },
  });
  const init = { method: 'PUT', body: slow, duplex: 'half' } as const;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  void fetch(`${server.url}/api/v1/blobs/${digestOf(body)}`, { ...init, headers }).then((one) => one.arrayBuffer());
  await begun;
  return { ...valid, ...blobOf(body) };
}

/** Lists ways to the answers of uploading. */
export const uploadScenarios: readonly Scenario[] = [...uploads];
