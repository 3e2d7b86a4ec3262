import { TransparencyError } from '../error.ts';
import type { Envelope } from '../statement/envelope.ts';
import { STATEMENT_PAYLOAD_TYPE } from '../statement/release-statement.ts';
import { formatWaiver, parseWaiver, type WaiverStatement } from '../statement/waiver-statement.ts';
import { assertThreshold, verifySigners } from './signatures.ts';
import type { AgencyState, Moment } from './state.ts';

/**
 * Checks that an agency signed a waiver: the envelope holds exactly this waiver, and as many different keys of use `agency`
 * as the threshold says signed it. A `ci` key publishes what it is given; taking the answer is for people.
 * @param claim.state the state of the agency at the leaf of the waiver
 * @param claim.at index and time of that leaf
 * @returns the fingerprints of the signers
 * @throws TransparencyError `envelope-type`, `waiver-malformed`, `release-mismatch`, `state-mismatch`, `threshold-unmet`,
 * `signer-unknown`, `signer-revoked`, `signer-expired`, `signer-not-allowed`, `signature-invalid`
 */
export function assertWaiverSigned(claim: {
  readonly state: AgencyState;
  readonly waiver: WaiverStatement;
  readonly envelope: Envelope;
  readonly at: Moment;
}): readonly string[] {
  const { state, waiver, envelope, at } = claim;
  if (envelope.payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new TransparencyError('envelope-type', { type: envelope.payloadType, expected: STATEMENT_PAYLOAD_TYPE });
  }
  if (Buffer.compare(envelope.payload, formatWaiver(waiver)) !== 0) {
    const { name, version } = parseWaiver(envelope.payload);
    throw new TransparencyError('release-mismatch', { name, version });
  }
  const [agency] = waiver.name.split('/');
  if (agency !== state.agency) throw new TransparencyError('state-mismatch', { agency: state.agency });
  const signers = verifySigners(envelope, { state, at, maySign: ({ use }) => use === 'agency' });
  assertThreshold(state, signers);
  return signers;
}
