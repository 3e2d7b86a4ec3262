import type { PublishRequest, Submission } from '@national-forge/api';

import type { PendingSubmission, SubmissionRecord } from '../../ports.ts';
import type { Sql } from './sql.ts';
import { findTokenById } from './tokens.ts';

/** Inserts or replaces the state of a submission; what was asked is kept only as long as it is given. */
export function putSubmission(
  sql: Sql,
  record: SubmissionRecord & { readonly request?: PublishRequest },
  at: Date,
): void {
  const { submission, tokenId, agency, request } = record;
  sql.run(
    `INSERT INTO submission (id, token_id, agency, body, request, changed_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body, request = excluded.request, changed_at = excluded.changed_at`,
    submission.id,
    tokenId,
    agency,
    JSON.stringify(submission),
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
export function findSubmission(sql: Sql, id: string): SubmissionRecord | undefined {
  const text = 'SELECT token_id, agency, body FROM submission WHERE id = ?';
  const row = sql.get<{ token_id: string; agency: string | null; body: string }>(text, id);
  return row && { submission: JSON.parse(row.body) as Submission, tokenId: row.token_id, agency: row.agency };
}
