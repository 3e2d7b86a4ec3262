import { testKey, type SampleChange } from '../../adapters/testing/keys.ts';
import { changeBody } from '../agency-changes.ts';
import { releaseRequestOf } from '../publish-sample.ts';
import { packSample } from '../sample-release.ts';
import { withBody, withParams, type Make, type Scenario } from './scenario.ts';

const ofAlgorithm = [
  'getAlgorithm',
  'getVersions',
  'getVersionSegment',
  'getRelease',
  'getReleaseStatus',
  'getArchive',
  'getFile',
  'getDiff',
  'getDependents',
  'getChannel',
  'getReleaseProof',
] as const;

const reads: readonly Scenario[] = [
  ...ofAlgorithm.map((id): Scenario => [id, 308, '', withParams({ name: 'ancien' })]),
  ...(['getAgency', 'getAgencyKeys', 'listTokens'] as const).map((id): Scenario => [
    id,
    308,
    '',
    withParams({ agency: 'vieux' }),
  ]),
];

const publishing =
  (name: string): Make =>
  async ({ valid, server }) => ({
    ...valid,
    token: await server.token(null, ['operator', 'publish']),
    body: { releases: [releaseRequestOf(await packSample({ name }))] },
  });

const writes: readonly Scenario[] = [
  ...(['putReleaseStatus', 'putChannel', 'deleteChannel'] as const).map((id): Scenario => [
    id,
    409,
    'algorithm-moved',
    withParams({ name: 'ancien' }),
  ]),
  [
    'moveChannels',
    409,
    'algorithm-moved',
    withBody({ moves: [{ name: 'essais/ancien', tag: 'pilot', version: '1.0.0', ifMatch: null }] }),
  ],
  ['publishReleases', 409, 'algorithm-moved', publishing('essais/ancien')],
  ['publishReleases', 409, 'agency-moved', publishing('vieux/double')],
  ['createToken', 409, 'agency-moved', withParams({ agency: 'vieux' })],
  ['revokeToken', 409, 'agency-moved', withParams({ agency: 'vieux' })],
];

const moving =
  (from: string, to: string): Make =>
  async ({ valid, server }) => {
    const change = { kind: 'transfer' as const, from, to };
    const body = await changeBody(server.registry.deps, { agency: 'essais', change, signers });
    // Only the operator renames agencies.
    return { ...valid, body, ...(!to.includes('/') && { token: await server.token(null, ['operator']) }) };
  };

const signers = [testKey('essais')];

const stale: Make = async ({ valid, server }) => {
  const change: SampleChange = {
    ...{ agency: 'vieux', change: { kind: 'agency-policy', threshold: 1 }, signers: [testKey('vieux')] },
    previous: `sha256:${'0'.repeat(64)}`,
  };
  const token = await server.token('neuf', ['owner']);
  return { ...valid, params: { agency: 'vieux' }, token, body: await changeBody(server.registry.deps, change) };
};

const moves: readonly Scenario[] = [
  ['changeAgencyKeys', 409, 'agency-moved', stale],
  ['changeAgencyKeys', 409, 'agency-taken', moving('essais', 'neuf')],
  ['changeAgencyKeys', 404, 'agency-unknown', moving('essais/double', 'personne/double')],
  ['changeAgencyKeys', 404, 'algorithm-unknown', moving('essais/unknown', 'essais/known')],
  ['changeAgencyKeys', 409, 'algorithm-moved', moving('essais/ancien', 'essais/autre')],
  ['changeAgencyKeys', 409, 'algorithm-taken', moving('essais/double', 'essais/ancien')],
  ['changeAgencyKeys', 422, 'name-reserved', moving('essais/double', 'essais/nul')],
];

/** Lists ways to the answers about names that moved. */
export const nameScenarios: readonly Scenario[] = [...reads, ...writes, ...moves];
