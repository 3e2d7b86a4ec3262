import { isNumericIdentifier, versionParts } from './semantic-version.ts';

const END = 0x00;
const NUMBER = 0x01;
const TEXT = 0x02;
const STABLE = 0x03;

/**
 * Encodes a version as bytes whose order (memcmp, as SQLite and PostgreSQL compare blobs) is SemVer precedence.
 *
 * Format: `number number number tail`, with
 * - `number` = one byte, the count of decimal digits, then the digits in ASCII: fewer digits sort first, and no number
 *   is too long, because a version has at most 256 characters;
 * - `tail` of a stable version = `03`, above every pre-release;
 * - `tail` of a pre-release = its identifiers, then `00`, so that the shorter of two lists sorts first. A numeric
 *   identifier is `01 number`; any other is `02`, its ASCII characters, `00`: numbers sort below texts, and `00` is
 *   below every character an identifier may have (the lowest is `-`, 2d), so `a` sorts before `a-b`.
 *
 * Equal keys mean equal versions. The format is kept in databases: never change it, add a second one.
 * Source: SemVer 2.0.0 §11.
 *
 * @throws VersioningError `version-invalid`
 */
export function versionSortKey(version: string): Uint8Array {
  const { core, prerelease } = versionParts(version);
  const bytes: number[] = core.flatMap(encodeNumber);
  if (prerelease.length === 0) return Uint8Array.from([...bytes, STABLE]);
  return Uint8Array.from([...bytes, ...prerelease.flatMap(encodeIdentifier), END]);
}

const encodeIdentifier = (identifier: string): number[] =>
  isNumericIdentifier(identifier) ? [NUMBER, ...encodeNumber(identifier)] : [TEXT, ...ascii(identifier), END];

const encodeNumber = (digits: string): number[] => [digits.length, ...ascii(digits)];

const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
