import { ProblemError, type LogReceipt, type Receipt, type Submission } from '@national-forge/api';

import type { Deps } from '../deps.ts';
import type { JudgedRelease } from './judged.ts';
import { freshFacts, storedFacts, type Recorded } from './record.ts';

/** Is the end of a publish: the submission to answer with. */
export interface Published {
  readonly submission: Submission;
  /** Whether everything was published before, with the same content. */
  readonly repeated: boolean;
}

type ReceiptDeps = Pick<Deps, 'catalogue' | 'log'>;

/**
 * Gives the receipts of what was recorded. Receipts are facts of the store: whoever publishes the same content again,
 * or loses a race against himself, gets the receipts of the first time, proofs included.
 */
export async function receipt(deps: ReceiptDeps, recorded: Recorded): Promise<Published> {
  const { judged, repeated, upload, warnings } = recorded;
  const fresh = freshReceipt(recorded);
  const stored = fresh ? [] : await Promise.all(judged.map((release) => storedReceipt(deps, release)));
  const receipts = fresh ? [fresh] : stored.map(({ receipt: one }) => one);
  const id = (repeated ? stored[0]?.submissionId : undefined) ?? upload.submissionId;
  const submission: Submission = { id, state: 'published', receipts, warnings };
  return { submission, repeated };
}

/** The receipt of the usual publish, one new release: it needs no look at the store. */
function freshReceipt(recorded: Recorded): Receipt | undefined {
  const [release] = recorded.judged;
  const [log] = recorded.proofs;
  const isAlone = recorded.judged.length === 1 && !recorded.repeated;
  return isAlone && release?.kind === 'new' && log ? { ...freshFacts(release, recorded), log } : undefined;
}

async function storedReceipt(
  { catalogue, log }: ReceiptDeps,
  release: JudgedRelease,
): Promise<{ readonly receipt: Receipt; readonly submissionId: string | null }> {
  const { name, version } = release.kind === 'standing' ? release.facts : release.request;
  const facts = release.kind === 'standing' ? release.facts : await catalogue.findRelease({ name, version });
  const proof: LogReceipt | undefined = facts && (await log.receipt(facts.logIndex));
  // Removed by law while this was judged: nothing is acknowledged that is not there.
  if (facts?.tombstone)
    throw new ProblemError('release-tombstoned', { name, version, reference: facts.tombstone.reference });
  if (facts === undefined || proof === undefined) throw new Error(`recorded ${name}@${version}, which is not stored`);
  return { receipt: { ...storedFacts(facts), log: proof }, submissionId: facts.submissionId };
}
