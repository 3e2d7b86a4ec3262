import { randomBytes } from 'node:crypto';

import { digestOf } from '@national-forge/archive';

import type { ContractRequest } from '../contract-client.ts';
import { publishSample } from '../publish-sample.ts';
import {
  type ScenarioContext,
  type Scenario,
  asIs,
  withParams,
  withHeaders,
  withQuery,
  unchanged,
  nobody,
  noVersion,
  flipByte,
} from './scenario.ts';

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
    'getDiff',
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
      'getDiff',
      'getDependents',
      'getChannel',
      'putReleaseStatus',
      'putChannel',
      'deleteChannel',
    ] as const
  ).map((id): Scenario => [id, 404, 'algorithm-unknown', nobody]),
  ...(['getRelease', 'getReleaseStatus', 'getDiff', 'getArchive', 'getFile', 'putReleaseStatus'] as const).map(
    (id): Scenario => [id, 404, 'version-unknown', noVersion],
  ),
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

const removed: readonly Scenario[] = (
  ['getRelease', 'getDiff', 'getArchive', 'getFile', 'putReleaseStatus'] as const
).map((id) => [id, 410, 'release-tombstoned', withParams({ name: 'removed', path: 'README.md' })]);

const damage: readonly Scenario[] = (['getArchive', 'getFile', 'getDiff', 'getBlob'] as const).map((id): Scenario => [
  id,
  500,
  'blob-damaged',
  async ({ world, server }) => {
    const name = `damage-${id.toLowerCase()}`;
    const publisher = { url: server.url, token: world.tokens.publish };
    // Schemas of its own: those of others may be in memory.
    const files = { 'contract/input.json': JSON.stringify({ type: 'number', description: name }) };
    const sample = await publishSample(publisher, { name: `essais/${name}`, files });
    const digest = digestOf(sample.archive);
    await flipByte(server, digest);
    return { params: { agency: 'essais', name, version: '1.0.0', other: '1.0.0', path: 'README.md', digest } };
  },
]);

/** Lists ways to the answers of reading. */
export const readScenarios: readonly Scenario[] = [
  ...reads,
  ...documents,
  ...unknown,
  ...ranges,
  ...content,
  ...removed,
  ...damage,
];
