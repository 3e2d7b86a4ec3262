import type { Leaf } from '@national-forge/transparency';

import type { Clock, PublicPlan, ReleasePlan } from '../../ports.ts';
import { parseReleaseDetail, type ReleaseDetail } from '../../views/release-detail.ts';
import type { DecideContext, DecidedLeaf, Decision } from './decide/decision.ts';
import { decide } from './decide/decide.ts';
import { appendLeaf, readLogEnd } from './log/append-leaf.ts';
import { putDetail } from './log/details.ts';
import { findLogIdentity } from './log/log-identities.ts';
import type { LogKeyRing } from './log/log-key.ts';
import { assertWritable } from './log/log-status.ts';
import { movePrivate } from './move-private.ts';
import { projectLeaf, renderChanged } from './project/project-leaf.ts';
import { createProjection } from './project/projection.ts';
import { insertPublication } from './publications.ts';
import { withdrawPending } from './search/upkeep/withdraw.ts';
import type { Sql } from './sql.ts';
import { putSubmission } from './submissions.ts';
import { removeUploadsOf } from './uploads.ts';

/** Is what applying public plans stands on. */
export interface PublicParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly keys: LogKeyRing;
  /** Keys of the documents that the open transaction has written. */
  readonly touched: Set<string>;
  readonly hasBlobFile: DecideContext['hasBlobFile'];
  readonly readState: DecideContext['readState'];
}

/** Tells what became of a plan inside the transaction. */
export interface Applied {
  readonly at: Date;
  readonly repeated: boolean;
  /** Indexes of the leaves that prove it (see `Decision`). */
  readonly proofs: readonly (number | null)[];
}

/**
 * Applies a plan whose facts are leaves: decides, appends, projects. Throws a `Refusal` by the state that was found, and
 * `ProblemError` `log-behind`, `log-diverged`, `log-key-missing` when the log takes no leaves.
 */
export function applyPublic(parts: PublicParts, plan: PublicPlan): Applied {
  const { sql, clock, keys, hasBlobFile, readState } = parts;
  const end = readLogEnd(sql, clock);
  const origin = findLogIdentity(sql)?.origin ?? '';
  const decision = decide({ sql, end, origin, hasBlobFile, readState }, plan);
  if (decision.leaves.length > 0) {
    assertWritable(sql, keys);
    if (erasesText(plan)) withoutTrace(sql, () => appendAndProject(parts, end.size, decision.leaves));
    else appendAndProject(parts, end.size, decision.leaves);
  }
  if (plan.kind === 'release') keepSubmission(parts, plan, decision);
  for (const { leaf } of decision.leaves) if (leaf.kind === 'transfer') movePrivate(sql, leaf);
  return { at: new Date(end.time * 1000), repeated: decision.leaves.length === 0, proofs: decision.proofs };
}

function appendAndProject({ sql, touched }: PublicParts, size: number, leaves: readonly DecidedLeaf[]): void {
  const projection = createProjection(sql, touched);
  for (const [order, { leaf, detail, envelope }] of leaves.entries()) {
    const index = size + order;
    if (detail !== undefined && 'detail' in leaf) putDetail(sql, leaf.detail, detail.bytes);
    if (envelope !== undefined && 'envelope' in leaf) putDetail(sql, leaf.envelope, envelope);
    appendLeaf(sql, index, leaf);
    projectLeaf(projection, { leaf, index, detail: detail?.value ?? null });
  }
  renderChanged(projection);
}

const erasesText = (plan: PublicPlan): boolean => plan.kind === 'tombstone' && plan.erases === 'archive,detail';

/**
 * Does work so that nothing of what it deletes stays behind in the file: free pages are overwritten, and the index of
 * search gives up what it has of entries that changed, until they are merged again.
 */
function withoutTrace(sql: Sql, work: () => void): void {
  sql.exec('PRAGMA secure_delete = ON');
  try {
    work();
    withdrawPending(sql);
  } finally {
    sql.exec('PRAGMA secure_delete = OFF');
  }
}

/** Keeps what stands in no log: who submitted what, and that the uploads of what is published are used up. */
function keepSubmission({ sql, clock }: PublicParts, plan: ReleasePlan, { leaves }: Decision): void {
  const { submissionId: id, actor: tokenId, warnings } = plan;
  const details = plan.releases.map(({ detail }) => parseReleaseDetail(detail));
  for (const { leaf, detail } of leaves) {
    if (!isRelease(leaf)) continue;
    insertPublication(sql, leaf, id);
    removeUploadsOf(sql, (detail?.value as ReleaseDetail).archive.digest);
  }
  const receipts = details.map(({ name, version }) => ({ name, version }));
  const agency = receipts[0]?.name.split('/')[0] ?? null;
  const submission = { id, state: 'published' as const, receipts, warnings: [...warnings] };
  putSubmission(sql, { submission, tokenId, agency }, clock.now());
}

const isRelease = (leaf: Leaf): leaf is Extract<Leaf, { kind: 'release' }> => leaf.kind === 'release';
