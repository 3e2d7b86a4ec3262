import { hash } from 'node:crypto';
import { Readable } from 'node:stream';

import type { SearchHit } from '@national-forge/api';
import {
  formatEnvelope,
  formatStatement,
  formatWaiver,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  type Signer,
  type WaiverStatement,
} from '@national-forge/transparency';

import type { ReleasePlan, ReleaseRow } from '../../ports.ts';
import { formatReleaseDetail, type ReleaseDetail } from '../../views/release-detail.ts';
import type { Store } from '../open-store.ts';
import { testKey } from './keys.ts';

/** Gives the digest of bytes as text. */
export const digestOf = (bytes: Uint8Array | string): string => `sha256:${hash('sha256', bytes)}`;

/** Describes a release to make up. */
export interface SampleRelease {
  readonly name?: string;
  readonly version: string;
  /** Tells two contents of one version apart. */
  readonly content?: string;
  readonly archive?: Uint8Array;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly hit?: Partial<SearchHit>;
  readonly text?: readonly string[];
  /** Who signs; the key of the agency's name unless given. */
  readonly signers?: readonly Signer[];
  /** Content of its vectors; none unless given. */
  readonly vectors?: string;
  readonly validity?: ReleaseDetail['validity'];
  readonly verdict?: ReleaseDetail['verdict'];
  /** What it was judged at; nothing is checked unless given. */
  readonly revision?: ReleaseRow['revision'];
  /** Signed waiver. */
  readonly waiver?: Pick<WaiverStatement, 'reason' | 'waived'>;
  readonly waiverSigners?: readonly Signer[];
  /** Digest of the state the signatures were judged by; one that is never current unless given. */
  readonly state?: string;
}

/** Makes up the detail of a release. */
export function sampleDetail(sample: SampleRelease): ReleaseDetail {
  const { name = 'impots/income-tax', version, content = version } = sample;
  const archive = sample.archive ?? Buffer.from(`archive of ${name} ${content}`);
  return {
    name,
    version,
    releaseDigest: digestOf(`${name} ${content}`),
    archive: { digest: digestOf(archive), size: archive.length },
    manifestDigest: digestOf('manifest'),
    contractDigest: null,
    vectorsDigest: sample.vectors === undefined ? null : digestOf(sample.vectors),
    validity: sample.validity ?? null,
    dependencies: { ...sample.dependencies },
    manifest: sampleManifest({ ...sample, name }),
    files: [{ path: 'algorithm.yaml', size: 8, sha256: hash('sha256', 'manifest') }],
    ...(sample.verdict && { verdict: sample.verdict }),
  };
}

function sampleManifest({ version, hit = {}, text, name = '' }: SampleRelease): ReleaseDetail['manifest'] {
  const { languages = ['fr', 'ar'], risk = 'minimal', status = 'stable', engine = 'javascript', ...rest } = hit;
  return {
    name,
    version,
    title: { fr: 'Impôt sur le revenu', ar: 'الضريبة على الدخل' },
    summary: { fr: 'Calcule l’impôt' },
    kind: 'rule',
    sectors: ['finance'],
    region: 'MA',
    license: 'EUPL-1.2',
    ...rest,
    runtime: { engine },
    languages: { interface: languages, data: [] },
    risk: { level: risk },
    developmentStatus: status,
    keywords: { fr: text ?? ['barème progressif', 'شطر'] },
    purpose: {},
    organisation: { name: {} },
  };
}

const JUDGED_BY_NONE = `sha256:${'0'.repeat(64)}`;

/** Makes up a release, signed. */
export function sampleRow(sample: SampleRelease): ReleaseRow {
  const detail = sampleDetail(sample);
  const { name, version, releaseDigest: release, manifestDigest: manifest, vectorsDigest: vectors } = detail;
  const signers = sample.signers ?? [testKey(name.slice(0, name.indexOf('/')))];
  const sign = (payload: Uint8Array, by = signers) =>
    formatEnvelope(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, by));
  return {
    detail: formatReleaseDetail(detail),
    envelope: sign(formatStatement({ name, version, release, manifest, contract: null, vectors })),
    state: sample.state ?? JUDGED_BY_NONE,
    revision: sample.revision === undefined ? 'any' : sample.revision,
    waiver: sample.waiver && sign(formatWaiver({ name, version, release, ...sample.waiver }), sample.waiverSigners),
  };
}

let submissions = 0;

/** Makes up the plan that publishes releases. */
export function samplePlan(...samples: readonly SampleRelease[]): ReleasePlan {
  const submissionId = `submission-${process.pid}-${(submissions += 1)}`;
  return { kind: 'release', submissionId, actor: 'token-1', releases: samples.map(sampleRow), warnings: [] };
}

/** Uploads bytes whole. */
export function upload(store: Pick<Store, 'blobs'>, bytes: Uint8Array, tokenId = 'token-1') {
  const body = Readable.from([bytes], { objectMode: false });
  return store.blobs.write({ digest: digestOf(bytes), tokenId, body, offset: 0, complete: true });
}

/** Publishes made-up releases through the ports, archives first; the agency must exist. */
export async function publish(store: Pick<Store, 'blobs' | 'ledger'>, ...samples: readonly SampleRelease[]) {
  for (const sample of samples) {
    const { name = 'impots/income-tax', content = sample.version } = sample;
    await upload(store, sample.archive ?? Buffer.from(`archive of ${name} ${content}`));
  }
  return store.ledger.commit(samplePlan(...samples));
}
