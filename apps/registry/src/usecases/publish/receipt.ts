import type { Receipt, Submission } from '@national-forge/api';

import type { Deps } from '../deps.ts';
import { factsReceipt, type Recorded } from './record.ts';

/** Is the end of a publish: the submission to answer with. */
export interface Published {
  readonly submission: Submission;
  /** Whether everything was published before, with the same content. */
  readonly repeated: boolean;
}

/**
 * Gives the receipts of what was recorded. Receipts are facts of the store: whoever publishes the same content again,
 * or loses a race against himself, gets the receipts of the first time.
 */
export async function receipt(deps: Pick<Deps, 'catalogue'>, recorded: Recorded): Promise<Published> {
  const { submission, repeated, judged } = recorded;
  if (!repeated && judged.length === 1) return { submission, repeated };
  const receipts = await Promise.all(submission.receipts.map((one) => storedReceipt(deps, one)));
  const [first] = receipts;
  const id = repeated && first ? first.submissionId : submission.id;
  return { submission: { ...submission, id, receipts: receipts.map(({ receipt: one }) => one) }, repeated };
}

async function storedReceipt(
  { catalogue }: Pick<Deps, 'catalogue'>,
  one: Receipt,
): Promise<{ readonly receipt: Receipt; readonly submissionId: string }> {
  const facts = await catalogue.findRelease(one);
  if (facts === undefined) throw new Error(`recorded ${one.name}@${one.version}, which is not stored`);
  return { receipt: factsReceipt(facts), submissionId: facts.submissionId };
}
