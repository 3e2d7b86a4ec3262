import type { Receipt } from '@national-forge/api';

import type { ReleasePlan, ReleaseRow } from '../../ports.ts';
import { recordKey } from '../../views/document-keys.ts';
import { frozen } from '../../views/rendered.ts';
import { renderStatus } from '../../views/render-algorithm.ts';
import { countVersion, findAlgorithmRow, insertAlgorithm, type AlgorithmRow } from './algorithms.ts';
import { hasAgency } from './agencies.ts';
import { publishBlob } from './blobs.ts';
import { storeDocument, type CommitContext } from './commit-context.ts';
import { insertEvent } from './events.ts';
import { sha256 } from './sha256.ts';
import { refreshAlgorithm } from './refresh-algorithm.ts';
import { Refusal } from './refusal.ts';
import { findReleaseRow, insertRelease, viewOf, type StoredRelease } from './releases.ts';
import { putSubmission } from './submissions.ts';
import { removeUploadsOf } from './uploads.ts';

/**
 * Publishes the releases of a plan: all, or none by throwing a `Refusal` (`agency-unknown`, `version-taken`,
 * `blob-missing`). A release that stands already with the same digest is left as it is, and its receipt is the first one.
 *
 * @returns whether every release stood already
 */
export function applyRelease(context: CommitContext, plan: ReleasePlan): boolean {
  const changed = new Map<string, Set<number>>();
  const standing: Receipt[] = [];
  for (const release of plan.releases) {
    const found = findStanding(context, release);
    if (found !== undefined) standing.push(receiptOf(release.record.name, found));
    else noteChange(changed, release.record.name, publishOne(context, plan, release));
  }
  for (const [name, sequences] of changed) refreshAlgorithm(context, name, sequences);
  storeSubmission(context, plan, standing);
  return changed.size === 0;
}

function findStanding({ sql }: CommitContext, { record }: ReleaseRow): StoredRelease | undefined {
  const algorithm = findAlgorithmRow(sql, record.name);
  const found = algorithm && findReleaseRow(sql, algorithm.id, record.version);
  if (found === undefined || found.release_digest === record.releaseDigest) return found;
  throw new Refusal('version-taken', {
    name: record.name,
    version: record.version,
    existing: found.release_digest,
    offered: record.releaseDigest,
  });
}

function noteChange(changed: Map<string, Set<number>>, name: string, sequence: number): void {
  const sequences = changed.get(name) ?? new Set();
  changed.set(name, sequences.add(sequence));
}

function publishOne(context: CommitContext, plan: ReleasePlan, release: ReleaseRow): number {
  const { sql, at } = context;
  const { record, recordBytes } = release;
  claimBlob(context, release);
  const algorithm = openAlgorithm(context, record.name);
  const sequence = algorithm.version_count;
  const document = frozen(recordKey(record.name, record.version), recordBytes);
  const place = {
    algorithmId: algorithm.id,
    sequence,
    submissionId: plan.submissionId,
    recordDigest: sha256(recordBytes),
  };
  insertRelease(sql, release, place);
  countVersion(sql, algorithm.id, at);
  storeDocument(context, document);
  const stored = findReleaseRow(sql, algorithm.id, record.version);
  if (stored === undefined) throw new Error(`release ${record.name}@${record.version} is gone`);
  storeDocument(context, renderStatus(record.name, viewOf(stored)));
  const { name, version } = record;
  insertEvent(sql, { kind: 'release', actor: plan.tokenId, name, version, reason: '' }, at);
  return sequence;
}

/** Makes a blob readable. Collecting holds the same lock, so what is found here stays. */
function claimBlob(context: CommitContext, { record }: ReleaseRow): void {
  const { name, version, archive } = record;
  if (!publishBlob(context.sql, archive.digest) || !context.hasBlobFile(archive)) {
    throw new Refusal('blob-missing', { digest: archive.digest, name, version });
  }
  removeUploadsOf(context.sql, archive.digest);
}

function openAlgorithm({ sql, at }: CommitContext, name: string): AlgorithmRow {
  const found = findAlgorithmRow(sql, name);
  if (found !== undefined) return found;
  const agency = name.slice(0, name.indexOf('/'));
  if (!hasAgency(sql, agency)) throw new Refusal('agency-unknown', { agency });
  insertAlgorithm(sql, { name, agency }, at);
  return openAlgorithm({ sql, at } as CommitContext, name);
}

function receiptOf(name: string, row: StoredRelease): Receipt {
  return {
    name,
    version: row.version,
    releaseDigest: row.release_digest,
    archive: { digest: row.archive_digest, size: row.archive_size },
    publishedAt: row.published_at,
    publisher: row.publisher,
  };
}

/** Stores the submission; what stood already is acknowledged with the receipt of the first time. */
function storeSubmission({ sql, at }: CommitContext, plan: ReleasePlan, standing: readonly Receipt[]): void {
  const first = (receipt: Receipt): Receipt =>
    standing.find(({ name, version }) => name === receipt.name && version === receipt.version) ?? receipt;
  const submission = { ...plan.submission, receipts: plan.submission.receipts.map(first) };
  const name = plan.releases[0]?.record.name ?? '';
  putSubmission(sql, { submission, tokenId: plan.tokenId, agency: name.slice(0, name.indexOf('/')) }, at);
}
