import { TransparencyError } from '../error.ts';
import type { Envelope } from '../statement/envelope.ts';
import {
  formatStatement,
  parseStatement,
  STATEMENT_PAYLOAD_TYPE,
  type ReleaseStatement,
} from '../statement/release-statement.ts';
import { assertThreshold, verifySigners } from './signatures.ts';
import type { AgencyState, Moment } from './state.ts';

/**
 * Checks that an agency signed a release: the envelope holds exactly this statement, and at least `threshold` different
 * keys that count at the leaf of the release signed it. `ci` keys count for the names they were given.
 * @param claim.state the state of the agency at the leaf of the release
 * @param claim.at index and time of that leaf
 * @returns the fingerprints of the signers
 * @throws TransparencyError `envelope-type`, `statement-malformed`, `release-mismatch`, `state-mismatch`,
 * `threshold-unmet`, `signer-unknown`, `signer-revoked`, `signer-expired`, `signer-not-allowed`, `signature-invalid`
 */
export function assertReleaseSigned(claim: {
  readonly state: AgencyState;
  readonly statement: ReleaseStatement;
  readonly envelope: Envelope;
  readonly at: Moment;
}): readonly string[] {
  const { state, statement, envelope, at } = claim;
  if (envelope.payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new TransparencyError('envelope-type', { type: envelope.payloadType, expected: STATEMENT_PAYLOAD_TYPE });
  }
  assertSameStatement(envelope, statement);
  const [agency, shortName = ''] = statement.name.split('/');
  if (agency !== state.agency) throw new TransparencyError('state-mismatch', { agency: state.agency });
  const signers = verifySigners(envelope, {
    state,
    at,
    maySign: ({ use, names }) => use === 'agency' || names === null || names.includes(shortName),
  });
  assertThreshold(state, signers);
  return signers;
}

function assertSameStatement({ payload }: Envelope, statement: ReleaseStatement): void {
  if (Buffer.compare(payload, formatStatement(statement)) === 0) return;
  const { name, version } = parseStatement(payload);
  throw new TransparencyError('release-mismatch', { name, version });
}
