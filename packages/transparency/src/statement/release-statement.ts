import { TransparencyError } from '../error.ts';
import { isDigest } from '../keys/digest.ts';
import { isAlgorithmName, isVersion } from '../leaf/names.ts';
import { canonicalJson, readCanonicalObject, type JsonValue } from './canonical-json.ts';
import { PAYLOAD_LIMIT } from './envelope.ts';
import { memberOf } from './member-of.ts';

/** Is the payload type of an envelope that holds an in-toto statement. */
export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** Is the type of an in-toto Statement v1. */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** Is the type of our predicate. */
export const RELEASE_PREDICATE_TYPE = 'urn:nforge:release:1';

/** Is what an agency signs when it publishes: which files are this version. Digests are `sha256:` and 64 hex digits. */
export interface ReleaseStatement {
  /** `agency/name`. */
  readonly name: string;
  readonly version: string;
  /** The release digest. */
  readonly release: string;
  /** Digest of `algorithm.yaml`. */
  readonly manifest: string;
  /** Digest of the contract; null when the algorithm has none. */
  readonly contract: string | null;
  /** Digest of the vectors; null when the algorithm has none. */
  readonly vectors: string | null;
}

const PREFIX = 'sha256:';

/**
 * Formats a statement: an in-toto Statement v1 in canonical JSON, made from six facts and nothing else, so that whoever
 * has the facts has the signed bytes.
 *
 * ```text
 * {"_type":…,"predicate":{"contract":…,"manifest":…,"name":…,"vectors":…,"version":…},"predicateType":…,
 *  "subject":[{"digest":{"sha256":"<hex>"},"name":"agency/name@version"}]}
 * ```
 * @throws TransparencyError `statement-malformed`
 */
export function formatStatement(statement: ReleaseStatement): Uint8Array {
  const { name, version, release, manifest, contract, vectors } = statement;
  const isNamed = isAlgorithmName(name) && isVersion(version);
  const areDigests = [release, manifest, contract ?? manifest, vectors ?? manifest].every(isDigest);
  if (!isNamed || !areDigests) throw new TransparencyError('statement-malformed');
  const text = canonicalJson({
    _type: STATEMENT_TYPE,
    predicate: { contract, manifest, name, vectors, version },
    predicateType: RELEASE_PREDICATE_TYPE,
    subject: [{ digest: { sha256: release.slice(PREFIX.length) }, name: `${name}@${version}` }],
  });
  return new TextEncoder().encode(text);
}

/**
 * Parses a statement; only the bytes that {@link formatStatement} makes are taken.
 * @throws TransparencyError `statement-malformed`
 */
export function parseStatement(bytes: Uint8Array): ReleaseStatement {
  const statement = fromJson(readCanonicalObject(bytes, PAYLOAD_LIMIT));
  if (statement === undefined || Buffer.compare(formatStatement(statement), bytes) !== 0) {
    throw new TransparencyError('statement-malformed');
  }
  return statement;
}

function fromJson(object: Readonly<Record<string, JsonValue>> | undefined): ReleaseStatement | undefined {
  const predicate = memberOf(object, 'predicate');
  const [name, version, manifest] = ['name', 'version', 'manifest'].map((key) => memberOf(predicate, key));
  const contract = memberOf(predicate, 'contract') ?? null;
  const vectors = memberOf(predicate, 'vectors') ?? null;
  const hex = memberOf(memberOf(memberOf(memberOf(object, 'subject'), '0'), 'digest'), 'sha256');
  if (typeof hex !== 'string' || ![name, version, manifest].every((value) => typeof value === 'string'))
    return undefined;
  if (![contract, vectors].every((value) => value === null || typeof value === 'string')) return undefined;
  return { name, version, release: `${PREFIX}${hex}`, manifest, contract, vectors } as ReleaseStatement;
}
