import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { OperationId, ProblemCode } from '@national-forge/api';
import { digestOf } from '@national-forge/archive';

import type { ContractClient, ContractRequest } from './contract-client.ts';
import { publishSample, releaseRequestOf, uploadSample } from './publish-sample.ts';
import { packSample, type SampleOptions } from './sample-release.ts';
import type { TestRegistry } from './start-test-registry.ts';
import type { SampleWorld } from './valid-requests.ts';

/** Is what a scenario may use. */
export interface ScenarioContext {
  readonly server: TestRegistry;
  readonly world: SampleWorld;
  /** A request of the operation that is right in every part. */
  readonly valid: ContractRequest;
  readonly client: ContractClient;
}

type Make = (context: ScenarioContext) => ContractRequest | Promise<ContractRequest>;

/** Is one way to an answer: operation, status, code of the problem (empty for none), request. */
export type Scenario = readonly [operation: OperationId, status: number, code: ProblemCode | '', make: Make];

const asIs: Make = ({ valid }) => valid;
const withParams =
  (params: Readonly<Record<string, string | number>>): Make =>
  ({ valid }) => ({ ...valid, params: { ...valid.params, ...params } });
const withHeaders =
  (headers: Readonly<Record<string, string>>): Make =>
  ({ valid }) => ({ ...valid, headers: { ...valid.headers, ...headers } });
const withQuery =
  (query: string): Make =>
  ({ valid }) => ({ ...valid, query });
const withBody =
  (body: object): Make =>
  ({ valid }) => ({ ...valid, body: { ...(valid.body as object), ...body } });
/** Asks again with the ETag of the first answer. */
const unchanged =
  (operation: OperationId): Make =>
  async ({ valid, client }) => {
    const { headers } = await client.request(operation, valid);
    return { ...valid, headers: { 'if-none-match': headers.get('etag') ?? '' } };
  };

const nobody = withParams({ name: 'unknown' });
const noVersion = withParams({ version: '9.9.9' });
const NOWHERE = { 'if-match': '"unseen"' };

const reads: readonly Scenario[] = (
  ['getHealth', 'getReadiness', 'getMetrics', 'getService', 'getOpenapi', 'getManifestSchema', 'resolveMany'] as const
).map((id) => [id, 200, '', asIs]);

const documents: readonly Scenario[] = (
  [
    'getAlgorithm',
    'getVersions',
    'getVersionSegment',
    'getRelease',
    'getReleaseStatus',
    'getChannel',
    'getDependents',
    'getArchive',
    'getFile',
    'getBlob',
    'resolve',
    'search',
    'suggest',
    'listAgencies',
    'getAgency',
  ] as const
).flatMap((id): Scenario[] => [
  [id, 200, '', asIs],
  [id, 304, '', unchanged(id)],
]);

const unknown: readonly Scenario[] = [
  ...(
    [
      'getAlgorithm',
      'getVersions',
      'getVersionSegment',
      'getRelease',
      'getReleaseStatus',
      'getArchive',
      'getFile',
      'getDependents',
      'getChannel',
      'putReleaseStatus',
      'putChannel',
      'deleteChannel',
    ] as const
  ).map((id): Scenario => [id, 404, 'algorithm-unknown', nobody]),
  ...(['getRelease', 'getReleaseStatus', 'getArchive', 'getFile', 'putReleaseStatus'] as const).map((id): Scenario => [
    id,
    404,
    'version-unknown',
    noVersion,
  ]),
  ['getVersionSegment', 404, 'version-unknown', withParams({ segment: 7 })],
  ['getChannel', 404, 'channel-unknown', withParams({ tag: 'none' })],
  ['getFile', 404, 'file-unknown', withParams({ path: 'no/such/file' })],
  ['getAgency', 404, 'agency-unknown', withParams({ agency: 'unknown' })],
  ['getBlob', 404, 'blob-unknown', withParams({ digest: `sha256:${'0'.repeat(64)}` })],
  ['headBlob', 404, 'blob-unknown', withParams({ digest: `sha256:${'0'.repeat(64)}` })],
  ['getCliPackage', 404, 'route-unknown', withParams({ file: 'nforge-9.9.9.tgz' })],
  ['getSubmission', 404, 'submission-unknown', withParams({ id: 'unknown' })],
  ['listAgencies', 400, 'cursor-invalid', withQuery('?cursor=x')],
  ['getDependents', 400, 'cursor-invalid', withQuery('?cursor=x')],
  ['search', 400, 'cursor-invalid', withQuery('?q=double&cursor=x')],
];

const ranges: readonly Scenario[] = (['getArchive', 'getFile', 'getBlob', 'getCliPackage'] as const).flatMap(
  (id): Scenario[] => [
    [id, 206, '', withHeaders({ range: 'bytes=1-3' })],
    [id, 416, 'range-not-satisfiable', withHeaders({ range: 'bytes=99999999-' })],
  ],
);

