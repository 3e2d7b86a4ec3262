import { tombstone } from '../../usecases/lifecycle/tombstone.ts';
import { publishSample } from '../publish-sample.ts';
import type { Sample } from '../sample-release.ts';
import { blobOf, type Make, type Scenario, type ScenarioContext } from './scenario.ts';

let count = 0;

/** Publishes a version of `essais/double` and removes it by law; its record stays. */
async function buried({ world, server }: ScenarioContext): Promise<Sample> {
  const publisher = { url: server.url, token: world.tokens.publish };
  const sample = await publishSample(publisher, { name: 'essais/double', version: `0.8.${(count += 1)}` });
  const { name, version } = sample;
  await tombstone(server.registry.deps, { name, version, reference: 'TA-2026-18', withRecord: false });
  return sample;
}

const itsBlob: Make = async (context) => ({ ...context.valid, ...blobOf((await buried(context)).archive) });

const itsDigest: Make = async (context) => {
  const { params } = blobOf((await buried(context)).archive);
  return { ...context.valid, params };
};

const toChannel: Make = async (context) => {
  const { version } = await buried(context);
  return { ...context.valid, headers: { 'if-match': '*' }, body: { version, reason: 'point at what is gone' } };
};

const toChannels: Make = async (context) => {
  const { name, version } = await buried(context);
  const moves = [{ name, tag: 'gone', version, ifMatch: null }];
  return { ...context.valid, body: { moves, reason: 'point at what is gone' } };
};

/** Lists ways to the answers about what the law removed. */
export const removalScenarios: readonly Scenario[] = [
  ['headBlob', 410, 'release-tombstoned', itsDigest],
  ['getBlob', 410, 'release-tombstoned', itsDigest],
  ['putBlob', 410, 'release-tombstoned', itsBlob],
  ['patchBlob', 410, 'release-tombstoned', itsBlob],
  ['putChannel', 410, 'release-tombstoned', toChannel],
  ['moveChannels', 410, 'release-tombstoned', toChannels],
];
