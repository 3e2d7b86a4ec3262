import { ProblemError, type LogReceipt } from '@national-forge/api';

import type { ReleaseKey } from '../../ports.ts';
import { OPERATOR } from '../actor.ts';
import { collectUnused } from '../collect-unused.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { assertAlgorithmExists } from '../stored-document.ts';

/** Says which release is to be removed by law, by which decision, and whether its record goes too. */
export interface TombstoneOrder extends ReleaseKey {
  readonly reference: string;
  readonly withRecord: boolean;
}

/** Is a release that was removed by law. */
export interface Tombstoned extends ReleaseKey {
  /** The reference that stands in the log: of the decision that was first, where this one repeats it. */
  readonly reference: string;
  readonly receipt: LogReceipt;
  /** Whether it had been removed before in the same way: then nothing was done. */
  readonly repeated: boolean;
}

/** The form of a reference in a leaf: no free text ever enters the log. */
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;

/** What a reference may be, in signs that read the same in every language. */
const ALLOWED = 'A-Z a-z 0-9 . _ / - (1–64)';

/**
 * Removes a release by law: its archive, and its record if asked. Its digest, its leaf and the decision stay; the bytes go
 * at once unless another release uses them. Only the command line of the registry does this.
 * Throws `ProblemError` `request-invalid`, `algorithm-unknown`, `algorithm-moved`, `version-unknown`.
 */
export async function tombstone(
  deps: Pick<Deps, 'ledger' | 'catalogue' | 'documents' | 'names' | 'blobs' | 'clock'>,
  { name, version, reference, withRecord }: TombstoneOrder,
): Promise<Tombstoned> {
  if (!REFERENCE.test(reference)) {
    throw new ProblemError('request-invalid', { reason: `reference "${reference}": ${ALLOWED}` });
  }
  const facts = await deps.catalogue.findRelease({ name, version });
  if (facts === undefined) {
    assertAlgorithmExists(deps, name);
    throw new ProblemError('version-unknown', { name, version });
  }
  const erases = withRecord ? 'archive,detail' : 'archive';
  const plan = { kind: 'tombstone', actor: OPERATOR, name, version, reference, erases } as const;
  const { receipts, repeated } = await commit(deps.ledger, plan);
  const [receipt] = receipts;
  if (!receipt) throw new Error(`removed ${name}@${version} without a leaf`);
  // What the commit let go of is removed now; uploads of others keep their day.
  await collectUnused(deps);
  const standing = repeated ? (await deps.catalogue.findRelease({ name, version }))?.tombstone : undefined;
  return { name, version, reference: standing?.reference ?? reference, receipt, repeated };
}
