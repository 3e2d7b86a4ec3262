import { digestOf, type LeafOf, type ReleaseStatement } from '@national-forge/transparency';

import type { ReleasePlan, ReleaseRow } from '../../../ports.ts';
import { parseReleaseDetail, type ReleaseDetail } from '../../../views/release-detail.ts';
import { findAlgorithmRow } from '../algorithms.ts';
import { findRevision } from '../bindings.ts';
import { findBlobRow } from '../blobs.ts';
import { Refusal } from '../refusal.ts';
import { findReleaseRow } from '../releases.ts';
import { assertStillSigned } from './check-signatures.ts';
import type { DecidedLeaf, DecideContext, Decision } from './decision.ts';
import { decideWaiver, type AskedRelease } from './decide-waiver.ts';
import { assertNotMoved } from './find-algorithm.ts';

/** Is a release of this plan or of an earlier one: which content has which leaf. */
interface Standing {
  readonly digest: string;
  readonly index: number;
}

/**
 * Decides to publish the releases of a plan: all, or none by throwing a `Refusal` (`agency-unknown`, `agency-moved`,
 * `algorithm-moved`, `version-taken`,
 * `blob-missing`, `revision-moved`, and of signatures `agency-keyless`, `signature-invalid`, `threshold-unmet`). A release
 * that stands already with the same digest is left as it is, and proved by its first leaf. The leaf of a waiver follows
 * that of its release.
 */
export function decideRelease(context: DecideContext, plan: ReleasePlan): Decision {
  const leaves: DecidedLeaf[] = [];
  const together = new Map<string, Standing>();
  const proofs = plan.releases.map((row) => {
    const detail = parseReleaseDetail(row.detail);
    const key = `${detail.name}@${detail.version}`;
    const found = together.get(key) ?? findStanding(context, detail);
    if (found !== undefined) return assertSame(found, detail);
    const index = context.end.size + leaves.length;
    const here = { ...context, end: { ...context.end, size: index } };
    leaves.push(decideOne(here, { plan, row, detail }), ...decideWaiver(here, { plan, row, detail }));
    together.set(key, { digest: detail.releaseDigest, index });
    return index;
  });
  return { leaves, proofs };
}

function findStanding({ sql }: DecideContext, { name, version }: ReleaseDetail): Standing | undefined {
  assertNotMoved(sql, name);
  const algorithm = findAlgorithmRow(sql, name);
  const found = algorithm && findReleaseRow(sql, algorithm.id, version);
  return found && { digest: found.release_digest, index: found.log_index };
}

function assertSame({ digest, index }: Standing, { name, version, releaseDigest }: ReleaseDetail): number {
  if (digest === releaseDigest) return index;
  throw new Refusal('version-taken', { name, version, existing: digest, offered: releaseDigest });
}

function decideOne(context: DecideContext, { plan, row, detail }: AskedRelease): DecidedLeaf {
  const { name, version, releaseDigest } = detail;
  assertRevision(context, row, name);
  const state = assertStillSigned(context, row, statementOf(detail));
  assertBlob(context, detail);
  const leaf: LeafOf<'release'> = {
    kind: 'release',
    time: context.end.time,
    name,
    version,
    release: releaseDigest,
    envelope: digestOf(row.envelope),
    state,
    actor: plan.actor,
    detail: digestOf(row.detail),
  };
  return { leaf, detail: { bytes: row.detail, value: detail }, envelope: row.envelope };
}

/**
 * A version number is honest only among the versions it was compared with. Nothing of this plan is written yet, so that
 * what stands is what stood before all of it.
 */
function assertRevision({ sql }: DecideContext, { revision }: ReleaseRow, name: string): void {
  if (revision === 'any') return;
  const algorithm = findAlgorithmRow(sql, name);
  const current = algorithm === undefined ? null : findRevision(sql, algorithm.id);
  if (current !== revision) throw new Refusal('revision-moved', { name });
}

const statementOf = (detail: ReleaseDetail): ReleaseStatement => ({
  name: detail.name,
  version: detail.version,
  release: detail.releaseDigest,
  manifest: detail.manifestDigest,
  contract: detail.contractDigest,
  vectors: detail.vectorsDigest,
});

/** Collecting holds the same lock, so a blob that is found here stays. */
function assertBlob({ sql, hasBlobFile }: DecideContext, { name, version, archive }: ReleaseDetail): void {
  if (findBlobRow(sql, archive.digest) !== undefined && hasBlobFile(archive)) return;
  throw new Refusal('blob-missing', { digest: archive.digest, name, version });
}
