import { crc32 } from 'node:zlib';

import { AdmissionError } from '../admission-error.ts';

/** Begins every token of a registry, so that scanners everywhere can recognise one. */
export const TOKEN_PREFIX = 'nforge_';

/** Finds texts that have the form of a token; `isToken` tells whether the checksum is right. */
export const TOKEN_PATTERN = /\bnforge_[0-9A-Za-z]{42}\b/g;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BODY = 36;
const CHECKSUM = 6;
const RANDOM_BYTES = 32;

/**
 * Writes a token: `nforge_`, 36 base62 digits (214 bits of the random bytes), and 6 base62 digits that hold the CRC-32
 * of the 36. The checksum lets a scanner be silent about texts that only look like a token.
 *
 * @param random at least 32 bytes from a secure source
 * @throws AdmissionError `random-too-short`
 */
export function formatToken(random: Uint8Array): string {
  if (random.length < RANDOM_BYTES) {
    throw new AdmissionError('random-too-short', `a token needs ${RANDOM_BYTES} random bytes, not ${random.length}`);
  }
  const body = base62(BigInt(`0x${Buffer.from(random).toString('hex')}`), BODY);
  return `${TOKEN_PREFIX}${body}${checksum(body)}`;
}

/** Tells whether a text is a token of a registry, by its form and its checksum; not whether it is known anywhere. */
export function isToken(text: string): boolean {
  if (!/^nforge_[0-9A-Za-z]{42}$/.test(text)) return false;
  const body = text.slice(TOKEN_PREFIX.length, TOKEN_PREFIX.length + BODY);
  return text.endsWith(checksum(body));
}

const checksum = (body: string): string => base62(BigInt(crc32(body)), CHECKSUM);

/** Writes the lowest digits of a number, with leading zeros. */
function base62(value: bigint, digits: number): string {
  let rest = value;
  let text = '';
  for (let index = 0; index < digits; index++) {
    text = (ALPHABET[Number(rest % 62n)] ?? '') + text;
    rest /= 62n;
  }
  return text;
}
