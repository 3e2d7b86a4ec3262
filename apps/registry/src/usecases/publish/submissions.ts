import { ProblemError, type Submission } from '@national-forge/api';

import type { Account, PendingSubmission } from '../../ports.ts';
import { commit } from '../commit.ts';
import { admit } from './admit.ts';
import { publish } from './publish.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { Upload } from './upload.ts';

/** Writes a problem as it will stand in the submission, in the language of the publisher. */
export type WriteProblem = (
  error: unknown,
  context: { readonly locale: Upload['locale']; readonly requestId: string },
) => NonNullable<Submission['problem']>;

/** Says what the submissions need beside the pipeline. */
export interface SubmissionsDeps extends PublishDeps {
  readonly writeProblem: WriteProblem;
  /** Hears of faults of ours in the background; the submission itself never tells internals. */
  readonly report: (error: unknown, submissionId: string) => void;
}

/** Judges submissions in the background and tells how they stand. */
export interface Submissions {
  /** Takes a submission: stored as `judging` when this returns, judged afterwards, even after a crash. */
  accept(upload: Upload, requestId: string): Promise<Submission>;
  /** Tells how a submission stands. Throws `ProblemError` `submission-unknown` for everyone but its agency. */
  find(account: Account, id: string): Promise<Submission>;
  /** Takes up what an earlier process acknowledged and did not finish. */
  resume(): Promise<number>;
  /** Waits until everything acknowledged is judged. */
  settled(): Promise<void>;
}

/** Makes the submissions of one server. */
export function createSubmissions(deps: SubmissionsDeps): Submissions {
  const running = new Set<Promise<void>>();
  const start = (upload: Upload, requestId: string): void => {
    const task = finish(deps, upload, requestId).catch((error: unknown) => deps.report(error, upload.submissionId));
    running.add(task);
    void task.finally(() => running.delete(task));
  };
  return {
    async accept(upload, requestId) {
      // Rights and names are refused at once: a submission nobody may make is never stored.
      await admit(deps, upload);
      const submission: Submission = { id: upload.submissionId, state: 'judging', receipts: [], warnings: [] };
      await store(deps, upload, { submission, request: upload.request });
      start(upload, requestId);
      return submission;
    },
    find: (account, id) => find(deps, account, id),
    async resume() {
      const pending = await deps.catalogue.listPending();
      for (const one of pending) start(resumed(one), one.id);
      return pending.length;
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

const resumed = ({ id, request, token }: PendingSubmission): Upload => ({
  account: { token },
  request,
  locale: 'en',
  submissionId: id,
});

async function finish(deps: SubmissionsDeps, upload: Upload, requestId: string): Promise<void> {
  try {
    const { submission, repeated } = await publish(deps, upload);
    if (repeated) await store(deps, upload, { submission: { ...submission, id: upload.submissionId } });
  } catch (error) {
    if (!(error instanceof ProblemError)) deps.report(error, upload.submissionId);
    const problem = deps.writeProblem(error, { locale: upload.locale, requestId });
    const id = upload.submissionId;
    await store(deps, upload, { submission: { id, state: 'refused', receipts: [], warnings: [], problem } });
  }
}

async function store(
  deps: SubmissionsDeps,
  upload: Upload,
  state: { readonly submission: Submission; readonly request?: Upload['request'] },
): Promise<void> {
  const { id: tokenId, agency } = upload.account.token;
  await commit(deps.ledger, { kind: 'submission', tokenId, agency, ...state });
}

async function find({ catalogue }: SubmissionsDeps, { token }: Account, id: string): Promise<Submission> {
  const record = await catalogue.findSubmission(id);
  const isTheirs = record?.tokenId === token.id || (record?.agency != null && record.agency === token.agency);
  if (record === undefined || !isTheirs) throw new ProblemError('submission-unknown', { id });
  return record.submission;
}
