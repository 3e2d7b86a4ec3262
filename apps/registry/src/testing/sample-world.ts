import { changeAgency, keyAdd, testKey } from '../adapters/testing/keys.ts';
import { tombstone } from '../usecases/lifecycle/tombstone.ts';
import { changeBody } from './agency-changes.ts';
import { publishSample, uploadSample, type Publisher } from './publish-sample.ts';
import { packSample } from './sample-release.ts';
import type { TestRegistry } from './start-test-registry.ts';
import type { SampleWorld } from './valid-requests.ts';

/** Makes names that moved: `essais/ancien` is `essais/nouveau` now, the agency `vieux` is `neuf`. */
async function moveNames(server: TestRegistry, publisher: Publisher): Promise<void> {
  await publishSample(publisher, { name: 'essais/ancien' });
  await server.token('vieux', ['owner']);
  for (const [agency, from, to] of [
    ['essais', 'essais/ancien', 'essais/nouveau'],
    ['vieux', 'vieux', 'neuf'],
  ] as const) {
    const signers = [testKey(agency)];
    const made = await changeAgency(server.registry.deps, { agency, change: { kind: 'transfer', from, to }, signers });
    if (!made.ok) throw new Error(made.code);
  }
}

/** Fills a registry with one release, a channel on it, an uploaded next version, a token of each scope, and
 * names that moved. */
export async function createSampleWorld(server: TestRegistry): Promise<SampleWorld> {
  const tokens = {
    operator: await server.token(null, ['operator']),
    owner: await server.token('essais', ['owner']),
    publish: await server.token('essais', ['publish']),
    lifecycle: await server.token('essais', ['lifecycle']),
  };
  const publisher = { url: server.url, token: tokens.publish };
  const sample = await publishSample(publisher, { name: 'essais/double' });
  const removed = await publishSample(publisher, { name: 'essais/removed' });
  const { deps } = server.registry;
  await tombstone(deps, { name: 'essais/removed', version: '1.0.0', reference: 'TA-2026-17', withRecord: true });
  await moveNames(server, publisher);
  const next = await packSample({ name: 'essais/double', version: '1.1.0' });
  await uploadSample(publisher, next);
  const channel = await fetch(`${server.url}/api/v1/algorithms/essais/double/channels/beta`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${tokens.lifecycle}`, 'content-type': 'application/json', 'if-none-match': '*' },
    body: JSON.stringify({ version: '1.0.0', reason: 'for the test' }),
  });
  const status = await fetch(`${server.url}/api/v1/algorithms/essais/double/versions/1.0.0/status`);
  const [first, second] = [testKey('essais'), testKey('essais second')];
  const added = { agency: 'essais', change: keyAdd(second), signers: [first, second] };
  const facts = await deps.catalogue.findRelease({ name: 'essais/double', version: '1.0.0' });
  return {
    sample,
    next,
    removed,
    keyChange: await changeBody(deps, added),
    tokens,
    statusTag: status.headers.get('etag') ?? '',
    channelTag: channel.headers.get('etag') ?? '',
    submissionId: facts?.submissionId ?? '',
  };
}
