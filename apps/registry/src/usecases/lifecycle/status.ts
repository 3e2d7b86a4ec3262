import { ProblemError, type ReleaseStatus, type StatusChange, type StatusWritten } from '@national-forge/api';

import type { Account, ReleaseKey } from '../../ports.ts';
import { assertAlgorithm } from '../accounts/rights.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { assertNotMoved } from '../moved-name.ts';
import { assertStands, getStatus, hasAlgorithm } from '../stored-document.ts';

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
 * `release-tombstoned`, `precondition-required`, `precondition-failed`, `successor-invalid`.
 */
export async function changeStatus(
  deps: Pick<Deps, 'ledger' | 'documents' | 'names'>,
  account: Account,
  { name, version, change, ifMatch }: StatusWish,
): Promise<ChangedStatus> {
  assertNotMoved(deps, name);
  assertAlgorithm(account.token, name);
  const current = getStatus(deps, name, version);
  assertStands(deps, name, version);
  if (ifMatch === undefined) throw new ProblemError('precondition-required', { header: 'If-Match' });
  const successor = change.successor ?? null;
  const { deprecated } = JSON.parse(current.bytes.toString()) as ReleaseStatus;
  if (successor !== null && successor !== deprecated?.successor) assertSuccessor(deps, { name, change, successor });
  const { receipts } = await commit(deps.ledger, {
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
