import { KEY_ALGORITHMS } from '../keys/algorithms.ts';
import { decodeBase64 } from '../keys/base64.ts';
import { isDigest } from '../keys/digest.ts';
import { isOrigin } from '../notes/key-name.ts';
import { parseVerifierKey } from '../notes/verifier-key.ts';
import { parseDecimal } from '../strict-text.ts';
import { isAgencyName, isAlgorithmName, isShortName, isTag, isVersion } from './names.ts';

/** Writes and reads the value of one field; a text that is not the only form of its value is read as undefined. */
export interface Codec<T> {
  readonly format: (value: T) => string;
  readonly parse: (text: string) => T | undefined;
}

/** Bounds the short names that a `ci` key may be limited to, so that the leaf fits its 8 KiB. */
const KEY_NAMES_LIMIT = 64;

/** Bounds a threshold: an envelope holds 16 signatures, and the one of a key that is added must fit too. */
export const THRESHOLD_LIMIT = 15;

/** 31 December 9999, 23:59:59 UTC: what every calendar can show. */
const LAST_SECOND = 253_402_300_799;
const SPKI_LIMIT = 4096;
const ACTOR = /^[A-Za-z0-9_-]{1,64}$/;
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;

const text = (isValid: (value: string) => boolean): Codec<string> => ({
  format: (value) => value,
  parse: (value) => (isValid(value) ? value : undefined),
});

const oneOf = <const T extends string>(values: readonly T[]): Codec<T> => ({
  format: (value) => value,
  parse: (value) => values.find((one) => one === value),
});

/** Writes null as `none`. */
const orNone = <T>(codec: Codec<T>): Codec<T | null> => ({
  format: (value) => (value === null ? 'none' : codec.format(value)),
  parse: (value) => (value === 'none' ? null : codec.parse(value)),
});

const whole = (min: number, max: number): Codec<number> => ({
  format: (value) => String(value),
  parse: (value) => {
    const number = parseDecimal(value);
    return number !== undefined && number >= min && number <= max ? number : undefined;
  },
});

const seconds = whole(0, LAST_SECOND);
const index = whole(0, Number.MAX_SAFE_INTEGER);
const version = text(isVersion);
const algorithmName = text(isAlgorithmName);

/** Reads short names: sorted by code unit, each once, joined by commas. */
const shortNames: Codec<readonly string[]> = {
  format: (value) => value.join(','),
  parse: (value) => {
    const names = value.split(',');
    const isSorted = names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name);
    // `none` alone would read as "all names": whoever may call an algorithm so could widen a key. Refused in any list.
    const isValid = names.every((name) => isShortName(name) && name !== 'none');
    return names.length <= KEY_NAMES_LIMIT && isSorted && isValid ? names : undefined;
  },
};

/** Holds the codec of each type of value in leaves and agency states (docs/spec/leaf.md, "Values"). */
export const field = {
  seconds,
  secondsOrNone: orNone(seconds),
  index,
  indexOrNone: orNone(index),
  threshold: whole(1, THRESHOLD_LIMIT),
  digest: text(isDigest),
  agency: text(isAgencyName),
  algorithmName,
  algorithmNameOrNone: orNone(algorithmName),
  /** An agency, or `agency/name`. */
  party: text((value) => isAgencyName(value) || isAlgorithmName(value)),
  version,
  versionOrNone: orNone(version),
  tag: text(isTag),
  actor: text((value) => ACTOR.test(value)),
  reference: text((value) => REFERENCE.test(value)),
  origin: text(isOrigin),
  verifierKey: text(isVerifierKey),
  rootHash: text((value) => decodeBase64(value)?.length === 32),
  publicKey: text((value) => value !== '' && value.length <= SPKI_LIMIT && decodeBase64(value) !== undefined),
  algorithm: oneOf(KEY_ALGORITHMS),
  use: oneOf(['agency', 'ci']),
  erases: oneOf(['archive', 'archive,detail']),
  shortNames,
  shortNamesOrNone: orNone(shortNames),
} as const;

function isVerifierKey(value: string): boolean {
  try {
    parseVerifierKey(value);
    return true;
  } catch {
    return false;
  }
}
