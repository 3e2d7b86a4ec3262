import { ProblemError, type ReleaseStatus, type StatusChange, type StatusWritten } from '@national-forge/api';

import type { Account, ReleaseKey, StatusPlan } from '../../ports.ts';
import { assertAlgorithm } from '../accounts/rights.ts';
import { commit, RevisionMoved } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { assertNotMoved } from '../moved-name.ts';
import { assertStands, getStatus, hasAlgorithm } from '../stored-document.ts';
import { judgeReturn } from './judge-return.ts';

type StatusDeps = Parameters<typeof judgeReturn>[0] & Pick<Deps, 'ledger'>;

/** Says which status a release is to have; `ifMatch` is the ETag of the status seen, `*` any. */
export interface StatusWish extends ReleaseKey {
  readonly change: StatusChange;
  readonly ifMatch: string | undefined;
}

/** Is a status after a change, with the ETag of its document. */
export interface ChangedStatus {
  readonly status: StatusWritten;
  readonly etag: string;
}

/**
 * Yanks, un-yanks, deprecates or un-deprecates a release; nothing is ever deleted.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`, `algorithm-unknown`, `algorithm-moved`, `version-unknown`,
 * `release-tombstoned`, `precondition-required`, `precondition-failed`, `successor-invalid`, `unyank-refused`, `busy`.
 */
export async function changeStatus(
  deps: StatusDeps,
  account: Account,
  { name, version, change, ifMatch }: StatusWish,
): Promise<ChangedStatus> {
  assertNotMoved(deps, name);
  assertAlgorithm(account.token, name);
  const current = getStatus(deps, name, version);
  assertStands(deps, name, version);
  if (ifMatch === undefined) throw new ProblemError('precondition-required', { header: 'If-Match' });
  const successor = change.successor ?? null;
  const { deprecated, yanked } = JSON.parse(current.bytes.toString()) as ReleaseStatus;
  if (successor !== null && successor !== deprecated?.successor) assertSuccessor(deps, { name, change, successor });
  const { receipts } = await commitJudged(deps, yanked !== null, {
    kind: 'status',
    actor: account.token.id,
    name,
    version,
    yanked: change.yanked,
    deprecated: change.deprecated,
    successor,
    reason: change.reason,
    ifMatch: ifMatch === '*' ? current.etag : ifMatch,
  });
  const { bytes, etag } = getStatus(deps, name, version);
  // A yank and a deprecation in one are two leaves: the last one stands behind the status.
  const made = receipts.filter((receipt) => receipt !== null);
  const status = JSON.parse(bytes.toString()) as ReleaseStatus;
  return { status: { ...status, receipt: made.at(-1) ?? null, receipts: made }, etag };
}

/** How often a version that comes back is judged when others are published each time it is done. */
const TRIES = 5;

/** Commits a change of status; a version that is to be offered again is judged among those that stand now. */
async function commitJudged(deps: StatusDeps, wasYanked: boolean, plan: StatusPlan) {
  if (!wasYanked || plan.yanked) return commit(deps.ledger, plan);
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      return await commit(deps.ledger, { ...plan, revision: await judgeReturn(deps, plan) });
    } catch (error) {
      if (!(error instanceof RevisionMoved)) throw error;
    }
  }
  throw new ProblemError('busy', { retryAfter: 1 });
}

/**
 * A successor is shown to everyone as the way on: it must lead somewhere, and only from what is deprecated. One that was
 * said before stays as it was said, wherever its name has gone.
 */
function assertSuccessor(
  deps: Pick<Deps, 'documents' | 'names'>,
  { name, change, successor }: Pick<StatusWish, 'name' | 'change'> & { readonly successor: string },
): void {
  assertNotMoved(deps, successor);
  if (successor === name || !change.deprecated || !hasAlgorithm(deps, successor)) {
    throw new ProblemError('successor-invalid', { successor });
  }
}
