import type { EnvelopeBody, OperationId } from '@national-forge/api';
import { digestOf } from '@national-forge/archive';

import type { ContractRequest } from './contract-client.ts';
import { releaseRequestOf } from './publish-sample.ts';
import type { Sample } from './sample-release.ts';

/** Is what a test world holds: one published release with a channel, and the tokens that may change it. */
export interface SampleWorld {
  readonly sample: Sample;
  readonly next: Sample;
  /** A release that was removed by law, its record too: `essais/removed` 1.0.0. */
  readonly removed: Sample;
  /** A signed change that adds a key to the agency. */
  readonly keyChange: { readonly envelope: EnvelopeBody };
  readonly statusTag: string;
  readonly channelTag: string;
  readonly submissionId: string;
  readonly tokens: {
    readonly operator: string;
    readonly owner: string;
    readonly publish: string;
    readonly lifecycle: string;
  };
}

const params = { agency: 'essais', name: 'double' };
const version = { ...params, version: '1.0.0' };
const channel = { ...params, tag: 'beta' };
const UPLOAD = Buffer.from('one more blob');
const reason = 'for the test';

/** Writes a request of each operation that is right in every part; a test makes one part wrong. */
export function validRequests(world: SampleWorld): Readonly<Record<OperationId, ContractRequest>> {
  const { sample, next, tokens } = world;
  const blob = { digest: digestOf(sample.archive) as string };
  const upload = { params: { digest: digestOf(UPLOAD) as string }, token: tokens.publish, body: UPLOAD };
  return {
    getHealth: {},
    getReadiness: {},
    getMetrics: {},
    getService: {},
    getOpenapi: {},
    getManifestSchema: {},
    getCliPackage: { params: { file: 'nforge-0.1.0.tgz' } },
    headBlob: { params: blob },
    getBlob: { params: blob },
    putBlob: upload,
    patchBlob: { ...upload, headers: { 'upload-offset': '0' } },
    publishReleases: { token: tokens.publish, body: { releases: [releaseRequestOf(next)] } },
    getSubmission: { params: { id: world.submissionId }, token: tokens.publish },
    ...validAlgorithmRequests(world),
    search: { query: '?q=double' },
    suggest: { query: '?q=dou' },
    ...validAccountRequests(world),
    ...validLogRequests(world),
  };
}

function validLogRequests({ tokens, keyChange }: SampleWorld) {
  return {
    getCheckpoint: {},
    getTile: { params: { path: '0/000.p/1' } },
    getLogEntries: {},
    getInclusionProof: { query: '?index=0' },
    getConsistencyProof: { query: '?from=1' },
    getReleaseProof: { params: version },
    getLogKeys: {},
    getAgencyKeys: { params: { agency: 'essais' } },
    changeAgencyKeys: { params: { agency: 'essais' }, token: tokens.owner, body: keyChange },
  };
}

function validAlgorithmRequests(world: SampleWorld) {
  const { tokens } = world;
  return {
    getAlgorithm: { params },
    getVersions: { params },
    getVersionSegment: { params: { ...params, segment: 0 } },
    getRelease: { params: version },
    getReleaseStatus: { params: version },
    getDiff: { params: { ...version, other: '1.0.0' } },
    putReleaseStatus: {
      params: version,
      token: tokens.lifecycle,
      headers: { 'if-match': world.statusTag },
      body: { yanked: false, deprecated: true, successor: null, reason },
    },
    getArchive: { params: version },
    getFile: { params: { ...version, path: 'contract/input.json' } },
    getDependents: { params },
    getChannel: { params: channel },
    putChannel: {
      params: channel,
      token: tokens.lifecycle,
      headers: { 'if-match': world.channelTag },
      body: { version: '1.0.0', reason },
    },
    deleteChannel: {
      params: channel,
      query: '?reason=no+longer+used',
      token: tokens.lifecycle,
      headers: { 'if-match': world.channelTag },
    },
    moveChannels: {
      token: tokens.lifecycle,
      body: { moves: [{ name: 'essais/double', tag: 'pilot', version: '1.0.0', ifMatch: null }], reason },
    },
    resolve: { query: '?r=essais/double@^1' },
    resolveMany: { body: { requirements: { 'essais/double': '^1' } } },
  };
}

function validAccountRequests({ tokens }: SampleWorld) {
  return {
    listAgencies: {},
    createAgency: { token: tokens.operator, body: { name: 'nouvelle', title: { fr: 'Nouvelle agence' } } },
    getAgency: { params: { agency: 'essais' } },
    listTokens: { params: { agency: 'essais' }, token: tokens.owner },
    createToken: { params: { agency: 'essais' }, token: tokens.owner, body: { scopes: ['publish'] } },
    revokeToken: { params: { agency: 'essais', id: 'unknown' }, token: tokens.owner },
    getOwnToken: { token: tokens.publish },
    revokeOwnToken: { token: tokens.publish },
  };
}
