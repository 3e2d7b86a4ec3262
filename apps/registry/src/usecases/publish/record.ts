import type { LogReceipt, Receipt, Submission } from '@national-forge/api';

import type { ReleaseFacts, ReleasePlan, ReleaseRow } from '../../ports.ts';
import { formatReleaseDetail } from '../../views/release-detail.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { formatInstant } from '../instant.ts';
import type { JudgedRelease, NewlyJudged } from './judged.ts';
import type { Upload } from './upload.ts';

declare const stage: unique symbol;

/** Is what was made durable, or stood already. */
export interface Recorded {
  readonly [stage]: 'recorded';
  readonly upload: Upload;
  readonly judged: readonly JudgedRelease[];
  readonly warnings: Submission['warnings'];
  /** Whether every release stood already with the same content. */
  readonly repeated: boolean;
  /** The time of the leaves of this publish. */
  readonly at: Date;
  /** Proofs of the releases that were recorded, in their order; those that stood before are not among them. */
  readonly proofs: readonly LogReceipt[];
}

/**
 * Records releases: assembles the plan purely, then one commit makes it durable, all or none.
 * Throws `ProblemError` `version-taken` (lost a race), `blob-missing`, `busy`, `storage-full`, `log-behind`,
 * `log-diverged`, `log-key-missing`, and what `admit` throws when the keys of the agency have changed meanwhile;
 * `RevisionMoved` when the releases must be judged again.
 */
export async function record(
  deps: Pick<Deps, 'ledger' | 'clock'>,
  upload: Upload,
  judged: readonly JudgedRelease[],
): Promise<Recorded> {
  const plan = assembleRelease(upload, judged);
  const outcome =
    plan.releases.length === 0
      ? { repeated: true, at: deps.clock.now(), receipts: [] }
      : await commit(deps.ledger, plan);
  const proofs = outcome.receipts.filter((one) => one !== null);
  const { repeated, at } = outcome;
  return { upload, judged, warnings: plan.warnings, repeated, at, proofs } as unknown as Recorded;
}

/** Assembles the plan of a publish: what stands already is left out, its receipt repeated. */
function assembleRelease(upload: Upload, judged: readonly JudgedRelease[]): ReleasePlan {
  const fresh = judged.filter((release): release is NewlyJudged => release.kind === 'new');
  return {
    kind: 'release',
    submissionId: upload.submissionId,
    actor: upload.account.token.id,
    releases: fresh.map(assembleRow),
    warnings: fresh.flatMap((release) => release.warnings(upload.locale)),
  };
}

function assembleRow(judged: NewlyJudged): ReleaseRow {
  const { request, signed, manifest, digests, files, verdict, vectorResult, revision } = judged;
  const { name, version, releaseDigest, archive } = request;
  const detail = formatReleaseDetail({
    name,
    version,
    releaseDigest,
    archive: { digest: archive.digest, size: archive.size },
    manifestDigest: digests.manifest,
    contractDigest: digests.contract,
    vectorsDigest: digests.vectors,
    validity: manifest.validity ?? null,
    dependencies: { ...manifest.dependencies },
    manifest: { ...manifest },
    files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    verdict,
    vectorResult,
  });
  const { envelope, state, waiver } = signed;
  return { detail, envelope, state, revision, waiver: waiver?.envelope };
}

/** Is what a receipt says of a release beside its proof. */
export type ReceiptFacts = Omit<Receipt, 'log'>;

/** Gives what the receipt of a stored release says. */
export function storedFacts(facts: ReleaseFacts): ReceiptFacts {
  const { name, version, releaseDigest, archive, publisher } = facts;
  // Only a tombstone takes the archive away, and what has one is never acknowledged again.
  if (archive === null) throw new Error(`${name}@${version} has no archive`);
  return {
    name,
    version,
    releaseDigest,
    archive: { ...archive },
    publishedAt: formatInstant(facts.publishedAt),
    publisher,
  };
}

/** Gives what the receipt of a release recorded just now says. */
export function freshFacts({ request }: NewlyJudged, { upload, at }: Pick<Recorded, 'upload' | 'at'>): ReceiptFacts {
  const { name, version, releaseDigest, archive } = request;
  return {
    name,
    version,
    releaseDigest,
    archive: { digest: archive.digest, size: archive.size },
    publishedAt: formatInstant(at),
    publisher: upload.account.token.id,
  };
}