const content: readonly Scenario[] = [
  ['getCliPackage', 200, '', asIs],
  ['getArchive', 406, 'not-acceptable', withHeaders({ accept: 'text/html' })],
  ['headBlob', 200, '', asIs],
  ['headBlob', 204, '', partialUpload],
];

async function partialUpload({ world, client }: ScenarioContext): Promise<ContractRequest> {
  const params = { digest: digestOf(randomBytes(32)) as string };
  const { publish: token } = world.tokens;
  const headers = { 'upload-offset': '0', 'upload-complete': '?0' };
  await client.request('patchBlob', { params, token, headers, body: Buffer.from('half') });
  return { params, token };
}

const uploads: readonly Scenario[] = [
  ['putBlob', 201, '', ({ valid }) => fresh(valid)],
  ['putBlob', 200, '', ({ valid, world }) => ({ ...valid, ...blobOf(world.sample.archive) })],
  ['putBlob', 422, 'digest-mismatch', ({ valid }) => ({ ...fresh(valid), body: Buffer.from('other bytes') })],
  ['putBlob', 403, 'quota-exceeded', overQuota('putBlob')],
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
  ['patchBlob', 403, 'quota-exceeded', overQuota('patchBlob')],
  ['patchBlob', 409, 'upload-busy', whileUploading],
];

const blobOf = (body: Buffer) => ({ params: { digest: digestOf(body) as string }, body });
const fresh = (valid: ContractRequest): ContractRequest => ({ ...valid, ...blobOf(randomBytes(40)) });

