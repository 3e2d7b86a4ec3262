import type { EnvelopeBody, Problem, Submission } from '@national-forge/api';
import {
  formatWaiver,
  signEnvelope,
  sortWaived,
  STATEMENT_PAYLOAD_TYPE,
  type Signer,
  type WaivedReason,
} from '@national-forge/transparency';

import { testKey } from '../adapters/testing/keys.ts';
import { envelopeBody } from '../usecases/sign.ts';
import { releaseRequestOf, uploadSample, type Publisher } from './publish-sample.ts';
import { packSample, type Sample, type SampleOptions } from './sample-release.ts';

/** Says what a version of a sample takes and gives, beside what is usual. */
export interface ContractOptions extends SampleOptions {
  readonly input?: object;
  readonly output?: object;
  readonly vectors?: readonly { readonly name: string; readonly input: unknown; readonly output: unknown }[];
}

/** Packs a sample with a contract of its own. */
export function packContract({ input, output, vectors, files, ...rest }: ContractOptions): Promise<Sample> {
  return packSample({
    ...rest,
    files: {
      ...(input && { 'contract/input.json': JSON.stringify(input) }),
      ...(output && { 'contract/output.json': JSON.stringify(output) }),
      ...(vectors && { 'vectors/basic.json': JSON.stringify(vectors) }),
      ...files,
    },
  });
}

/** Signs a waiver for a sample; by default with the first test key of its agency. */
export function signWaiver(
  { name, version, releaseDigest: release }: Sample,
  waived: readonly WaivedReason[],
  signers: readonly Signer[] = [testKey(name.split('/')[0] ?? '')],
): EnvelopeBody {
  const payload = formatWaiver({ name, version, release, reason: 'lu par deux personnes', waived: sortWaived(waived) });
  return envelopeBody(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, signers));
}

/** Is what a request to publish was answered. */
export interface PublishAnswer {
  readonly status: number;
  readonly body: Problem & Submission;
}

/** Uploads samples and asks to publish them together. */
export async function offer(
  publisher: Publisher,
  samples: readonly Sample[],
  more: { readonly query?: string; readonly language?: string; readonly waiver?: EnvelopeBody } = {},
): Promise<PublishAnswer> {
  for (const sample of samples) await (await uploadSample(publisher, sample)).arrayBuffer();
  const { query = '', language = 'en', waiver } = more;
  const releases = samples.map((sample) => ({ ...releaseRequestOf(sample), ...(waiver && { waiver }) }));
  const response = await fetch(`${publisher.url}/api/v1/releases${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${publisher.token}`,
      'content-type': 'application/json',
      'accept-language': language,
    },
    body: JSON.stringify({ releases }),
  });
  return { status: response.status, body: (await response.json()) as Problem & Submission };
}
