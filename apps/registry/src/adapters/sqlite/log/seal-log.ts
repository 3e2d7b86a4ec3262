import { signCheckpoint, treeRoot } from '@national-forge/transparency';

import type { Sql } from '../sql.ts';
import { findNewestCheckpoint, insertCheckpoint } from './checkpoints.ts';
import { findLastLeaf } from './leaves.ts';
import { findLogIdentity } from './log-identities.ts';
import type { LogKeyRing } from './log-key.ts';
import { readNodes } from './log-nodes.ts';

/**
 * Signs the log as it stands within the open transaction and stores the checkpoint, if leaves were appended since the
 * last one. Nobody gets to see it before the transaction is committed.
 * @throws ProblemError `log-key-missing`
 */
export function sealLog(sql: Sql, keys: LogKeyRing): void {
  const last = findLastLeaf(sql);
  const identity = findLogIdentity(sql);
  if (last === undefined || identity === undefined) return;
  const size = last.index + 1;
  if (findNewestCheckpoint(sql)?.size === size) return;
  const root = treeRoot(size, readNodes(sql));
  const note = signCheckpoint({ origin: identity.origin, size, root, extensions: [] }, keys.signer(identity));
  insertCheckpoint(sql, { size, note });
}
