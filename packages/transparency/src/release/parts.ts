import { TransparencyError } from '../error.ts';
import { isDigest } from '../keys/digest.ts';
import { decodeText, parseDecimal } from '../strict-text.ts';

/** Collects the extra data of a release proof: lines of words, an empty line, and bytes that the lines give a meaning. */
export interface PartsWriter {
  readonly line: (...words: readonly (string | number)[]) => void;
  readonly bytes: (bytes: Uint8Array) => void;
  readonly digest: (digest: string) => void;
  /** Gives all of it. */
  readonly finish: () => Uint8Array;
}

/** Takes the extra data of a release proof apart, from the first line and the first byte on. */
export interface PartsReader {
  /** Gives the first word of the next line; empty after the last one. */
  readonly next: () => string;
  /** Takes the next line, which must begin with this word, and gives the words after it: `min` to `max` of them. */
  readonly line: (name: string, min: number, max?: number) => readonly string[];
  readonly bytes: (length: number) => Uint8Array;
  readonly digest: () => string;
  /** Refuses what is left over. */
  readonly finish: () => void;
}

// Two states of at most 512 keys, a change of each, and the lines beside them: whatever has more is no proof.
const LINES_LIMIT = 2048;
const PREFIX = 'sha256:';
const DIGEST_LENGTH = 32;

/** Begins the extra data of a release proof. */
export function writeParts(): PartsWriter {
  const lines: string[] = [];
  const rest: Uint8Array[] = [];
  return {
    line: (...words) => void lines.push(`${words.join(' ')}\n`),
    bytes: (bytes) => void rest.push(bytes),
    digest: (digest) => {
      if (!isDigest(digest)) throw malformed('digest');
      rest.push(Buffer.from(digest.slice(PREFIX.length), 'hex'));
    },
    finish: () => new Uint8Array(Buffer.concat([Buffer.from(`${lines.join('')}\n`, 'utf8'), ...rest])),
  };
}

/**
 * Opens the extra data of a release proof.
 * @throws TransparencyError `proof-malformed` where no empty line ends the lines; so does all that reads from it
 */
export function readParts(extra: Uint8Array): PartsReader {
  const border = Buffer.from(extra.buffer, extra.byteOffset, extra.length).indexOf('\n\n');
  const text = border === -1 ? undefined : decodeText(extra.subarray(0, border), extra.length);
  const rows = text?.split('\n', LINES_LIMIT + 1) ?? [];
  if (rows.length === 0 || rows.length > LINES_LIMIT) throw malformed('lines');
  const lines = rows.map((line) => line.split(' '));
  const rest = extra.subarray(border + 2);
  let [row, at] = [0, 0];
  const bytes = (length: number): Uint8Array => {
    if (length > rest.length - at) throw malformed('bytes');
    at += length;
    return rest.slice(at - length, at);
  };
  return {
    next: () => lines[row]?.[0] ?? '',
    line: (name, min, max = min) => {
      const [first, ...words] = lines[row] ?? [];
      if (first !== name || words.length < min || words.length > max) throw malformed(name);
      row += 1;
      return words;
    },
    bytes,
    digest: () => `${PREFIX}${Buffer.from(bytes(DIGEST_LENGTH)).toString('hex')}`,
    finish: () => {
      if (row < lines.length) throw malformed('lines');
      if (at < rest.length) throw malformed('bytes');
    },
  };
}

/**
 * Reads a number in a line.
 * @throws TransparencyError `proof-malformed`
 */
export function numberIn(word: string | undefined): number {
  const value = parseDecimal(word ?? '');
  if (value === undefined) throw malformed('number');
  return value;
}

/** Makes the error of a release proof that is not in its one form. */
export const malformed = (reason: string): TransparencyError => new TransparencyError('proof-malformed', { reason });
