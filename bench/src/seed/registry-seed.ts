import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { pathOf } from '@national-forge/api';

import type { HttpClient } from '../load/http-client.ts';
import type { SampleArchive } from './sample-archive.ts';

/** Names the agency that owns what is published for measuring. */
export const AGENCY = 'mesure';

/** Most releases that one request may carry. */
const BATCH = 100;
const AT_ONCE = 8;

/** Creates the agency of the measurements and a token that may publish for it. */
export async function openAgency(client: HttpClient, dataDir: string, agency: string = AGENCY): Promise<string> {
  const operator = readFileSync(join(dataDir, 'first-token'), 'utf8').trim();
  const headers = jsonHeaders(operator);
  await client.call({
    ...{ method: 'POST', path: pathOf('createAgency', {}), headers },
    body: JSON.stringify({ name: agency, title: { fr: 'Mesure' } }),
  });
  const made = await client.call({
    ...{ method: 'POST', path: pathOf('createToken', { agency }), headers },
    body: JSON.stringify({ scopes: ['owner'], label: 'bench', expiresInDays: 1 }),
  });
  return (JSON.parse(made.body.toString()) as { token: string }).token;
}

/** Publishes one release the way every client does: the archive, then the release. */
export async function publishOne(client: HttpClient, token: string, sample: SampleArchive): Promise<void> {
  await upload(client, token, sample);
  await submit(client, token, [sample]);
}

/** Publishes many releases, in requests of a hundred. */
export async function publishMany(client: HttpClient, token: string, samples: readonly SampleArchive[]): Promise<void> {
  for (let from = 0; from < samples.length; from += BATCH) {
    const batch = samples.slice(from, from + BATCH);
    const waiting = [...batch];
    const worker = async () => {
      for (let sample = waiting.shift(); sample; sample = waiting.shift()) await upload(client, token, sample);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await submit(client, token, batch);
  }
}

async function upload(client: HttpClient, token: string, { digest, bytes }: SampleArchive): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  await client.call({ method: 'PUT', path: pathOf('putBlob', { digest }), headers, body: bytes });
}

async function submit(client: HttpClient, token: string, samples: readonly SampleArchive[]): Promise<void> {
  const body = JSON.stringify({ releases: samples.map(({ entry }) => entry) });
  await client.call({ method: 'POST', path: pathOf('publishReleases', {}), headers: jsonHeaders(token), body });
}

const jsonHeaders = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
