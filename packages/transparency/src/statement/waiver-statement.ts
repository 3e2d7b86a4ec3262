import { TransparencyError } from '../error.ts';
import { isDigest } from '../keys/digest.ts';
import { isAlgorithmName, isVersion } from '../leaf/names.ts';
import { canonicalJson, readCanonicalObject, type JsonValue } from './canonical-json.ts';
import { PAYLOAD_LIMIT } from './envelope.ts';
import { memberOf } from './member-of.ts';
import { STATEMENT_TYPE } from './release-statement.ts';

/** Is the type of the predicate of a waiver. */
const WAIVER_PREDICATE_TYPE = 'urn:nforge:waiver:1';

/** Bounds what one waiver covers. */
const WAIVED_LIMIT = 64;

/** Is one comparison that was left undecided, and that is waived. */
export interface WaivedReason {
  /** The published version that was compared with. */
  readonly against: string;
  /** The rule that could not be decided, such as `input-undecided`. */
  readonly rule: string;
}

/**
 * Is what an agency signs when it takes the answer for what no proof was found of: for exactly this release, exactly these
 * comparisons, and why.
 */
export interface WaiverStatement {
  /** `agency/name`. */
  readonly name: string;
  readonly version: string;
  /** The release digest. */
  readonly release: string;
  /** Why; shown to everyone who uses the version. One line, 3 to 500 characters. */
  readonly reason: string;
  /** Sorted by `against`, then `rule`, by code unit; each once. */
  readonly waived: readonly WaivedReason[];
}

const RULE = /^[a-z]{1,32}(?:-[a-z]{1,32}){0,4}$/;
// What a terminal obeys, what ends a line, and what makes a text read otherwise than it is signed (CVE-2021-42574). Joiners and
// plain direction marks, which Arabic needs, may stand.
const REFUSED =
  /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/u;
const PREFIX = 'sha256:';

/**
 * Formats a waiver: an in-toto Statement v1 in canonical JSON, about the release that is waived.
 *
 * ```text
 * {"_type":…,"predicate":{"name":…,"reason":…,"version":…,"waived":[{"against":…,"rule":…},…]},"predicateType":…,
 *  "subject":[{"digest":{"sha256":"<hex>"},"name":"agency/name@version"}]}
 * ```
 * @throws TransparencyError `waiver-malformed`
 */
export function formatWaiver(waiver: WaiverStatement): Uint8Array {
  if (!isSound(waiver)) throw new TransparencyError('waiver-malformed');
  const { name, version, release, reason, waived } = waiver;
  const text = canonicalJson({
    _type: STATEMENT_TYPE,
    predicate: { name, reason, version, waived: waived.map(({ against, rule }) => ({ against, rule })) },
    predicateType: WAIVER_PREDICATE_TYPE,
    subject: [{ digest: { sha256: release.slice(PREFIX.length) }, name: `${name}@${version}` }],
  });
  return new TextEncoder().encode(text);
}

/**
 * Parses a waiver; only the bytes that {@link formatWaiver} makes are taken.
 * @throws TransparencyError `waiver-malformed`
 */
export function parseWaiver(bytes: Uint8Array): WaiverStatement {
  const waiver = fromJson(readCanonicalObject(bytes, PAYLOAD_LIMIT));
  if (waiver === undefined || Buffer.compare(formatWaiver(waiver), bytes) !== 0) {
    throw new TransparencyError('waiver-malformed');
  }
  return waiver;
}

/** Sorts what is waived as a waiver lists it. */
export function sortWaived(waived: readonly WaivedReason[]): readonly WaivedReason[] {
  return waived.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

function isSound({ name, version, release, reason, waived }: WaiverStatement): boolean {
  const isNamed = isAlgorithmName(name) && isVersion(version) && isDigest(release);
  const isCounted = waived.length > 0 && waived.length <= WAIVED_LIMIT;
  const areWhole = waived.every(({ against, rule }) => isVersion(against) && RULE.test(rule));
  const areSorted = waived.every((one, at) => at === 0 || isBefore(waived[at - 1] ?? one, one));
  return isNamed && isReason(reason) && isCounted && areWhole && areSorted;
}

function isReason(reason: string): boolean {
  const isLong = reason.length >= 3 && reason.length <= 500;
  return isLong && reason.trim() === reason && reason.isWellFormed() && !REFUSED.test(reason);
}

function isBefore(a: WaivedReason, b: WaivedReason): boolean {
  return a.against === b.against ? a.rule < b.rule : a.against < b.against;
}

function fromJson(object: Readonly<Record<string, JsonValue>> | undefined): WaiverStatement | undefined {
  const predicate = memberOf(object, 'predicate');
  const [name, version, reason] = ['name', 'version', 'reason'].map((key) => memberOf(predicate, key));
  const hex = memberOf(memberOf(memberOf(memberOf(object, 'subject'), '0'), 'digest'), 'sha256');
  const waived = memberOf(predicate, 'waived');
  if (![name, version, reason, hex].every((value) => typeof value === 'string') || !Array.isArray(waived)) {
    return undefined;
  }
  const reasons = (waived as readonly JsonValue[]).slice(0, WAIVED_LIMIT + 1).map((one) => ({
    against: memberOf(one, 'against'),
    rule: memberOf(one, 'rule'),
  }));
  const areTexts = reasons.every(({ against, rule }) => typeof against === 'string' && typeof rule === 'string');
  const read = { name, version, reason, release: `${PREFIX}${hex as string}`, waived: reasons };
  return areTexts ? (read as WaiverStatement) : undefined;
}
