import { ProblemError, type Submission } from '@national-forge/api';

import type { Deps } from '../deps.ts';
import { admit, type Admitted, type AdmittedRelease } from './admit.ts';
import { type Gate } from './gate.ts';
import { inspect } from './inspect.ts';
import { judge, standing, type JudgedRelease } from './judge.ts';
import { receipt, type Published } from './receipt.ts';
import { record } from './record.ts';
import type { Upload } from './upload.ts';

/** Counts publishes, for the metrics. */
export interface PublishCounts {
  published: number;
  repeated: number;
  refused: number;
}

/** Begins to count publishes. */
export const createPublishCounts = (): PublishCounts => ({ published: 0, repeated: 0, refused: 0 });

/** Gathers what the pipeline needs; the gate bounds how many archives are inspected at a time. */
export interface PublishDeps extends Deps {
  readonly inspections: Gate;
  readonly counts: PublishCounts;
}

/**
 * Publishes releases, all or none: admit → inspect → judge → record → receipt. Each stage takes only what the one before
 * made, so that none can be left out. Nothing is readable before `record` is durable, and what it made durable is never
 * taken back.
 * Throws `ProblemError` of the stages; then nothing was published.
 */
export async function publish(deps: PublishDeps, upload: Upload): Promise<Published> {
  return counted(deps.counts, async () => {
    const admitted = await admit(deps, upload);
    const judged = await judgeAll(deps, admitted);
    const recorded = await record(deps, upload, judged);
    return receipt(deps, recorded);
  });
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

/** Inspects and judges every release, so that the publisher learns all faults at once. */
async function judgeAll(deps: PublishDeps, { releases }: Admitted): Promise<readonly JudgedRelease[]> {
  const results = await Promise.allSettled(releases.map((release) => judgeOne(deps, release)));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0) throw together(failures);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function judgeOne(deps: PublishDeps, release: AdmittedRelease): Promise<JudgedRelease> {
  if (release.kind === 'standing') return standing(release);
  // The files kept for the checks are let go with each release: a batch costs no more memory than its widest gate.
  return deps.inspections.run(async () => judge(deps, await inspect(deps, release)));
}

function together(failures: readonly unknown[]): unknown {
  const ours = failures.find((failure) => !(failure instanceof ProblemError) || failure.status >= 500);
  const [first] = failures;
  if (ours !== undefined || failures.length === 1 || !(first instanceof ProblemError)) return ours ?? first;
  const problems = failures.filter((failure) => failure instanceof ProblemError);
  return new ProblemError(first.code, first.params, {
    items: (locale) => problems.flatMap((problem) => problem.items(locale)),
    cause: first,
  });
}
