import { ProblemError, type EnvelopeBody } from '@national-forge/api';
import {
  assertWaiverSigned,
  parseWaiver,
  type AgencyState,
  type Moment,
  type WaiverStatement,
} from '@national-forge/transparency';

import { orProblem, readEnvelope } from '../read-envelope.ts';
import { nameParams } from '../stored-document.ts';
import type { ReleaseRequest } from './upload.ts';

/** Is a waiver that an agency has signed for one release. */
export interface SignedWaiver {
  readonly statement: WaiverStatement;
  /** Canonical bytes of the envelope. */
  readonly envelope: Uint8Array;
}

/**
 * Checks who signed a waiver, and that it is of this release. Whether it covers what stayed undecided is judged later.
 * Throws `ProblemError` `signature-invalid`, `threshold-unmet`, `statement-mismatch`.
 */
export function checkSignedWaiver(
  request: ReleaseRequest,
  body: EnvelopeBody,
  { state, at }: { readonly state: AgencyState; readonly at: Moment },
): SignedWaiver {
  const { name, version, releaseDigest: release } = request;
  const { agency } = nameParams(name);
  const { envelope, bytes } = readEnvelope(body, agency);
  const statement = orProblem(agency, () => parseWaiver(envelope.payload));
  const expected = { name, version, release };
  const field = (['name', 'version', 'release'] as const).find((one) => statement[one] !== expected[one]);
  if (field !== undefined) throw new ProblemError('statement-mismatch', { name, version, field });
  orProblem(agency, () => assertWaiverSigned({ state, waiver: statement, envelope, at }));
  return { statement, envelope: bytes };
}
