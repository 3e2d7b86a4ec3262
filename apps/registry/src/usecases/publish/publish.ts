import { ProblemError, type Submission } from '@national-forge/api';

import { RevisionMoved } from '../commit.ts';
import { admit, type Admitted } from './admit.ts';
import { judgeAll } from './judge-all.ts';
import type { PublishCounts, PublishDeps } from './publish-deps.ts';
import { receipt, type Published } from './receipt.ts';
import { record, type Recorded } from './record.ts';
import type { Upload } from './upload.ts';

/**
 * Publishes releases, all or none: admit → inspect → judge → record → receipt. Each stage takes only what the one before
 * made, so that none can be left out. Nothing is readable before `record` is durable, and what it made durable is never
 * taken back.
 * Throws `ProblemError` of the stages; then nothing was published.
 * @param beforeRecord is waited for between judging, which may take long, and recording
 */
export async function publish(
  deps: PublishDeps,
  upload: Upload,
  beforeRecord: () => Promise<void> = () => Promise.resolve(),
): Promise<Published> {
  return counted(deps.counts, async () => {
    const names = upload.request.releases.map(({ name }) => name);
    // Before the turn is taken: whoever may not publish under a name does not make others wait for it.
    const admitted = await admit(deps, upload);
    return receipt(deps, await deps.turns.run(names, () => judgeAndRecord(deps, admitted, beforeRecord)));
  });
}

/** How often a request is judged when versions come from elsewhere each time it is done. */
const TRIES = 5;

/**
 * Judges and records. What was judged among other versions than those that stand when it is recorded is judged again: another
 * process published, or somebody yanked. Throws `ProblemError` `busy` when that goes on.
 */
async function judgeAndRecord(
  deps: PublishDeps,
  first: Admitted,
  beforeRecord: () => Promise<void>,
): Promise<Recorded> {
  const { upload } = first;
  let admitted = first;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const judged = await judgeAll(deps, admitted);
    await beforeRecord();
    try {
      return await record(deps, upload, judged);
    } catch (error) {
      if (!(error instanceof RevisionMoved)) throw error;
      deps.counts.rejudged += 1;
      admitted = await admit(deps, upload);
    }
  }
  throw new ProblemError('busy', { retryAfter: 1 });
}

async function counted(counts: PublishCounts, run: () => Promise<Published>): Promise<Published> {
  try {
    const published = await run();
    if (published.repeated) counts.repeated += 1;
    else counts.published += published.submission.receipts.length;
    return published;
  } catch (error) {
    counts.refused += 1;
    throw error;
  }
}

/** Checks everything and publishes nothing; the answer says what a publish would warn of. */
export async function validate(deps: PublishDeps, upload: Upload): Promise<Submission> {
  const judged = await judgeAll(deps, await admit(deps, upload));
  const warnings = judged.flatMap((release) => (release.kind === 'new' ? release.warnings(upload.locale) : []));
  return { id: upload.submissionId, state: 'accepted', receipts: [], warnings };
}
