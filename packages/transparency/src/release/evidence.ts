import { formatState, parseState } from '../agency/state-format.ts';
import type { AgencyState } from '../agency/state.ts';
import { MAX_PROOF_BYTES } from '../checkpoint/tlog-proof.ts';
import { TransparencyError } from '../error.ts';
import { decodeBase64, encodeBase64 } from '../keys/base64.ts';
import { isDigest } from '../keys/digest.ts';
import { formatLeaf, parseLeaf } from '../leaf/format.ts';
import { isAgencyLeaf, type AgencyLeaf, type Leaf, type ReleaseLeaf } from '../leaf/leaf.ts';
import { readLines } from '../leaf/lines.ts';
import { SIGNATURES_LIMIT, type EnvelopeSignature } from '../statement/envelope.ts';
import { parseDecimal } from '../strict-text.ts';

/** Is the newest state of the agency in the tree of a proof, when it is newer than the one the release was judged by. */
export interface CurrentState {
  /** Index of the leaf. */
  readonly index: number;
  /** The leaf that made the state. */
  readonly leaf: AgencyLeaf;
  /** Its inclusion path in the tree of the same checkpoint. */
  readonly hashes: readonly Uint8Array[];
  readonly state: AgencyState;
}

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

const FIRST_LINE = 'nforge-release-proof/1';
// A path is as long as the tree is high, and sizes are below 2^53.
const HASHES_LIMIT = 53;

/**
 * Formats the extra data of a release proof.
 *
 * ```text
 * nforge-release-proof/1
 * manifest DIGEST
 * contract DIGEST|none
 * vectors DIGEST|none
 * signature FINGERPRINT BASE64      1 to 16 lines
 * leaf LINES                        then so many lines: the leaf of the release
 * state LINES                       then so many lines: the agency state that it names
 * current INDEX LINES               these three only if the agency has a newer state: the leaf that made it
 * hash BASE64                       its inclusion path, 0 to 53 lines
 * state LINES                       the state that it names
 * ```
 */
export function formatEvidence(evidence: ReleaseEvidence): Uint8Array {
  const { manifest, contract, vectors, signatures, leaf, state, current } = evidence;
  const text = [
    `${FIRST_LINE}\n`,
    `manifest ${manifest}\ncontract ${contract ?? 'none'}\nvectors ${vectors ?? 'none'}\n`,
    ...signatures.map(({ keyid, signature }) => `signature ${keyid} ${encodeBase64(signature)}\n`),
    section('leaf', formatLeaf(leaf)),
    section('state', formatState(state)),
    ...(current === undefined ? [] : formatCurrent(current)),
  ];
  return new TextEncoder().encode(text.join(''));
}

/**
 * Parses the extra data of a release proof; only the bytes that {@link formatEvidence} makes are taken.
 * @throws TransparencyError `proof-malformed`; the codes of `parseLeaf` and `parseState`
 */
export function parseEvidence(bytes: Uint8Array): ReleaseEvidence {
  const lines = [...(readLines(bytes, MAX_PROOF_BYTES) ?? [])].reverse();
  if (lines.pop() !== FIRST_LINE) throw malformed('first-line');
  const manifest = digestAfter('manifest', lines);
  const contract = digestOrNoneAfter('contract', lines);
  const vectors = digestOrNoneAfter('vectors', lines);
  const signatures = takeAll('signature ', lines).map(parseSignature);
  const leaf = parseLeaf(sectionAfter('leaf', lines));
  if (leaf.kind !== 'release') throw malformed('leaf');
  const state = parseState(sectionAfter('state', lines));
  const current = lines.length === 0 ? undefined : parseCurrent(lines);
  const evidence = { manifest, contract, vectors, signatures, leaf, state, ...(current && { current }) };
  assertBounds(evidence);
  // Formatting again refuses what a reader by line would let through: a wrong count, a line too many.
  if (Buffer.compare(formatEvidence(evidence), bytes) !== 0) throw malformed('form');
  return evidence;
}

function formatCurrent({ index, leaf, hashes, state }: CurrentState): readonly string[] {
  const bytes = formatLeaf(leaf);
  return [
    `current ${index} ${countLines(bytes)}\n${decode(bytes)}`,
    ...hashes.map((hash) => `hash ${encodeBase64(hash)}\n`),
    section('state', formatState(state)),
  ];
}

/** Takes lines from the end of a reversed list: the list is read once, whatever its length. */
function parseCurrent(lines: string[]): CurrentState {
  const [index, count, ...rest] = after('current', lines).split(' ').map(parseDecimal);
  if (index === undefined || count === undefined || rest.length > 0) throw malformed('current');
  const leaf: Leaf = parseLeaf(take(count, lines));
  if (!isAgencyLeaf(leaf)) throw malformed('current');
  const hashes = takeAll('hash ', lines).map(parseHash);
  const state: AgencyState = parseState(sectionAfter('state', lines));
  if (lines.length > 0) throw malformed('form');
  return { index, leaf, hashes, state };
}

function assertBounds({ signatures, current }: ReleaseEvidence): void {
  if (signatures.length === 0 || signatures.length > SIGNATURES_LIMIT) throw malformed('signatures');
  if ((current?.hashes.length ?? 0) > HASHES_LIMIT) throw malformed('hashes');
}

function parseSignature(line: string): EnvelopeSignature {
  const [keyid = '', base64 = '', ...rest] = line.split(' ');
  const signature = decodeBase64(base64);
  if (!isDigest(keyid) || signature === undefined || rest.length > 0) throw malformed('signature');
  return { keyid, signature };
}

function parseHash(base64: string): Uint8Array {
  const hash = decodeBase64(base64);
  if (hash?.length !== 32) throw malformed('hash');
  return hash;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const countLines = (bytes: Uint8Array): number => decode(bytes).split('\n').length - 1;

const section = (name: string, bytes: Uint8Array): string => `${name} ${countLines(bytes)}\n${decode(bytes)}`;

function sectionAfter(name: string, lines: string[]): Uint8Array {
  const count = parseDecimal(after(name, lines));
  if (count === undefined) throw malformed(name);
  return take(count, lines);
}

function take(count: number, lines: string[]): Uint8Array {
  if (count > lines.length) throw malformed('lines');
  const taken = lines.splice(lines.length - count, count).reverse();
  return new TextEncoder().encode(taken.map((line) => `${line}\n`).join(''));
}

function takeAll(prefix: string, lines: string[]): readonly string[] {
  const taken: string[] = [];
  while (lines.at(-1)?.startsWith(prefix) === true) taken.push(lines.pop()?.slice(prefix.length) ?? '');
  return taken;
}

function after(name: string, lines: string[]): string {
  const line = lines.pop();
  if (line?.startsWith(`${name} `) !== true) throw malformed(name);
  return line.slice(name.length + 1);
}

function digestAfter(name: string, lines: string[]): string {
  const digest = after(name, lines);
  if (!isDigest(digest)) throw malformed(name);
  return digest;
}

function digestOrNoneAfter(name: string, lines: string[]): string | null {
  return lines.at(-1) === `${name} none` ? (lines.pop(), null) : digestAfter(name, lines);
}

const malformed = (reason: string): TransparencyError => new TransparencyError('proof-malformed', { reason });
