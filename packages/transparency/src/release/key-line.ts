import type { AgencyKey } from '../agency/state.ts';
import { decodeBase64, encodeBase64 } from '../keys/base64.ts';
import { digestOf } from '../keys/digest.ts';
import { hasForm, KEY_ENCODINGS } from '../keys/encoding.ts';
import { malformed, numberIn, type PartsReader, type PartsWriter } from './parts.ts';

/**
 * Writes a key of an agency state: its line, and the key without the head of its SubjectPublicKeyInfo.
 *
 * ```text
 * key SINCE [ml-dsa-44] [ci NAMES] [until INDEX] [expires SECONDS]
 * ```
 *
 * What is left out is what most keys have: Ed25519, of use `agency`, for all names, not revoked, without end. The
 * fingerprint is left out because it follows from the key.
 * @param word `signer` for a key that signed the release, else `key`
 */
export function writeKey(parts: PartsWriter, word: 'key' | 'signer', key: AgencyKey): void {
  const { algorithm, use, since, until, expires, names } = key;
  parts.line(
    word,
    since,
    ...(algorithm === 'ed25519' ? [] : [algorithm]),
    ...(use === 'agency' ? [] : [use, names?.join(',') ?? '*']),
    ...(until === null ? [] : ['until', until]),
    ...(expires === null ? [] : ['expires', expires]),
  );
  const spki = decodeBase64(key.spki);
  if (spki === undefined || !hasForm(spki, algorithm)) throw malformed('key');
  parts.bytes(spki.subarray(KEY_ENCODINGS[algorithm].prefix.length));
}

/** Reads what {@link writeKey} writes; the caller formats it again, which refuses every other order of the words. */
export function readKey(parts: PartsReader, word: 'key' | 'signer'): AgencyKey {
  const [since, ...words] = parts.line(word, 1, MOST_WORDS);
  const taken = (name: string): boolean => words[0] === name && words.shift() !== undefined;
  const algorithm = taken('ml-dsa-44') ? 'ml-dsa-44' : 'ed25519';
  const use = taken('ci') ? 'ci' : 'agency';
  const names = use === 'ci' ? (words.shift() ?? '') : '*';
  const until = taken('until') ? numberIn(words.shift()) : null;
  const expires = taken('expires') ? numberIn(words.shift()) : null;
  if (words.length > 0) throw malformed('key');
  const { prefix, keyLength } = KEY_ENCODINGS[algorithm];
  const spki = Buffer.concat([prefix, parts.bytes(keyLength)]);
  return {
    fingerprint: digestOf(spki),
    algorithm,
    use,
    since: numberIn(since),
    until,
    expires,
    names: names === '*' ? null : names.split(','),
    spki: encodeBase64(spki),
  };
}

const MOST_WORDS = 8;
