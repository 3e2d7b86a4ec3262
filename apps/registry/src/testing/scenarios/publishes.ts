import { digestOf } from '@national-forge/archive';

import { changeAgency, keyAdd, testKey } from '../../adapters/testing/keys.ts';
import type { ContractRequest } from '../contract-client.ts';
import { packContract, signWaiver } from '../contract-sample.ts';
import { releaseRequestOf, uploadSample } from '../publish-sample.ts';
import { packSample, type Sample, type SampleOptions } from '../sample-release.ts';
import { type ScenarioContext, type Make, type Scenario, asIs, flipByte } from './scenario.ts';

/** Uploads a sample and asks to publish it; what is changed is signed as it is changed. */
function publishing(options: Partial<SampleOptions>, change: (sample: Sample) => Sample = (one) => one): Make {
  return async ({ valid, world, server }) => {
    const sample = await packSample({ name: 'essais/double', version: '2.0.0', ...options });
    await uploadSample({ url: server.url, token: world.tokens.publish }, sample);
    return { ...valid, body: { releases: [releaseRequestOf(change(sample))] } };
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
  ['publishReleases', 422, 'bump-too-small', narrowed],
  [
    'publishReleases',
    422,
    'waiver-mismatch',
    async (context) => {
      const request = await narrowed(context);
      const waiver = signWaiver(request.sample, [{ against: '1.0.0', rule: 'input-undecided' }]);
      return { ...request, body: { releases: [{ ...releaseRequestOf(request.sample), waiver }] } };
    },
  ],
  [
    'publishReleases',
    422,
    'vectors-failed',
    publishing({ version: '2.1.0', files: { 'algorithm.js': 'export default (input) => input * 3;\n' } }),
  ],
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
  ['publishReleases', 422, 'agency-keyless', ofKeylessAgency],
  ['publishReleases', 422, 'signature-invalid', signedBy('a stranger')],
  ['publishReleases', 422, 'threshold-unmet', ofAgencyWithTwo],
  [
    'publishReleases',
    422,
    'statement-mismatch',
    publishing({ version: '7.0.0' }, (one) => ({ ...one, signable: { ...one.signable, contract: null } })),
  ],
  [
    'publishReleases',
    410,
    'release-tombstoned',
    ({ valid, world }) => ({ ...valid, body: { releases: [releaseRequestOf(world.removed)] } }),
  ],
  ['getSubmission', 200, '', asIs],
];

/** Takes less than 1.0.0 did, and says that it is 1.0.1. */
async function narrowed({ valid, world, server }: ScenarioContext) {
  const sample = await packContract({ name: 'essais/double', version: '1.0.1', input: { type: 'integer' } });
  await uploadSample({ url: server.url, token: world.tokens.publish }, sample);
  return { ...valid, sample, body: { releases: [releaseRequestOf(sample)] } };
}

function signedBy(key: string): Make {
  return async ({ valid }) => {
    const sample = await packSample({ name: 'essais/double', version: '7.1.0' });
    return { ...valid, body: { releases: [releaseRequestOf(sample, [testKey(key)])] } };
  };
}

async function ofKeylessAgency({ valid, world, client, server }: ScenarioContext): Promise<ContractRequest> {
  await client.request('createAgency', { token: world.tokens.operator, body: { name: 'sans-cle' } });
  const sample = await packSample({ name: 'sans-cle/double' });
  const token = await server.token(null, ['operator', 'publish']);
  return { ...valid, token, body: { releases: [releaseRequestOf(sample)] } };
}

async function ofAgencyWithTwo({ valid, server }: ScenarioContext): Promise<ContractRequest> {
  const token = await server.token('a-deux', ['publish']);
  const { deps } = server.registry;
  const [first, second] = [testKey('a-deux'), testKey('a-deux second')];
  await changeAgency(deps, { agency: 'a-deux', change: keyAdd(second), signers: [first, second] });
  const change = { kind: 'agency-policy', threshold: 2 } as const;
  await changeAgency(deps, { agency: 'a-deux', change, signers: [first] });
  const sample = await packSample({ name: 'a-deux/double' });
  return { ...valid, token, body: { releases: [releaseRequestOf(sample, [first])] } };
}

async function reservedRelease({ world }: ScenarioContext) {
  return Promise.resolve({ ...releaseRequestOf(world.sample), name: 'api/double' });
}

async function notAnArchive({ valid, world, server }: ScenarioContext): Promise<ContractRequest> {
  const archive = Buffer.from('this is no archive');
  const signable = { manifest: `sha256:${'c'.repeat(64)}`, contract: null, vectors: null };
  const named = { name: 'essais/double', version: '5.0.0', releaseDigest: `sha256:${'b'.repeat(64)}` };
  const sample = { ...named, archive, signable };
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
