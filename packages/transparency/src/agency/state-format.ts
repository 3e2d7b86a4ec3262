import { TransparencyError } from '../error.ts';
import { digestOf } from '../keys/digest.ts';
import { field, type Codec } from '../leaf/codecs.ts';
import { readLines } from '../leaf/lines.ts';
import { ALL_KEYS_LIMIT, type AgencyKey, type AgencyState } from './state.ts';

/** Bounds the text of an agency state, in bytes. */
export const STATE_LIMIT = 1_048_576;

const TITLE = 'nforge-agency-state/1';

/**
 * Formats an agency state.
 *
 * ```text
 * nforge-agency-state/1 AGENCY
 * epoch N
 * threshold N
 * leaf INDEX
 * previous INDEX|none
 * key FINGERPRINT ALGORITHM USE SINCE UNTIL|none EXPIRES|none NAMES|* SPKI
 * ```
 *
 * One `key` line per key in the order of addition, one space between words, one line feed after every line
 * (docs/spec/leaf.md, §2).
 * @throws TransparencyError `state-malformed`
 */
export function formatState(state: AgencyState): Uint8Array {
  const text = [
    `${TITLE} ${state.agency}`,
    `epoch ${state.epoch}`,
    `threshold ${state.threshold}`,
    `leaf ${state.leaf}`,
    `previous ${state.previous ?? 'none'}`,
    ...state.keys.map(formatKey),
  ];
  const bytes = new TextEncoder().encode(text.map((line) => `${line}\n`).join(''));
  // Parsing is the check; the count catches a value with a line feed in it that would read as one key more.
  if (parseState(bytes).keys.length !== state.keys.length) throw new TransparencyError('state-malformed');
  return bytes;
}

/** Names an agency state by the SHA-256 of its text. */
export function stateDigest(state: AgencyState): string {
  return digestOf(formatState(state));
}

/**
 * Parses an agency state; only the bytes that {@link formatState} makes are taken.
 * @throws TransparencyError `state-malformed`
 */
export function parseState(bytes: Uint8Array): AgencyState {
  const lines = readLines(bytes, STATE_LIMIT);
  if (lines === undefined) throw new TransparencyError('state-malformed', { bytes: bytes.length });
  const [title = '', epoch = '', threshold = '', leaf = '', previous = '', ...keys] = lines;
  if (keys.length > ALL_KEYS_LIMIT) throw new TransparencyError('state-malformed', { keys: keys.length });
  const state: AgencyState = {
    agency: read(title, TITLE, field.agency),
    epoch: read(epoch, 'epoch', field.index),
    threshold: read(threshold, 'threshold', field.threshold),
    leaf: read(leaf, 'leaf', field.index),
    previous: read(previous, 'previous', field.indexOrNone),
    keys: keys.map(parseKey),
  };
  assertCoherent(state);
  return state;
}

function formatKey(key: AgencyKey): string {
  const { fingerprint, algorithm, use, since, until, expires, names, spki } = key;
  const words = [fingerprint, algorithm, use, since, until ?? 'none', expires ?? 'none', names?.join(',') ?? '*', spki];
  return `key ${words.join(' ')}`;
}

function parseKey(line: string): AgencyKey {
  const words = line.split(' ');
  if (words.length !== 9 || words[0] !== 'key') throw new TransparencyError('state-malformed', { field: 'key' });
  const word = <T>(at: number, codec: Codec<T>): T => decode(words[at] ?? '', 'key', codec);
  return {
    fingerprint: word(1, field.digest),
    algorithm: word(2, field.algorithm),
    use: word(3, field.use),
    since: word(4, field.index),
    until: word(5, field.indexOrNone),
    expires: word(6, field.secondsOrNone),
    names: words[7] === '*' ? null : word(7, field.shortNames),
    spki: word(8, field.publicKey),
  };
}

function read<T>(line: string, name: string, codec: Codec<T>): T {
  if (!line.startsWith(`${name} `)) throw new TransparencyError('state-malformed', { field: name });
  return decode(line.slice(name.length + 1), name, codec);
}

function decode<T>(text: string, name: string, codec: Codec<T>): T {
  const value = codec.parse(text);
  if (value === undefined || codec.format(value) !== text) {
    throw new TransparencyError('state-malformed', { field: name });
  }
  return value;
}

function assertCoherent(state: AgencyState): void {
  const isChained = state.previous === null || state.previous < state.leaf;
  const areKeysOrdered = state.keys.every((key, at) => key.since > (state.keys[at - 1]?.since ?? -1));
  const isOnce = new Set(state.keys.map((key) => key.fingerprint)).size === state.keys.length;
  if (!isChained || !areKeysOrdered || !isOnce || !state.keys.every((key) => isKeyCoherent(key, state))) {
    throw new TransparencyError('state-malformed', { agency: state.agency });
  }
}

function isKeyCoherent(key: AgencyKey, state: AgencyState): boolean {
  const isOfNow =
    key.since <= state.leaf && (key.until === null || (key.since <= key.until && key.until <= state.leaf));
  const isOfItsUse = key.use === 'ci' ? key.expires !== null : key.names === null;
  return isOfNow && isOfItsUse && digestOf(Buffer.from(key.spki, 'base64')) === key.fingerprint;
}
