import type { EnvelopeBody } from '@national-forge/api';
import { digestOf } from '@national-forge/archive';
import { formatStatement, signEnvelope, STATEMENT_PAYLOAD_TYPE, type Signer } from '@national-forge/transparency';

import { testKey } from '../adapters/testing/keys.ts';
import { envelopeBody } from '../usecases/sign.ts';
import { packSample, type Sample, type SampleOptions } from './sample-release.ts';

/** Is where and as whom to publish. */
export interface Publisher {
  readonly url: string;
  readonly token: string;
}

/** Signs the statement of a sample; by default with the first test key of its agency. */
export function signSample(
  { name, version, releaseDigest: release, signable }: Omit<Sample, 'archive'>,
  signers: readonly Signer[] = [testKey(name.split('/')[0] ?? '')],
): EnvelopeBody {
  const payload = formatStatement({ name, version, release, ...signable });
  return envelopeBody(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, signers));
}

/** Writes the entry of a sample in a publish request. */
export function releaseRequestOf(sample: Sample, signers?: readonly Signer[]) {
  const { name, version, releaseDigest, archive } = sample;
  const transfer = { digest: digestOf(archive) as string, size: archive.length };
  return { name, version, releaseDigest, archive: transfer, envelope: signSample(sample, signers) };
}

/** Uploads the archive of a sample. */
export async function uploadSample({ url, token }: Publisher, { archive }: Sample): Promise<Response> {
  return fetch(`${url}/api/v1/blobs/${digestOf(archive)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(archive),
  });
}

/** Publishes samples that were uploaded, together. */
export async function publishSamples(
  { url, token }: Publisher,
  samples: readonly Sample[],
  { query = '', headers = {} }: { readonly query?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  return fetch(`${url}/api/v1/releases${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ releases: samples.map((sample) => releaseRequestOf(sample)) }),
  });
}

/** Packs, uploads and publishes one sample; fails unless it is published. */
export async function publishSample(publisher: Publisher, options: SampleOptions): Promise<Sample> {
  const sample = await packSample(options);
  for (const response of [await uploadSample(publisher, sample), await publishSamples(publisher, [sample])]) {
    if (response.status >= 300) throw new Error(`${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  }
  return sample;
}
