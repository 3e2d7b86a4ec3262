import { TransparencyError } from '../error.ts';
import { decodeBase64, encodeBase64 } from '../keys/base64.ts';
import { isDigest } from '../keys/digest.ts';
import type { Signer } from '../keys/signing-key.ts';
import { canonicalJson, readCanonicalObject, type JsonValue } from './canonical-json.ts';

/** Bounds the signatures of an envelope. */
export const SIGNATURES_LIMIT = 16;

/** Bounds an envelope, in bytes. */
export const ENVELOPE_LIMIT = 131_072;

/** Bounds the payload of an envelope, in bytes. */
export const PAYLOAD_LIMIT = 16_384;

/** Is one signature of an envelope. */
export interface EnvelopeSignature {
  /** The fingerprint of the key. It only tells which key to try (DSSE protocol, "Signature Definition"). */
  readonly keyid: string;
  readonly signature: Uint8Array;
}

/** Is a payload with its signatures (DSSE 1.0). */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** Sorted by key id, each key once. */
  readonly signatures: readonly EnvelopeSignature[];
}

const PAYLOAD_TYPE = /^[\x21-\x7e]{1,128}$/;
const SIGNATURE_LIMIT = 4096;

/**
 * Encodes what is signed (DSSE protocol, "Signature Definition"): type and payload with their lengths in bytes.
 *
 * ```text
 * DSSEv1 SP LEN(type) SP type SP LEN(payload) SP payload
 * ```
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  const head = `DSSEv1 ${type.length} ${payloadType} ${payload.length} `;
  return new Uint8Array(Buffer.concat([Buffer.from(head, 'utf8'), payload]));
}

/**
 * Formats an envelope in the one form whose digest a leaf names: canonical JSON, base64 of the standard alphabet.
 *
 * ```text
 * {"payload":"…","payloadType":"…","signatures":[{"keyid":"sha256:…","sig":"…"},…]}
 * ```
 * @throws TransparencyError `envelope-malformed`: no signature or more than 16, not sorted by key id, a key twice,
 * too large
 */
export function formatEnvelope(envelope: Envelope): Uint8Array {
  if (!isSound(envelope)) throw new TransparencyError('envelope-malformed');
  const { payloadType, payload, signatures } = envelope;
  const text = canonicalJson({
    payload: encodeBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, signature }) => ({ keyid, sig: encodeBase64(signature) })),
  });
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > ENVELOPE_LIMIT) throw new TransparencyError('envelope-malformed', { bytes: bytes.length });
  return bytes;
}

/**
 * Parses an envelope; only the bytes that {@link formatEnvelope} makes are taken. No signature is verified here.
 * @throws TransparencyError `envelope-malformed`
 */
export function parseEnvelope(envelope: Uint8Array | string): Envelope {
  const bytes = typeof envelope === 'string' ? new TextEncoder().encode(envelope) : envelope;
  const parsed = fromJson(readCanonicalObject(bytes, ENVELOPE_LIMIT));
  // Members that are not ours are gone by now, and so are other spellings of base64: the bytes would differ.
  if (parsed === undefined || !isSound(parsed) || Buffer.compare(formatEnvelope(parsed), bytes) !== 0) {
    throw new TransparencyError('envelope-malformed');
  }
  return parsed;
}

/** Signs a payload with one or more keys. */
export function signEnvelope(
  unsigned: { readonly payloadType: string; readonly payload: Uint8Array },
  signers: readonly Signer[],
): Envelope {
  return addSignatures({ payloadType: unsigned.payloadType, payload: unsigned.payload, signatures: [] }, signers);
}

/**
 * Adds signatures to an envelope; one that is there already by the same key is made again.
 * @throws TransparencyError `envelope-malformed` when there are more than 16, or none
 */
export function addSignatures(envelope: Envelope, signers: readonly Signer[]): Envelope {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  const added = signers.map((signer) => ({ keyid: signer.fingerprint, signature: signer.sign(message) }));
  const byKey = new Map([...envelope.signatures, ...added].map((one) => [one.keyid, one]));
  const signatures = [...byKey.values()].sort((a, b) => (a.keyid < b.keyid ? -1 : 1));
  const signed = { ...envelope, signatures };
  if (!isSound(signed)) throw new TransparencyError('envelope-malformed', { signatures: signatures.length });
  return signed;
}

function isSound({ payloadType, payload, signatures }: Envelope): boolean {
  const areSorted = signatures.every((one, at) => at === 0 || (signatures[at - 1]?.keyid ?? '') < one.keyid);
  const areWhole = signatures.every(
    ({ keyid, signature }) => isDigest(keyid) && signature.length > 0 && signature.length <= SIGNATURE_LIMIT,
  );
  const isCounted = signatures.length > 0 && signatures.length <= SIGNATURES_LIMIT;
  return PAYLOAD_TYPE.test(payloadType) && payload.length <= PAYLOAD_LIMIT && isCounted && areSorted && areWhole;
}

function fromJson(object: Readonly<Record<string, JsonValue>> | undefined): Envelope | undefined {
  const { payload, payloadType, signatures } = object ?? {};
  if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures)) return undefined;
  const bytes = decodeBase64(payload);
  const parsed = (signatures as readonly JsonValue[]).slice(0, SIGNATURES_LIMIT + 1).map(signatureFromJson);
  if (bytes === undefined || !parsed.every((one) => one !== undefined)) return undefined;
  return { payloadType, payload: bytes, signatures: parsed };
}

function signatureFromJson(value: JsonValue): EnvelopeSignature | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { keyid, sig } = value as Readonly<Record<string, JsonValue>>;
  const signature = typeof sig === 'string' ? decodeBase64(sig) : undefined;
  return typeof keyid === 'string' && signature !== undefined ? { keyid, signature } : undefined;
}
