import {
  assertChange,
  CHANGE_PAYLOAD_TYPE,
  digestOf,
  factOfChange,
  parsePublicKey,
  preAuthEncoding,
  stateAfter,
  type AgencyChange,
  type AgencyKey,
  type EnvelopeSignature,
} from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import { addedKeyOf } from './change-wish.ts';
import type { ChooseSigners } from './choose-signers.ts';
import { gatherSignatures, type Gathered, type Party } from './gather-signatures.ts';
import { envelopeOf } from './merge-envelopes.ts';
import type { PartySignatures, PreparedChange } from './prepare-change.ts';
import type { VerifiedAgency } from './read-agency.ts';
import { judged } from './rule-failure.ts';

/** Is whom a change concerns. */
export interface ChangeTarget {
  readonly party: VerifiedAgency;
  /** The agency that is given an algorithm. */
  readonly receiver?: VerifiedAgency;
}

/** Is a change with the signatures that it has. */
export interface ChangeDraft {
  readonly change: AgencyChange;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/** Signs a change: checks that it is allowed before anybody is asked for a passphrase, and that it would be taken after. */
export async function signChange(
  draft: ChangeDraft,
  target: ChangeTarget,
  sign: ChooseSigners | undefined,
): Promise<PreparedChange> {
  const { change, payload } = draft;
  const { state, origin, at } = target.party;
  const { agency } = state;
  assertAllowed(draft, target);
  const own = ownSignature(draft, agency);
  const rest = draft.signatures.filter(({ keyid }) => keyid !== own?.keyid);
  const gathered = await gatherAll({ ...draft, signatures: rest }, target, sign);
  const signatures = [...(own === undefined ? [] : [own]), ...gathered.signatures];
  const { threshold, signed, missing, parties } = gathered;
  if (signatures.length === 0) throw new ClientError('threshold-unmet', { params: { agency, threshold, count: 0 } });
  const envelope = envelopeOf({ payloadType: CHANGE_PAYLOAD_TYPE, payload, signatures });
  if (missing === 0) {
    const receiver = target.receiver === undefined ? {} : { receiver: target.receiver.state };
    judged(agency, () => assertChange({ state, change, envelope, at, origin, ...receiver }));
  }
  return { agency, change, envelope, state, threshold, signed, missing, parties };
}

const NOTHING = digestOf(new Uint8Array());

function assertAllowed({ change, payload }: ChangeDraft, { party }: ChangeTarget): void {
  // A transfer of one algorithm makes no new state of an agency.
  if (change.change.kind === 'transfer' && change.change.to.includes('/')) return;
  const { state, at } = party;
  const facts = { ...at, actor: 'operator', envelope: digestOf(payload), detail: NOTHING };
  judged(state.agency, () => stateAfter(state, factOfChange(change, facts), at.index));
}

/** The key that is added proves that somebody holds it. */
function ownSignature({ change, payload, signatures }: ChangeDraft, agency: string): EnvelopeSignature | undefined {
  const added = addedKeyOf(change.change);
  if (added === undefined || !('public' in change.change)) return undefined;
  const { verify } = parsePublicKey(change.change.public);
  const own = signatures.find(({ keyid }) => keyid === added);
  const reason = own === undefined ? 'key-unproved' : 'signature-invalid';
  if (own !== undefined && verify(preAuthEncoding(CHANGE_PAYLOAD_TYPE, payload), own.signature)) return own;
  throw new ClientError('signature-invalid', { params: { agency, reason, key: added } });
}

interface GatheredAll extends Gathered {
  readonly threshold: number;
  readonly parties: readonly PartySignatures[];
}

async function gatherAll(
  draft: ChangeDraft,
  target: ChangeTarget,
  sign: ChooseSigners | undefined,
): Promise<GatheredAll> {
  const parties = partiesOf(draft.change, target);
  const left = draft.signatures.filter(({ keyid }) => !parties.some((party) => hasKey(party, keyid)));
  let sum: GatheredAll = { signatures: [], signed: [], missing: 0, threshold: 0, parties: [] };
  for (const [index, party] of parties.entries()) {
    // A key that is of no party is judged with the first one, which tells that it is unknown.
    const mine = draft.signatures.filter(({ keyid }) => hasKey(party, keyid));
    const signatures = index === 0 ? [...mine, ...left] : mine;
    const { payload } = draft;
    const unsigned = { payloadType: CHANGE_PAYLOAD_TYPE, payload, signatures, subject: draft.change.change.kind };
    const one = await gatherSignatures(unsigned, party, sign && forParty(sign, party, parties));
    sum = {
      signatures: [...sum.signatures, ...one.signatures],
      signed: [...new Set([...sum.signed, ...one.signed])],
      missing: sum.missing + one.missing,
      threshold: sum.threshold + party.threshold,
      parties: [...sum.parties, signaturesOf(party, one)],
    };
  }
  return sum;
}

const signaturesOf = ({ state, threshold }: Party, { signed, missing }: Gathered): PartySignatures => ({
  agency: state.agency,
  threshold,
  signed,
  missing,
});

/** Who holds keys of both agencies is asked twice, and signs for each with its own. */
function forParty(sign: ChooseSigners, party: Party, parties: readonly Party[]): ChooseSigners {
  const isOfAnother = (key: string): boolean => !hasKey(party, key) && parties.some((one) => hasKey(one, key));
  return async (request) => (await sign(request)).filter(({ fingerprint }) => !isOfAnother(fingerprint));
}

const hasKey = ({ state }: Party, fingerprint: string): boolean =>
  state.keys.some((key) => key.fingerprint === fingerprint);

function partiesOf({ change }: AgencyChange, { party, receiver }: ChangeTarget): readonly Party[] {
  const isFirst = party.state.keys.length === 0 && change.kind === 'key-add';
  const revoked = change.kind === 'key-revoke' ? change.key : undefined;
  const maySign = ({ use, fingerprint }: AgencyKey): boolean => use === 'agency' && fingerprint !== revoked;
  const giver = { ...party, threshold: isFirst ? 0 : party.state.threshold, maySign };
  // An agency without keys cannot publish: nothing of its own could be taken from it.
  if (receiver === undefined || receiver.state.keys.length === 0) return [giver];
  return [giver, { ...receiver, threshold: receiver.state.threshold, maySign }];
}
