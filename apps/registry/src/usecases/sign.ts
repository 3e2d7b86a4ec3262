import type { Admission } from '@national-forge/admission';
import type { EnvelopeBody } from '@national-forge/api';
import {
  CHANGE_PAYLOAD_TYPE,
  formatChange,
  formatStatement,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  type AgencyChange,
  type Envelope,
  type Signer,
} from '@national-forge/transparency';

/** Is a release that is to be signed: what it is called, and what the checks found in its files. */
export interface Signable {
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  readonly checked: Pick<Admission, 'manifestDigest' | 'contractDigest' | 'vectorsDigest'>;
}

/** Signs the statement of a release, for the demonstration and the tests: agencies sign on machines of their own. */
export function signRelease(
  { name, version, releaseDigest, checked }: Signable,
  signers: readonly Signer[],
): EnvelopeBody {
  const { manifestDigest: manifest = '', contractDigest: contract = null, vectorsDigest: vectors = null } = checked;
  const payload = formatStatement({ name, version, release: releaseDigest, manifest, contract, vectors });
  return envelopeBody(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, signers));
}

/** Signs a change of an agency. */
export function signChange(change: AgencyChange, signers: readonly Signer[]): EnvelopeBody {
  return envelopeBody(signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload: formatChange(change) }, signers));
}

/** Writes an envelope as the interface shows it. */
export function envelopeBody({ payload, payloadType, signatures }: Envelope): EnvelopeBody {
  return {
    payload: toBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, signature }) => ({ keyid, sig: toBase64(signature) })),
  };
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
