import { type Scenario, asIs, withBody } from './scenario.ts';

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

/** Lists ways to the answers of agencies and tokens. */
export const accountScenarios: readonly Scenario[] = [...accounts];
