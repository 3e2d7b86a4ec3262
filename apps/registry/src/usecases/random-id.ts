import type { Randomness } from '../ports.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes a random identifier of 20 characters (100 bits) without look-alike letters; it names, it proves nothing. */
export function randomId(random: Randomness): string {
  return Array.from(random.bytes(20), (byte) => ALPHABET[byte & 31]).join('');
}
