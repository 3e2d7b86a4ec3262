import {
  assertReleaseSigned,
  assertWaiverSigned,
  parseEnvelope,
  type AgencyState,
  type Envelope,
  type ReleaseStatement,
  type WaiverStatement,
} from '@national-forge/transparency';

import type { ReleaseRow, StoredAgencyState } from '../../../ports.ts';
import { findAgencyState } from '../log/agency-states.ts';
import { Refusal } from '../refusal.ts';
import type { Sql } from '../sql.ts';
import type { DecideContext } from './decision.ts';
import { assertAgency } from './find-algorithm.ts';
import { asRefusal } from './refusal-of.ts';

/**
 * Asserts that a release is signed as its agency demands at this place of the log, and gives the digest of the state it
 * is judged by. The signatures were verified before the lock was taken; they are verified again only if that may give
 * another answer now: the agency's keys changed, or one of the signers has an end.
 * Throws a `Refusal` (`agency-unknown`, `agency-moved`, `agency-keyless`, `signature-invalid`, `threshold-unmet`, `statement-mismatch`).
 */
export function assertStillSigned(
  { sql, end, readState }: DecideContext,
  { envelope: bytes, state: judgedBy }: ReleaseRow,
  statement: ReleaseStatement,
): string {
  const agency = agencyOf(statement.name);
  const current = getCurrent(sql, agency);
  try {
    const state = readState(current);
    if (state.keys.length === 0) throw new Refusal('agency-keyless', { agency });
    const envelope = parseEnvelope(bytes);
    if (current.digest !== judgedBy || hasEnd(state, envelope)) {
      assertReleaseSigned({ state, statement, envelope, at: { index: end.size, time: end.time } });
    }
  } catch (error) {
    throw asRefusal(error, agency);
  }
  return current.digest;
}

/**
 * Asserts that a waiver is signed as the agency demands at this place of the log, and gives the digest of the state it is
 * judged by. Throws a `Refusal` (`signature-invalid`, `threshold-unmet`, `statement-mismatch`).
 */
export function assertWaiverStillSigned(
  { sql, end, readState }: DecideContext,
  bytes: Uint8Array,
  waiver: WaiverStatement,
): string {
  const agency = agencyOf(waiver.name);
  const current = getCurrent(sql, agency);
  try {
    const claim = { state: readState(current), waiver, envelope: parseEnvelope(bytes) };
    assertWaiverSigned({ ...claim, at: { index: end.size, time: end.time } });
  } catch (error) {
    throw asRefusal(error, agency);
  }
  return current.digest;
}

const agencyOf = (name: string): string => name.slice(0, name.indexOf('/'));

function getCurrent(sql: Sql, agency: string): StoredAgencyState {
  const current = findAgencyState(sql, agency);
  assertAgency(sql, agency);
  if (current === undefined) throw new Error(`the agency ${agency} has no state`);
  return current;
}

function hasEnd(state: AgencyState, { signatures }: Envelope): boolean {
  const signers = new Set(signatures.map(({ keyid }) => keyid));
  return state.keys.some((key) => signers.has(key.fingerprint) && (key.until !== null || key.expires !== null));
}
