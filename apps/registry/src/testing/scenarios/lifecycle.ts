import type { ContractRequest } from '../contract-client.ts';
import { publishSample } from '../publish-sample.ts';
import { type Make, type Scenario, asIs, withParams, withHeaders, withBody, NOWHERE } from './scenario.ts';

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

const limited: readonly Scenario[] = (['putReleaseStatus', 'putChannel', 'deleteChannel', 'moveChannels'] as const).map(
  (id): Scenario => [
    id,
    403,
    'algorithm-forbidden',
    async ({ valid, server }) => ({
      ...valid,
      token: await server.token('essais', ['lifecycle'], { algorithms: ['essais/other'] }),
    }),
  ],
);

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
    200,
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

/** Lists ways to the answers of channels and status. */
export const lifecycleScenarios: readonly Scenario[] = [...status, ...limited, ...channels];
