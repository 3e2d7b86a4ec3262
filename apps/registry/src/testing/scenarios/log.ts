import type { ContractRequest } from '../contract-client.ts';
import { packSample } from '../sample-release.ts';
import { publishSamples, uploadSample } from '../publish-sample.ts';
import {
  asIs,
  noVersion,
  nobody,
  unchanged,
  withHeaders,
  withParams,
  withQuery,
  type Scenario,
  type ScenarioContext,
} from './scenario.ts';

const reads: readonly Scenario[] = (
  ['getCheckpoint', 'getTile', 'getReleaseProof', 'getLogKeys', 'getAgencyKeys'] as const
).flatMap((id): Scenario[] => [
  [id, 200, '', asIs],
  [id, 304, '', unchanged(id)],
]);

const plain: readonly Scenario[] = (['getLogEntries', 'getInclusionProof', 'getConsistencyProof'] as const).map(
  (id) => [id, 200, '', asIs],
);

const outside: readonly Scenario[] = [
  ['getLogEntries', 400, 'log-range', withQuery('?from=1000000')],
  ['getInclusionProof', 400, 'log-range', withQuery('?index=1000000')],
  ['getInclusionProof', 400, 'log-range', withQuery('?index=0&size=1000000')],
  ['getConsistencyProof', 400, 'log-range', withQuery('?from=1&to=1000000')],
  ['getConsistencyProof', 400, 'log-range', withQuery('?from=3&to=2')],
  ['getReleaseProof', 400, 'log-range', withQuery('?size=1000000')],
  // There is a tree of that size, but the release is not in it.
  ['getReleaseProof', 400, 'log-range', withQuery('?size=1')],
  ['getAgencyKeys', 400, 'log-range', withQuery('?size=1000000')],
  ['getReleaseProof', 404, 'checkpoint-unknown', between],
  ['getAgencyKeys', 404, 'checkpoint-unknown', between],
  ['getTile', 404, 'tile-unknown', withParams({ path: '0/x001/000' })],
  ['getTile', 404, 'tile-unknown', withParams({ path: 'not/a/tile' })],
];

/** Two releases in one request make two leaves and one checkpoint: of the size between them there is none. */
async function between({ valid, world, server }: ScenarioContext): Promise<ContractRequest> {
  const publisher = { url: server.url, token: world.tokens.publish };
  const names = ['one', 'two'].map((name) => `essais/together-${name}-${Date.now()}`);
  const samples = await Promise.all(names.map((name) => packSample({ name })));
  for (const sample of samples) await uploadSample(publisher, sample);
  await publishSamples(publisher, samples);
  const { size } = await server.registry.deps.log.checkpoint();
  return { ...valid, query: `?size=${size - 1}` };
}

const unknown: readonly Scenario[] = [
  ['getReleaseProof', 404, 'algorithm-unknown', nobody],
  ['getReleaseProof', 404, 'version-unknown', noVersion],
  ['getAgencyKeys', 404, 'agency-unknown', withParams({ agency: 'unknown' })],
  ['getLogEntries', 400, 'request-invalid', withHeaders({ 'last-event-id': 'seven' })],
];

/** Lists ways to the answers of the log. */
export const logScenarios: readonly Scenario[] = [...reads, ...plain, ...outside, ...unknown];
