import { asIs, noVersion, nobody, unchanged, withHeaders, withParams, withQuery, type Scenario } from './scenario.ts';

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
  ['getTile', 404, 'tile-unknown', withParams({ path: '0/x001/000' })],
  ['getTile', 404, 'tile-unknown', withParams({ path: 'not/a/tile' })],
];

const unknown: readonly Scenario[] = [
  ['getReleaseProof', 404, 'algorithm-unknown', nobody],
  ['getReleaseProof', 404, 'version-unknown', noVersion],
  ['getAgencyKeys', 404, 'agency-unknown', withParams({ agency: 'unknown' })],
  ['getLogEntries', 400, 'request-invalid', withHeaders({ 'last-event-id': 'seven' })],
];

/** Lists ways to the answers of the log. */
export const logScenarios: readonly Scenario[] = [...reads, ...plain, ...outside, ...unknown];
