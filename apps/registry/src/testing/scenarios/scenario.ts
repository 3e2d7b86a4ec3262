import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { OperationId, ProblemCode } from '@national-forge/api';
import { digestOf } from '@national-forge/archive';

import type { ContractClient, ContractRequest } from '../contract-client.ts';
import type { TestRegistry } from '../start-test-registry.ts';
import type { SampleWorld } from '../valid-requests.ts';

/** Is what a scenario may use. */
export interface ScenarioContext {
  readonly server: TestRegistry;
  readonly world: SampleWorld;
  /** A request of the operation that is right in every part. */
  readonly valid: ContractRequest;
  readonly client: ContractClient;
}

/** Writes the request of a scenario. */
export type Make = (context: ScenarioContext) => ContractRequest | Promise<ContractRequest>;

/** Is one way to an answer: operation, status, code of the problem (empty for none), request. */
export type Scenario = readonly [operation: OperationId, status: number, code: ProblemCode | '', make: Make];

/** Sends the right request. */
export const asIs: Make = ({ valid }) => valid;

/** Changes parameters of the path. */
export const withParams =
  (params: Readonly<Record<string, string | number>>): Make =>
  ({ valid }) => ({ ...valid, params: { ...valid.params, ...params } });

/** Adds headers. */
export const withHeaders =
  (headers: Readonly<Record<string, string>>): Make =>
  ({ valid }) => ({ ...valid, headers: { ...valid.headers, ...headers } });

/** Sets the query. */
export const withQuery =
  (query: string): Make =>
  ({ valid }) => ({ ...valid, query });

/** Changes members of the body. */
export const withBody =
  (body: object): Make =>
  ({ valid }) => ({ ...valid, body: { ...(valid.body as object), ...body } });

/** Asks again with the ETag of the first answer. */
export const unchanged =
  (operation: OperationId): Make =>
  async ({ valid, client }) => {
    const { headers } = await client.request(operation, valid);
    return { ...valid, headers: { 'if-none-match': headers.get('etag') ?? '' } };
  };

/** Names an algorithm that nobody published. */
export const nobody = withParams({ name: 'unknown' });

/** Names a version that nobody published. */
export const noVersion = withParams({ version: '9.9.9' });

/** Is an ETag that nothing has. */
export const NOWHERE = { 'if-match': '"unseen"' };

/** Writes the upload of bytes. */
export const blobOf = (body: Buffer) => ({ params: { digest: digestOf(body) as string }, body });

/** Uploads bytes that were never uploaded. */
export const fresh = (valid: ContractRequest): ContractRequest => ({ ...valid, ...blobOf(randomBytes(40)) });

/** Flips a byte of a stored blob. */
export async function flipByte({ dataDir }: Pick<TestRegistry, 'dataDir'>, digest: string): Promise<void> {
  const hex = digest.slice('sha256:'.length);
  const path = join(dataDir, 'blobs', hex.slice(0, 2), hex);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await rm(path);
  await writeFile(path, bytes);
}
