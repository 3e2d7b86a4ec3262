import { hash } from 'node:crypto';
import { Readable } from 'node:stream';

import type { ReleaseRecord, SearchHit } from '@national-forge/api';

import type { Clock, ReleasePlan, ReleaseRow } from '../../ports.ts';
import type { Store } from '../open-store.ts';

/** Is a clock that a test moves. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

/** Makes a clock that stands still until it is moved. */
export function testClock(start = '2026-11-23T10:00:00Z'): TestClock {
  let now = Date.parse(start);
  return { now: () => new Date(now), advance: (milliseconds) => void (now += milliseconds) };
}

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
}

/** Makes up the row of a release. */
export function sampleRow(sample: SampleRelease): ReleaseRow {
  const { name = 'impots/income-tax', version, content = version } = sample;
  const archive = sample.archive ?? Buffer.from(`archive of ${name} ${content}`);
  const publishedAt = '2026-11-23T10:00:00Z';
  const record: ReleaseRecord = {
    name,
    version,
    releaseDigest: digestOf(`${name} ${content}`),
    archive: { digest: digestOf(archive), size: archive.length },
    manifestDigest: digestOf('manifest'),
    contractDigest: null,
    vectorsDigest: null,
    publishedAt,
    publisher: 'token-1',
    validity: null,
    dependencies: { ...sample.dependencies },
    manifest: { name, version },
    files: [{ path: 'algorithm.yaml', size: 8, sha256: hash('sha256', 'manifest') }],
  };
  const hit: SearchHit = { ...sampleHit(name, version), updatedAt: publishedAt, ...sample.hit };
  const search = { hit, text: sample.text ?? ['barème progressif', 'شطر'] };
  return { record, recordBytes: Buffer.from(JSON.stringify(record)), search };
}

function sampleHit(name: string, version: string): Omit<SearchHit, 'updatedAt'> {
  return {
    name,
    version,
    title: { fr: 'Impôt sur le revenu', ar: 'الضريبة على الدخل' },
    summary: { fr: 'Calcule l’impôt' },
    kind: 'rule',
    sectors: ['finance'],
    region: 'MA',
    license: 'EUPL-1.2',
    languages: ['fr', 'ar'],
    risk: 'minimal',
    status: 'stable',
    deprecated: false,
  };
}

let submissions = 0;

/** Makes up the plan that publishes releases. */
export function samplePlan(...samples: readonly SampleRelease[]): ReleasePlan {
  const id = `submission-${process.pid}-${(submissions += 1)}`;
  const releases = samples.map(sampleRow);
  const receipts = releases.map(({ record }) => ({
    name: record.name,
    version: record.version,
    releaseDigest: record.releaseDigest,
    archive: record.archive,
    publishedAt: record.publishedAt,
    publisher: record.publisher,
  }));
  const submission = { id, state: 'published' as const, receipts, warnings: [] };
  return { kind: 'release', submissionId: id, tokenId: 'token-1', releases, submission };
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

/** Creates agencies. */
export async function createAgencies(store: Pick<Store, 'ledger'>, ...names: readonly string[]): Promise<void> {
  for (const name of names) await store.ledger.commit({ kind: 'agency', name, title: { fr: name } });
}
