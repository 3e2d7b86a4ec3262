import { ProblemError, type Submission } from '@national-forge/api';

import type { Account, PendingSubmission } from '../../ports.ts';
import { commit } from '../commit.ts';
import { admit } from './admit.ts';
import { publish } from './publish.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { Published } from './receipt.ts';
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
  /** Milliseconds that whoever publishes waits for the outcome; what takes longer is answered before. */
  readonly patienceMs: number;
}

/** Is what whoever publishes is answered: the outcome, or that it takes longer. */
export type Offered =
  | { readonly kind: 'published'; readonly published: Published }
  | { readonly kind: 'judging'; readonly submission: Submission };

/** Judges submissions in the background and tells how they stand. */
export interface Submissions {
  /** Takes a submission: stored as `judging` when this returns, judged afterwards, even after a crash. */
  accept(upload: Upload, requestId: string): Promise<Submission>;
  /**
   * Publishes, and waits for it a short while; what takes longer, or must wait behind many, becomes a submission.
   * Throws `ProblemError` of the stages as long as it waits.
   */
  offer(upload: Upload, requestId: string): Promise<Offered>;
  /** Tells how a submission stands. Throws `ProblemError` `submission-unknown` for everyone but its agency. */
  find(account: Account, id: string): Promise<Submission>;
  /** Takes up what an earlier process acknowledged and did not finish. */
  resume(): Promise<number>;
  /**
   * Waits until everything acknowledged is judged, at most some milliseconds; then what still runs is given up, and the
   * next start takes it up again.
   */
  settle(graceMs: number): Promise<void>;
}

/** Makes the submissions of one server. */
export function createSubmissions(deps: SubmissionsDeps): Submissions {
  const running = new Set<Promise<void>>();
  const start: Start = (upload, requestId, publishing) => {
    const task = conclude(deps, { upload, requestId }, publishing).catch((error: unknown) =>
      deps.report(error, upload.submissionId),
    );
    running.add(task);
    void task.finally(() => running.delete(task));
  };
  const accept: Submissions['accept'] = async (upload, requestId) => {
    // Rights and names are refused at once: a submission nobody may make is never stored.
    await admit(deps, upload);
    const submission = await storeJudging(deps, upload);
    start(upload, requestId, publish(deps, upload));
    return submission;
  };
  return {
    accept,
    async offer(upload, requestId) {
      if (deps.vectors.state().waiting >= CROWD) {
        return { kind: 'judging', submission: await accept(upload, requestId) };
      }
      return offer({ deps, start }, upload, requestId);
    },
    find: (account, id) => find(deps, account, id),
    async resume() {
      const pending = await deps.catalogue.listPending();
      for (const one of pending) start(resumed(one), one.id, publish(deps, resumed(one)));
      return pending.length;
    },
    async settle(graceMs) {
      const all = async (): Promise<void> => {
        while (running.size > 0) await Promise.all(running);
      };
      await within(graceMs, all());
      await deps.vectors.close();
      await all();
    },
  };
}

type Start = (upload: Upload, requestId: string, publishing: Promise<Published>) => void;

/** So many publishes before one are a wait that no connection is held open for. */
const CROWD = 32;

const resumed = ({ id, request, token }: PendingSubmission): Upload => ({
  account: { token },
  request,
  locale: 'en',
  submissionId: id,
});

async function offer(
  { deps, start }: { readonly deps: SubmissionsDeps; readonly start: Start },
  upload: Upload,
  requestId: string,
): Promise<Offered> {
  const state: { isRecording: boolean; stored?: Promise<Submission> } = { isRecording: false };
  const publishing = publish(deps, upload, async () => {
    // What is acknowledged as a submission is stored as one before it is recorded: whoever asks by its id finds the
    // outcome, never less than he was told.
    await state.stored;
    state.isRecording = true;
  });
  const published = await within(deps.patienceMs, publishing);
  // Where it is being recorded it takes no longer than a commit from here.
  if (published !== undefined || state.isRecording) return { kind: 'published', published: await publishing };
  publishing.catch(() => undefined);
  state.stored = storeJudging(deps, upload);
  const submission = await state.stored;
  start(upload, requestId, publishing);
  return { kind: 'judging', submission };
}

/** Waits for a task, at most some milliseconds; `undefined` when it takes longer. */
async function within<T>(ms: number, task: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  try {
    return await Promise.race([task, promise]);
  } finally {
    clearTimeout(timer);
  }
}

interface Submitted {
  readonly upload: Upload;
  readonly requestId: string;
}

async function conclude(
  deps: SubmissionsDeps,
  { upload, requestId }: Submitted,
  publishing: Promise<Published>,
): Promise<void> {
  try {
    const { submission, repeated } = await publishing;
    if (repeated) await store(deps, upload, { submission: { ...submission, id: upload.submissionId } });
  } catch (error) {
    // The end of this process is no judgement: the submission stays as it is, and the next start takes it up.
    if (error instanceof ProblemError && error.code === 'shutting-down') return;
    if (!(error instanceof ProblemError)) deps.report(error, upload.submissionId);
    const problem = deps.writeProblem(error, { locale: upload.locale, requestId });
    const id = upload.submissionId;
    await store(deps, upload, { submission: { id, state: 'refused', receipts: [], warnings: [], problem } });
  }
}

async function storeJudging(deps: SubmissionsDeps, upload: Upload): Promise<Submission> {
  const submission: Submission = { id: upload.submissionId, state: 'judging', receipts: [], warnings: [] };
  await store(deps, upload, { submission, request: upload.request });
  return submission;
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