function overQuota(_operation: OperationId): Make {
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

/** Uploads a sample and asks to publish it. */
function publishing(
  options: Partial<SampleOptions>,
  change: (request: ReturnType<typeof releaseRequestOf>) => object = (one) => one,
): Make {
  return async ({ valid, world, server }) => {
    const sample = await packSample({ name: 'essais/double', version: '2.0.0', ...options });
    await uploadSample({ url: server.url, token: world.tokens.publish }, sample);
    return { ...valid, body: { releases: [change(releaseRequestOf(sample))] } };
  };
}

const publishes: readonly Scenario[] = [
  ['publishReleases', 200, '', (context) => ({ ...context.valid, query: '?validate-only=true' })],
  ['publishReleases', 201, '', asIs],
  [
    'publishReleases',
    202,
    '',
    async (context) => ({ ...(await publishing({ version: '1.2.0' })(context)), headers: { prefer: 'respond-async' } }),
  ],
  [
    'publishReleases',
    404,
    'agency-unknown',
    async (context) => ({
      ...(await publishing({ name: 'nulle-part/double' })(context)),
      token: await context.server.token(null, ['operator', 'publish']),
    }),
  ],
  [
    'publishReleases',
    403,
    'algorithm-forbidden',
    async ({ valid, server }) => ({
      ...valid,
      token: await server.token('essais', ['publish'], { algorithms: ['essais/other'] }),
    }),
  ],
  ['publishReleases', 409, 'version-taken', publishing({ version: '1.0.0', files: { 'README.md': '# Autre\n' } })],
  [
    'publishReleases',
    409,
    'blob-missing',
    async ({ valid }) => ({
      ...valid,
      body: { releases: [releaseRequestOf(await packSample({ name: 'essais/double', version: '3.0.0' }))] },
    }),
  ],
  ['publishReleases', 500, 'blob-damaged', damagedUpload],
  [
    'publishReleases',
    422,
    'release-digest-mismatch',
    publishing({}, (one) => ({ ...one, releaseDigest: `sha256:${'a'.repeat(64)}` })),
  ],
  ['publishReleases', 422, 'archive-refused', notAnArchive],
  ['publishReleases', 422, 'release-refused', publishing({ manifest: { kind: 'unknown' } })],
  [
    'publishReleases',
    422,
    'access-unsupported',
    publishing({ manifest: { access: 'government', exemption: '{ fr: "Interne." }' } }),
  ],
  [
    'publishReleases',
    422,
    'secret-found',
    async (context) => {
      const token = await context.server.token('essais', ['publish']);
      return publishing({ files: { 'config.txt': `token = ${token}\n` } })(context);
    },
  ],
  ['publishReleases', 422, 'name-mismatch', publishing({ version: '4.0.0' }, (one) => ({ ...one, version: '4.0.1' }))],
  [
    'publishReleases',
    422,
    'name-reserved',
    async (context) => ({
      ...(await publishing({})(context)),
      token: await context.server.token(null, ['operator', 'publish']),
      body: { releases: [{ ...(await reservedRelease(context)) }] },
    }),
  ],
  ['getSubmission', 200, '', asIs],
];

async function reservedRelease({ world }: ScenarioContext) {
  return Promise.resolve({ ...releaseRequestOf(world.sample), name: 'api/double' });
}

async function notAnArchive({ valid, world, server }: ScenarioContext): Promise<ContractRequest> {
  const archive = Buffer.from('this is no archive');
  const sample = { name: 'essais/double', version: '5.0.0', releaseDigest: `sha256:${'b'.repeat(64)}`, archive };
  await uploadSample({ url: server.url, token: world.tokens.publish }, sample);
  return { ...valid, body: { releases: [releaseRequestOf(sample)] } };
}

async function damagedUpload({ valid, world, server }: ScenarioContext): Promise<ContractRequest> {
  const sample = await packSample({ name: 'essais/double', version: '6.0.0' });
  await uploadSample({ url: server.url, token: world.tokens.publish }, sample);
  await flipByte(server, digestOf(sample.archive));
  return { ...valid, body: { releases: [releaseRequestOf(sample)] } };
}

/** Flips a byte of a stored blob. */
export async function flipByte({ dataDir }: Pick<TestRegistry, 'dataDir'>, digest: string): Promise<void> {
  const { readFile, writeFile } = await import('node:fs/promises');
  const hex = digest.slice('sha256:'.length);
  const path = join(dataDir, 'blobs', hex.slice(0, 2), hex);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await rm(path);
  await writeFile(path, bytes);
}

const damage: readonly Scenario[] = (['getArchive', 'getFile', 'getBlob'] as const).map((id): Scenario => [
  id,
  500,
  'blob-damaged',
  async ({ world, server }) => {
    const name = `damage-${id.toLowerCase()}`;
    const publisher = { url: server.url, token: world.tokens.publish };
    const sample = await publishSample(publisher, { name: `essais/${name}` });
    const digest = digestOf(sample.archive);
    await flipByte(server, digest);
    return { params: { agency: 'essais', name, version: '1.0.0', path: 'README.md', digest } };
  },
]);

const status: readonly Scenario[] = [
  ['putReleaseStatus', 200, '', asIs],
  ['putReleaseStatus', 428, 'precondition-required', ({ valid: { headers: _none, ...rest } }) => rest],
  ['putReleaseStatus', 412, 'precondition-failed', withHeaders(NOWHERE)],
  ['putReleaseStatus', 422, 'successor-invalid', withBody({ successor: 'essais/double' })],
];

const yank: Make = async ({ valid, world, server, client }) => {
  const publisher = { url: server.url, token: world.tokens.publish };
  const params = { agency: 'essais', name: 'double', version: `1.${Date.now()}.0` };
  await publishSample(publisher, { name: 'essais/double', version: params.version });
  const { headers } = await client.request('getReleaseStatus', { params });
  await client.request('putReleaseStatus', {
    params,
    token: world.tokens.lifecycle,
    headers: { 'if-match': headers.get('etag') ?? '' },
    body: { yanked: true, deprecated: false, reason: 'wrong rate' },
  });
  return { ...valid, body: { version: params.version, reason: 'try the yanked one' } };
};

const channels: readonly Scenario[] = [
  ['putChannel', 200, '', asIs],
  [
    'putChannel',
    201,
    '',
    ({ valid }) => ({ ...valid, params: { ...valid.params, tag: 'fresh' }, headers: { 'if-none-match': '*' } }),
  ],
  [
    'putChannel',
    404,
    'version-unknown',
    ({ valid }) => ({
      ...valid,
      headers: { 'if-match': '*' },
      body: { version: '9.9.9', reason: 'not there' },
    }),
  ],
  ['putChannel', 422, 'channel-computed', withParams({ tag: 'latest' })],
  [
    'putChannel',
    409,
    'channel-target-yanked',
    async (context) => ({ ...(await yank(context)), headers: { 'if-match': '*' } }),
  ],
  ['putChannel', 428, 'precondition-required', ({ valid: { headers: _none, ...rest } }) => rest],
  ['putChannel', 412, 'precondition-failed', withHeaders(NOWHERE)],
  ['moveChannels', 200, '', asIs],
  ...(
    [
      [404, 'algorithm-unknown', { name: 'essais/unknown' }],
      [404, 'version-unknown', { version: '9.9.9', tag: 'other' }],
      [404, 'channel-unknown', { version: null, tag: 'none', ifMatch: '"x"' }],
      [422, 'channel-computed', { tag: 'latest' }],
      [412, 'precondition-failed', { tag: 'beta', ifMatch: null }],
    ] as const
  ).map(([code, problem, change]): Scenario => ['moveChannels', code, problem, ({ valid }) => moved(valid, change)]),
  [
    'moveChannels',
    403,
    'algorithm-forbidden',
    async ({ valid, server }) => ({
      ...valid,
      token: await server.token('essais', ['lifecycle'], { algorithms: ['essais/other'] }),
    }),
  ],
  [
    'moveChannels',
    409,
    'channel-target-yanked',
    async (context) => {
      const { version } = (await yank(context)).body as { version: string };
      return moved(context.valid, { version, tag: 'yanked' });
    },
  ],
  ['deleteChannel', 404, 'channel-unknown', withParams({ tag: 'none' })],
  ['deleteChannel', 422, 'channel-computed', withParams({ tag: 'latest' })],
  ['deleteChannel', 428, 'precondition-required', ({ valid: { headers: _none, ...rest } }) => rest],
  ['deleteChannel', 412, 'precondition-failed', withHeaders(NOWHERE)],
  [
    'deleteChannel',
    204,
    '',
    async ({ valid, client }) => {
      const { headers } = await client.request('getChannel', { params: valid.params ?? {} });
      return { ...valid, headers: { 'if-match': headers.get('etag') ?? '' } };
    },
  ],
];

function moved(valid: ContractRequest, change: object): ContractRequest {
  const { moves, reason } = valid.body as { moves: readonly object[]; reason: string };
  return { ...valid, body: { moves: moves.map((move) => ({ ...move, ...change })), reason } };
}

const CONFLICT: Make = async ({ world, server }) => {
  const publisher = { url: server.url, token: world.tokens.publish };
  const stamp = Date.now();
  const base = `essais/base-${stamp}`;
  for (const version of ['1.0.0', '1.1.0']) await publishSample(publisher, { name: base, version });
  const users = [`essais/old-${stamp}`, `essais/new-${stamp}`];
  await publishSample(publisher, { name: users[0] ?? '', dependencies: { [base]: '1.0.0' } });
  await publishSample(publisher, { name: users[1] ?? '', dependencies: { [base]: '1.1.0' } });
  const requirements = Object.fromEntries(users.map((name) => [name, '1.0.0']));
  return { query: `?${users.map((name) => `r=${name}@1.0.0`).join('&')}`, body: { requirements } };
};

const resolving: readonly Scenario[] = (
  [
    [404, 'algorithm-unknown', 'essais/unknown', '^1'],
    [404, 'no-version', 'essais/double', '^7'],
    [400, 'range-invalid', 'essais/double', '>>>1'],
    [404, 'channel-unknown', 'essais/double', 'none'],
  ] as const
)
  .flatMap(([code, problem, name, range]): Scenario[] => [
    ['resolve', code, problem, () => ({ query: `?r=${name}@${encodeURIComponent(range)}` })],
    ['resolveMany', code, problem, () => ({ body: { requirements: { [name]: range } } })],
  ])
  .concat([
    ['resolve', 409, 'resolve-conflict', async (context) => ({ query: (await CONFLICT(context)).query ?? '' })],
    ['resolveMany', 409, 'resolve-conflict', async (context) => ({ body: (await CONFLICT(context)).body })],
  ]);

const accounts: readonly Scenario[] = [
  ['createAgency', 201, '', asIs],
  ['createAgency', 409, 'agency-taken', withBody({ name: 'essais' })],
  ['createAgency', 422, 'name-reserved', withBody({ name: 'api' })],
  ['listTokens', 200, '', asIs],
  ...(['listTokens', 'createToken', 'revokeToken'] as const).map((id): Scenario => [
    id,
    404,
    'agency-unknown',
    ({ valid, world }) => ({ ...valid, params: { ...valid.params, agency: 'unknown' }, token: world.tokens.operator }),
  ]),
  ['createToken', 201, '', asIs],
  ['createToken', 422, 'scope-refused', withBody({ scopes: ['operator'] })],
  ['revokeToken', 404, 'token-unknown', asIs],
  [
    'revokeToken',
    204,
    '',
    async ({ valid, world, client }) => {
      const params = { agency: 'essais' };
      const made = await client.request('createToken', {
        params,
        token: world.tokens.owner,
        body: { scopes: ['publish'] },
      });
      return { ...valid, params: { ...params, id: made.json<{ id: string }>().id } };
    },
  ],
  ['getOwnToken', 200, '', asIs],
  ['revokeOwnToken', 204, '', async ({ server }) => ({ token: await server.token('essais', ['publish']) })],
];

/** Lists a way to every answer that is particular to an operation. */
export const answerScenarios: readonly Scenario[] = [
  ...reads,
  ...documents,
  ...unknown,
  ...ranges,
  ...content,
  ...uploads,
  ...publishes,
  ...status,
  ...channels,
  ...resolving,
  ...accounts,
  ...damage,
];
