import { digestOf } from '@national-forge/archive';

import { packSample, type Sample, type SampleOptions } from './sample-release.ts';

/** Is where and as whom to publish. */
export interface Publisher {
  readonly url: string;
  readonly token: string;
}

/** Writes the entry of a sample in a publish request. */
export function releaseRequestOf({ name, version, releaseDigest, archive }: Sample) {
  return { name, version, releaseDigest, archive: { digest: digestOf(archive) as string, size: archive.length } };
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
    body: JSON.stringify({ releases: samples.map(releaseRequestOf) }),
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
