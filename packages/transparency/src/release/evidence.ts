import { formatState } from '../agency/state-format.ts';
import type { AgencyKey, AgencyState } from '../agency/state.ts';
import { KEY_ENCODINGS } from '../keys/encoding.ts';
import { formatLeaf } from '../leaf/format.ts';
import type { ReleaseLeaf } from '../leaf/leaf.ts';
import { SIGNATURES_LIMIT, type EnvelopeSignature } from '../statement/envelope.ts';
import { readCurrent, writeCurrent, type Beside, type CurrentState } from './current-state.ts';
import { readKey, writeKey } from './key-line.ts';
import { malformed, numberIn, readParts, writeParts, type PartsReader } from './parts.ts';

/** Is what a proof file holds beside the path of its leaf: all that the digests in the leaf stand for. */
export interface ReleaseEvidence {
  /** Digests of the statement that the leaf does not name. */
  readonly manifest: string;
  readonly contract: string | null;
  readonly vectors: string | null;
  /** The signatures of the envelope, as in the envelope: sorted, each key once. */
  readonly signatures: readonly EnvelopeSignature[];
  readonly leaf: ReleaseLeaf;
  /** The state of the agency that the leaf names. */
  readonly state: AgencyState;
  readonly current?: CurrentState;
}

/** Is where the leaf of a release stands. */
export type Place = Pick<Beside, 'index' | 'hashes' | 'checkpoint'>;

const FIRST_LINE = 'nforge-release-proof/1';

/**
 * Writes the extra data of a release proof: lines, an empty line, bytes. A file is small because nothing stands twice in it:
 * fingerprints follow from keys, and of a newer state there is only what has changed (docs/spec/signing.md, §5).
 *
 * ```text
 * nforge-release-proof/1
 * release NAME VERSION TIME ACTOR
 * statement [contract] [vectors]              which digests the statement has beside that of the manifest
 * state EPOCH THRESHOLD LEAF PREVIOUS
 * key …                                       a line a key, see {@link writeKey}; `signer` in place of `key` for who signed
 * current …                                   only if the agency has a newer state, see {@link writeCurrent}
 * ```
 *
 * Bytes, in this order: the digests of the leaf (release, envelope, state, detail) and of the statement (manifest, contract,
 * vectors), 32 bytes each; the keys in the order of their lines; the signatures in the order of the `signer` lines; those of
 * `current`.
 * @throws TransparencyError `proof-malformed`: a key or a digest that is not in its one form
 */
export function writeEvidence(evidence: ReleaseEvidence, place: Place): Uint8Array {
  const { manifest, contract, vectors, leaf, state, current } = evidence;
  const parts = writeParts();
  parts.line(FIRST_LINE);
  parts.line('release', leaf.name, leaf.version, leaf.time, leaf.actor);
  parts.line('statement', ...(contract === null ? [] : ['contract']), ...(vectors === null ? [] : ['vectors']));
  for (const digest of [leaf.release, leaf.envelope, leaf.state, leaf.detail, manifest, contract, vectors]) {
    if (digest !== null) parts.digest(digest);
  }
  parts.line('state', state.epoch, state.threshold, state.leaf, state.previous ?? 'none');
  const byKey = new Map(evidence.signatures.map(({ keyid, signature }) => [keyid, signature]));
  for (const key of state.keys) writeKey(parts, byKey.has(key.fingerprint) ? 'signer' : 'key', key);
  for (const { fingerprint } of state.keys) parts.bytes(byKey.get(fingerprint) ?? new Uint8Array());
  if (current !== undefined) writeCurrent(parts, current, { ...place, leaf, state });
  return parts.finish();
}

/**
 * Reads the extra data of a release proof; only the bytes that {@link writeEvidence} makes are taken. What they leave out
 * is made again, so that what is given back is whole.
 * @throws TransparencyError `proof-malformed`, `leaf-malformed`, `state-malformed`, `tree-range`, `inclusion-invalid`
 */
export function readEvidence(extra: Uint8Array, place: Place): ReleaseEvidence {
  const parts = readParts(extra);
  parts.line(FIRST_LINE, 0);
  const { leaf, ...named } = readRelease(parts);
  const { state, signers } = readState(parts, leaf.name.split('/')[0] ?? '');
  const signatures = signers.map((key) => readSignature(parts, key)).sort((a, b) => (a.keyid < b.keyid ? -1 : 1));
  if (signatures.length === 0 || signatures.length > SIGNATURES_LIMIT) throw malformed('signatures');
  const current = parts.next() === 'current' ? readCurrent(parts, { ...place, leaf, state }) : undefined;
  parts.finish();
  const evidence = { ...named, signatures, leaf, state, ...(current && { current }) };
  // Writing it again refuses what a reader by line would let through: another order of words, an empty change.
  if (Buffer.compare(writeEvidence(evidence, place), extra) !== 0) throw malformed('form');
  return evidence;
}

/** Reads the leaf, and the digests of the statement that it does not name. */
function readRelease(parts: PartsReader): Pick<ReleaseEvidence, 'leaf' | 'manifest' | 'contract' | 'vectors'> {
  const [name = '', version = '', time, actor = ''] = parts.line('release', 4);
  const words = parts.line('statement', 0, 2);
  const [release, envelope, state, detail] = [parts.digest(), parts.digest(), parts.digest(), parts.digest()];
  const leaf: ReleaseLeaf = {
    ...{ kind: 'release', time: numberIn(time), name, version },
    ...{ release, envelope, state, actor, detail },
  };
  formatLeaf(leaf);
  const manifest = parts.digest();
  const contract = words.includes('contract') ? parts.digest() : null;
  const vectors = words.includes('vectors') ? parts.digest() : null;
  return { leaf, manifest, contract, vectors };
}

function readState(
  parts: PartsReader,
  agency: string,
): { readonly state: AgencyState; readonly signers: readonly AgencyKey[] } {
  const [epoch, threshold, leaf, previous] = parts.line('state', 4);
  const keys: AgencyKey[] = [];
  const signers: AgencyKey[] = [];
  for (let word = parts.next(); word === 'key' || word === 'signer'; word = parts.next()) {
    const key = readKey(parts, word);
    keys.push(key);
    if (word === 'signer') signers.push(key);
  }
  const numbers = { epoch: numberIn(epoch), threshold: numberIn(threshold), leaf: numberIn(leaf) };
  const state = { agency, ...numbers, previous: previous === 'none' ? null : numberIn(previous), keys };
  formatState(state);
  return { state, signers };
}

function readSignature(parts: PartsReader, { fingerprint, algorithm }: AgencyKey): EnvelopeSignature {
  return { keyid: fingerprint, signature: parts.bytes(KEY_ENCODINGS[algorithm].signatureLength) };
}
