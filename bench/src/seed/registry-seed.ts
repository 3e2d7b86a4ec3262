import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { pathOf, type Submission } from '@national-forge/api';
import { createSigningKey, type Signer } from '@national-forge/transparency';

import type { HttpClient } from '../load/http-client.ts';
import { registerKeys } from './agency-keys.ts';
import type { SampleArchive } from './sample-archive.ts';

/** Names the agency that owns what is published for measuring. */
export const AGENCY = 'mesure';

/** Most releases that one request may carry. */
const BATCH = 100;
const AT_ONCE = 8;
const POLL_MS = 20;

/** May publish for an agency. */
export interface Publisher {
  readonly agency: string;
  readonly token: string;
  /** The keys of the agency, as many as it demands signatures. */
  readonly signers: readonly Signer[];
}

/** Says which agency is opened. */
export interface AgencyWish {
  readonly agency?: string;
  /** Its keys; one Ed25519 key unless given. */
  readonly signers?: readonly Signer[];
}

/** Creates an agency, a token that may publish for it, and its keys. */
export async function openAgency(client: HttpClient, dataDir: string, wish: AgencyWish = {}): Promise<Publisher> {
  const { agency = AGENCY, signers = [createSigningKey('ed25519').signer] } = wish;
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
  const { token } = JSON.parse(made.body.toString()) as { token: string };
  await registerKeys(client, { agency, token }, signers);
  return { agency, token, signers };
}

/** Publishes one release the way every client does: the archive, then the release. Gives what was acknowledged. */
export async function publishOne(client: HttpClient, token: string, sample: SampleArchive): Promise<Submission> {
  await upload(client, token, sample);
  return submit(client, token, [sample]);
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

async function submit(client: HttpClient, token: string, samples: readonly SampleArchive[]): Promise<Submission> {
  const body = JSON.stringify({ releases: samples.map(({ entry }) => entry) });
  const path = pathOf('publishReleases', {});
  const answer = await client.call({ method: 'POST', path, headers: jsonHeaders(token), body });
  return settled(client, token, JSON.parse(answer.body.toString()) as Submission);
}

/** Waits for a submission that is still judged: before, it would be measured as one that is durable. */
async function settled(client: HttpClient, token: string, submission: Submission): Promise<Submission> {
  if (submission.state === 'published') return submission;
  if (submission.state !== 'judging') throw new Error(`a release was not published: ${JSON.stringify(submission)}`);
  await setTimeout(POLL_MS);
  const path = pathOf('getSubmission', { id: submission.id });
  const answer = await client.call({ method: 'GET', path, headers: jsonHeaders(token) });
  return settled(client, token, JSON.parse(answer.body.toString()) as Submission);
}

const jsonHeaders = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
