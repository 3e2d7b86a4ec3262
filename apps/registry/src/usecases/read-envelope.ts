import { trustProblem, type EnvelopeBody } from '@national-forge/api';
import { formatEnvelope, parseEnvelope, TransparencyError, type Envelope } from '@national-forge/transparency';

/** Is an envelope in its one canonical form, with its bytes. */
export interface SignedEnvelope {
  readonly envelope: Envelope;
  /** The bytes whose digest a leaf names. */
  readonly bytes: Uint8Array;
}

/**
 * Reads the envelope of a request. One that is not canonical is refused rather than put in order: what is stored is what
 * was sent, and nobody can send the same signatures under two digests.
 * Throws `ProblemError` `signature-invalid`.
 */
export function readEnvelope({ payload, payloadType, signatures }: EnvelopeBody, agency: string): SignedEnvelope {
  return orProblem(agency, () => {
    const members = signatures.map(({ keyid, sig }) => ({ keyid, sig }));
    const envelope = parseEnvelope(JSON.stringify({ payload, payloadType, signatures: members }));
    return { envelope, bytes: formatEnvelope(envelope) };
  });
}

/** Runs a check of what an agency has signed; a broken rule becomes the problem that answers it. */
export function orProblem<T>(agency: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof TransparencyError ? trustProblem(error, agency) : error;
  }
}
