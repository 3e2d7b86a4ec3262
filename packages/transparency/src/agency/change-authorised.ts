import { TransparencyError } from '../error.ts';
import { digestOf } from '../keys/digest.ts';
import { parsePublicKey } from '../keys/public-key.ts';
import {
  CHANGE_PAYLOAD_TYPE,
  formatChange,
  type AgencyChange,
  type TransferChange,
} from '../statement/agency-change.ts';
import { formatEnvelope, type Envelope } from '../statement/envelope.ts';
import { factOfChange } from './fact-of-change.ts';
import { assertSignature, assertThreshold, verifySigners } from './signatures.ts';
import { stateAfter } from './state-after.ts';
import { stateDigest } from './state-format.ts';
import type { AgencyState, Moment } from './state.ts';

/** Is a change that somebody wants to make, with all that it is judged by. */
export interface ChangeClaim {
  /** The state of the agency before; undefined when the log knows no such agency. */
  readonly state: AgencyState | undefined;
  readonly change: AgencyChange;
  readonly envelope: Envelope;
  /** Index and time of the leaf that will hold, or holds, the change. */
  readonly at: Moment;
  /** The origin of the log at that leaf. */
  readonly origin: string;
  /** The state of the other agency, when one algorithm is given to it: both agencies must sign. */
  readonly receiver?: AgencyState;
}

const NO_DETAIL = digestOf(new Uint8Array());

/**
 * Checks that a change of an agency is signed by whom it must be, for this log and this state, and that the rules of
 * {@link stateAfter} allow it.
 * - Changes need `threshold` different active keys of use `agency`; a key that is being revoked does not count.
 * - A key that is added signs its own addition, and counts for nothing else. The first key of an agency signs alone.
 * - A `key-reset` is signed by the new key alone; that it comes from the operator is for the caller to know.
 * @returns the fingerprints that counted
 * @throws TransparencyError `envelope-type`, `change-malformed`, `change-origin`, `change-stale`, `key-unproved`,
 * `threshold-unmet`, `signer-…`, `signature-invalid`, and those of {@link stateAfter}
 */
export function assertChange(claim: ChangeClaim): readonly string[] {
  const { state, change, envelope } = claim;
  assertEnvelopeHolds(envelope, change);
  if (change.origin !== claim.origin) {
    throw new TransparencyError('change-origin', { origin: change.origin, expected: claim.origin });
  }
  if (state === undefined) throw new TransparencyError('leaf-unexpected', { agency: change.agency });
  if (change.agency !== state.agency || change.previous !== stateDigest(state)) {
    throw new TransparencyError('change-stale', { agency: state.agency, leaf: state.leaf });
  }
  assertAllowed(claim, state);
  return countSigners(claim, state);
}

function assertEnvelopeHolds(envelope: Envelope, change: AgencyChange): void {
  if (envelope.payloadType !== CHANGE_PAYLOAD_TYPE) {
    throw new TransparencyError('envelope-type', { type: envelope.payloadType, expected: CHANGE_PAYLOAD_TYPE });
  }
  if (Buffer.compare(envelope.payload, formatChange(change)) !== 0) {
    throw new TransparencyError('change-malformed', { kind: change.change.kind });
  }
}

function assertAllowed({ change, envelope, at }: ChangeClaim, state: AgencyState): void {
  if (change.change.kind === 'transfer' && !isRename(change.change)) {
    if (change.change.from.split('/')[0] === state.agency) return;
    throw new TransparencyError('leaf-unexpected', { from: change.change.from, agency: state.agency });
  }
  const facts = { ...at, actor: 'operator', envelope: digestOf(formatEnvelope(envelope)), detail: NO_DETAIL };
  stateAfter(state, factOfChange(change, facts), at.index);
}

function countSigners(claim: ChangeClaim, state: AgencyState): readonly string[] {
  const { change } = claim.change;
  switch (change.kind) {
    case 'key-reset':
      return signersBesideNewKey(claim, { ...state, keys: [], threshold: 0 }, change.public);
    case 'key-add':
      // The first key vouches for itself: whoever the registry lets register it is pinned by clients from then on.
      return signersBesideNewKey(claim, state.keys.length === 0 ? { ...state, threshold: 0 } : state, change.public);
    case 'key-revoke': {
      const others = agencySigners(claim.envelope, state, claim.at).filter((signer) => signer !== change.key);
      assertThreshold(state, others);
      return others;
    }
    case 'agency-policy':
      return withThreshold(state, agencySigners(claim.envelope, state, claim.at));
    case 'transfer':
      return isRename(change)
        ? withThreshold(state, agencySigners(claim.envelope, state, claim.at))
        : bothAgencies(claim, state, change);
  }
}

function signersBesideNewKey({ envelope, at }: ChangeClaim, state: AgencyState, spki: string): readonly string[] {
  const { fingerprint } = parsePublicKey(spki);
  const own = envelope.signatures.find((one) => one.keyid === fingerprint);
  if (own === undefined) throw new TransparencyError('key-unproved', { key: fingerprint });
  assertSignature(envelope, own, spki);
  const others = envelope.signatures.filter((one) => one !== own);
  const signers = withThreshold(state, agencySigners({ ...envelope, signatures: others }, state, at));
  return signers.length === 0 ? [fingerprint] : signers;
}

function bothAgencies(claim: ChangeClaim, giver: AgencyState, { to }: TransferChange): readonly string[] {
  const { envelope, at, receiver = giver } = claim;
  if (receiver.agency !== to.split('/')[0]) throw new TransparencyError('leaf-unexpected', { to });
  const stranger = envelope.signatures.find(({ keyid }) => !hasKey(giver, keyid) && !hasKey(receiver, keyid));
  if (stranger !== undefined) throw new TransparencyError('signer-unknown', { key: stranger.keyid });
  // Nobody puts an algorithm under another's name; an agency without keys cannot publish, so there is nothing to guard.
  const parties = receiver.keys.length === 0 ? [giver] : [giver, receiver];
  const signers = parties.flatMap((party) => {
    const signatures = envelope.signatures.filter(({ keyid }) => hasKey(party, keyid));
    return withThreshold(party, agencySigners({ ...envelope, signatures }, party, at));
  });
  return [...new Set(signers)];
}

const isRename = ({ to }: TransferChange): boolean => !to.includes('/');

const hasKey = (state: AgencyState, keyid: string): boolean => state.keys.some((key) => key.fingerprint === keyid);

function agencySigners(envelope: Envelope, state: AgencyState, at: Moment): readonly string[] {
  return verifySigners(envelope, { state, at, maySign: ({ use }) => use === 'agency' });
}

function withThreshold(state: AgencyState, signers: readonly string[]): readonly string[] {
  assertThreshold(state, signers);
  return signers;
}
