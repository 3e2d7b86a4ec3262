import {
  isKeyActive,
  parsePublicKey,
  preAuthEncoding,
  type AgencyKey,
  type AgencyState,
  type EnvelopeSignature,
  type Moment,
  type Signer,
} from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { ChooseSigners } from './choose-signers.ts';
import { judged } from './rule-failure.ts';

/** Is an agency that has to sign something. */
export interface Party {
  readonly state: AgencyState;
  readonly at: Moment;
  /** How many of its keys must sign. */
  readonly threshold: number;
  /** Tells whether a key that is active may sign this. */
  readonly maySign: (key: AgencyKey) => boolean;
}

/** Is something to be signed, with the signatures that it has already. */
export interface Unsigned {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
  /** What it is, for whoever is asked to sign. */
  readonly subject: string;
}

/** Is what signing came to for one party. */
export interface Gathered {
  readonly signatures: readonly EnvelopeSignature[];
  /** Fingerprints of the keys that count. */
  readonly signed: readonly string[];
  /** How many signatures are wanting still. */
  readonly missing: number;
}

/**
 * Gathers the signatures of one agency: proves those that are there, and asks for the rest.
 * @param sign left out: nobody is asked
 * @throws ClientError `agency-keyless` when no key of the agency counts, `key-unfit` for a key that may not sign this,
 * `signature-invalid` for a signature that is there and does not verify; what `sign` throws
 */
export async function gatherSignatures(unsigned: Unsigned, party: Party, sign?: ChooseSigners): Promise<Gathered> {
  const { state, threshold } = party;
  for (const signature of unsigned.signatures) assertCounts(unsigned, party, signature);
  const before = unsigned.signatures.map(({ keyid }) => keyid);
  const usable = state.keys.filter((key) => isUsable(key, party) && !before.includes(key.fingerprint));
  if (usable.length + before.length === 0 && threshold > 0) {
    throw new ClientError('agency-keyless', { params: { agency: state.agency } });
  }
  const isAsked = before.length < threshold && sign !== undefined;
  const { agency } = state;
  const request = { agency, subject: unsigned.subject, state, usable, threshold, signed: before };
  const signers = isAsked ? await sign(request) : [];
  for (const { fingerprint } of signers) assertFit(fingerprint, party);
  const signatures = [...unsigned.signatures, ...signaturesBy(unsigned, signers)];
  const signed = [...new Set(signatures.map(({ keyid }) => keyid))];
  return { signatures, signed, missing: Math.max(0, threshold - signed.length) };
}

/** Makes a signature with each of the keys, each key once. */
export function signaturesBy(
  { payloadType, payload }: Pick<Unsigned, 'payloadType' | 'payload'>,
  signers: readonly Signer[],
): readonly EnvelopeSignature[] {
  const message = preAuthEncoding(payloadType, payload);
  const once = new Map(signers.map((signer) => [signer.fingerprint, signer]));
  return [...once.values()].map((signer) => ({ keyid: signer.fingerprint, signature: signer.sign(message) }));
}

const isUsable = (key: AgencyKey, { at, maySign }: Party): boolean => isKeyActive(key, at) && maySign(key);

/** The registry refuses an envelope for one signature that does not count, so it is told here, by name. */
function assertCounts(unsigned: Unsigned, party: Party, { keyid, signature }: EnvelopeSignature): void {
  const { agency } = party.state;
  const { spki } = assertFit(keyid, party);
  const message = preAuthEncoding(unsigned.payloadType, unsigned.payload);
  if (judged(agency, () => parsePublicKey(spki)).verify(message, signature)) return;
  throw new ClientError('signature-invalid', { params: { agency, reason: 'signature-invalid', key: keyid } });
}

function assertFit(fingerprint: string, party: Party): AgencyKey {
  const { state, at } = party;
  const key = state.keys.find((one) => one.fingerprint === fingerprint);
  if (key !== undefined && isUsable(key, party)) return key;
  const reason = key === undefined ? 'unknown' : reasonOf(key, at);
  throw new ClientError('key-unfit', { params: { agency: state.agency, key: fingerprint, reason } });
}

function reasonOf({ until, expires }: AgencyKey, at: Moment): string {
  if (until !== null && at.index >= until) return 'revoked';
  return expires !== null && at.time > expires ? 'expired' : 'not-allowed';
}
