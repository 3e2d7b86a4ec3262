import type { Receipt, ReleaseRecord, Submission } from '@national-forge/api';

import type { ReleaseFacts, ReleasePlan, ReleaseRow } from '../../ports.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { formatInstant } from '../instant.ts';
import type { JudgedRelease } from './judge.ts';
import { searchEntry } from './search-entry.ts';
import type { Upload } from './upload.ts';

declare const stage: unique symbol;

/** Is what was made durable, or stood already. */
export interface Recorded {
  readonly [stage]: 'recorded';
  readonly upload: Upload;
  readonly judged: readonly JudgedRelease[];
  readonly submission: Submission;
  /** Whether every release stood already with the same content. */
  readonly repeated: boolean;
}

/**
 * Records releases: assembles the plan purely, then one commit makes it durable, all or none.
 * Throws `ProblemError` `version-taken` (lost a race), `blob-missing`, `busy`, `storage-full`.
 */
export async function record(
  deps: Pick<Deps, 'ledger' | 'clock'>,
  upload: Upload,
  judged: readonly JudgedRelease[],
): Promise<Recorded> {
  const plan = assembleRelease(upload, judged, deps.clock.now());
  const repeated = plan.releases.length === 0 || (await commit(deps.ledger, plan)).repeated;
  return { upload, judged, submission: plan.submission, repeated } as unknown as Recorded;
}

/** Assembles the plan of a publish: what stands already is left out, its receipt repeated. */
function assembleRelease(upload: Upload, judged: readonly JudgedRelease[], now: Date): ReleasePlan {
  const publisher = upload.account.token.id;
  const facts = { publisher, publishedAt: formatInstant(now) };
  const rows = judged.map((release) => (release.kind === 'standing' ? undefined : assembleRow(release, facts)));
  const submission: Submission = {
    id: upload.submissionId,
    state: 'published',
    receipts: judged.map((release, index) => receiptOf(rows[index]?.record ?? standingFacts(release))),
    warnings: judged.flatMap((release) => (release.kind === 'new' ? release.warnings(upload.locale) : [])),
  };
  return {
    kind: 'release',
    submissionId: upload.submissionId,
    tokenId: publisher,
    releases: rows.filter((row) => row !== undefined),
    submission,
  };
}

interface Facts {
  readonly publisher: string;
  readonly publishedAt: string;
}

function assembleRow(release: Extract<JudgedRelease, { kind: 'new' }>, facts: Facts): ReleaseRow {
  const { request, manifest, digests, files } = release;
  const record: ReleaseRecord = {
    name: request.name,
    version: request.version,
    releaseDigest: request.releaseDigest,
    archive: { digest: request.archive.digest, size: request.archive.size },
    manifestDigest: digests.manifest,
    contractDigest: digests.contract,
    vectorsDigest: digests.vectors,
    ...facts,
    validity: manifest.validity ?? null,
    dependencies: { ...manifest.dependencies },
    manifest: { ...manifest },
    files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
  };
  // Members in this fixed order, without spaces: these bytes are served for ever and never rendered again.
  return { record, recordBytes: Buffer.from(JSON.stringify(record)), search: searchEntry(manifest, facts.publishedAt) };
}

function standingFacts(release: JudgedRelease): Receipt {
  if (release.kind !== 'standing') throw new TypeError('a new release has a row');
  return factsReceipt(release.facts);
}

/** Gives the receipt of a stored release. */
export function factsReceipt(facts: ReleaseFacts): Receipt {
  return { ...receiptOf({ ...facts, archive: { ...facts.archive }, publishedAt: formatInstant(facts.publishedAt) }) };
}

function receiptOf(facts: Receipt): Receipt {
  const { name, version, releaseDigest, archive, publishedAt, publisher } = facts;
  return { name, version, releaseDigest, archive, publishedAt, publisher };
}
