import { digestOf } from '@national-forge/archive';

import type { ContractRequest } from '../contract-client.ts';
import { releaseRequestOf, uploadSample } from '../publish-sample.ts';
import { packSample, type SampleOptions } from '../sample-release.ts';
import { type ScenarioContext, type Make, type Scenario, asIs, flipByte } from './scenario.ts';

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

/** Lists ways to the answers of publishing. */
export const publishScenarios: readonly Scenario[] = [...publishes];
