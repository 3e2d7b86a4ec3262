import type { PublishRequest, Submission } from '@national-forge/api';

import type { PendingSubmission } from '../../ports.ts';
import type { Sql } from './sql.ts';
import { findTokenById } from './tokens.ts';

/** Names what a published submission is about; its receipts are read from the releases themselves. */
export type StoredReceipt = Pick<Submission['receipts'][number], 'name' | 'version'>;

/** Is a submission as it is stored. */
export interface StoredSubmission {
  readonly submission: Omit<Submission, 'receipts'> & { readonly receipts: readonly StoredReceipt[] };
  readonly tokenId: string;
  readonly agency: string | null;
}

/** Inserts or replaces the state of a submission; what was asked is kept only as long as it is given. */
export function putSubmission(
  sql: Sql,
  record: StoredSubmission & { readonly request?: PublishRequest },
  at: Date,
): void {
  const { submission, tokenId, agency, request } = record;
  const receipts = submission.receipts.map(({ name, version }) => ({ name, version }));
  sql.run(
    `INSERT INTO submission (id, token_id, agency, body, request, changed_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body, request = excluded.request, changed_at = excluded.changed_at`,
    submission.id,
    tokenId,
    agency,
    JSON.stringify({ ...submission, receipts }),
    submission.state === 'judging' && request !== undefined ? JSON.stringify(request) : null,
    at.getTime(),
  );
}

/** Lists the submissions that wait for a judgement, oldest first. One whose token is gone is left out. */
export function listPending(sql: Sql): readonly PendingSubmission[] {
  const text = 'SELECT id, token_id, request FROM submission WHERE request IS NOT NULL ORDER BY changed_at, id';
  return sql.all<{ id: string; token_id: string; request: string }>(text).flatMap((row) => {
    const token = findTokenById(sql, row.token_id);
    return token ? [{ id: row.id, request: JSON.parse(row.request) as PublishRequest, token }] : [];
  });
}

/** Finds a submission. */
export function findSubmission(sql: Sql, id: string): StoredSubmission | undefined {
  const text = 'SELECT token_id, agency, body FROM submission WHERE id = ?';
  const row = sql.get<{ token_id: string; agency: string | null; body: string }>(text, id);
  const submission = row && (JSON.parse(row.body) as StoredSubmission['submission']);
  return row && submission && { submission, tokenId: row.token_id, agency: row.agency };
}
