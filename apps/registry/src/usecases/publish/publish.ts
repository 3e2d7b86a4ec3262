import type { Submission } from '@national-forge/api';

import type { Deps } from '../deps.ts';
import { admit, type Admitted, type AdmittedRelease } from './admit.ts';
import { type Gate } from './gate.ts';
import { inspect } from './inspect.ts';
import { judge, standing, type JudgedRelease } from './judge.ts';
import { receipt, type Published } from './receipt.ts';
import { record } from './record.ts';
import { settleAll } from './settle-all.ts';
import { tryOut, type TriedRelease, type TryOutDeps } from './try-out.ts';
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
export interface PublishDeps extends Deps, TryOutDeps {
  readonly inspections: Gate;
  readonly counts: PublishCounts;
}

/** Is an upload that may be recorded. */
export interface TriedUpload {
  readonly upload: Upload;
  readonly releases: readonly TriedRelease[];
}

/**
 * Publishes releases, all or none: admit → inspect → judge → try out → record → receipt. Each stage takes only what the one
 * before made, so that none can be left out. Nothing is readable before `record` is durable, and what it made durable is
 * never taken back.
 * Throws `ProblemError` of the stages; then nothing was published.
 */
export async function publish(deps: PublishDeps, upload: Upload): Promise<Published> {
  return recordTried(deps, await tryUpload(deps, upload));
}

/** Does all of a publish that may take long and changes nothing. Throws `ProblemError` of the stages. */
export async function tryUpload(deps: PublishDeps, upload: Upload): Promise<TriedUpload> {
  return countRefusals(deps.counts, async () => {
    const admitted = await admit(deps, upload);
    return { upload, releases: await tryOut(deps, await judgeAll(deps, admitted)) };
  });
}

/** Does the rest of a publish: what was tried becomes durable, and is acknowledged. Throws `ProblemError` of the stages. */
export async function recordTried(deps: PublishDeps, { upload, releases }: TriedUpload): Promise<Published> {
  return countRefusals(deps.counts, async () => {
    const published = await receipt(deps, await record(deps, upload, releases));
    if (published.repeated) deps.counts.repeated += 1;
    else deps.counts.published += published.submission.receipts.length;
    return published;
  });
}

async function countRefusals<T>(counts: PublishCounts, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    counts.refused += 1;
    throw error;
  }
}

/** Checks everything and publishes nothing; the answer says what a publish would warn of. */
export async function validate(deps: PublishDeps, upload: Upload): Promise<Submission> {
  const tried = await tryOut(deps, await judgeAll(deps, await admit(deps, upload)));
  const warnings = tried.flatMap((release) => (release.kind === 'new' ? release.warnings(upload.locale) : []));
  return { id: upload.submissionId, state: 'accepted', receipts: [], warnings };
}

/** Inspects and judges every release, so that the publisher learns all faults at once. */
const judgeAll = (deps: PublishDeps, { releases }: Admitted): Promise<readonly JudgedRelease[]> =>
  settleAll(releases.map((release) => judgeOne(deps, release)));

async function judgeOne(deps: PublishDeps, release: AdmittedRelease): Promise<JudgedRelease> {
  if (release.kind === 'standing') return standing(release);
  // The files kept for the checks are let go with each release: a batch costs no more memory than its widest gate.
  return deps.inspections.run(async () => judge(deps, await inspect(deps, release)));
}
