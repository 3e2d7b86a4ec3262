import { JSON_LIMITS, type JsonLimits } from './json-limits.ts';

/** Names what is wrong with a JSON text. */
export type JsonProblemCode =
  | 'json-syntax'
  | 'json-truncated'
  | 'json-too-deep'
  | 'json-too-many-values'
  | 'json-duplicate-key'
  | 'json-key-refused'
  | 'json-number-range'
  | 'json-lone-surrogate';

/** Describes one thing that is wrong with a JSON text. */
export interface JsonProblem {
  readonly code: JsonProblemCode;
  /** Offset in UTF-16 code units. */
  readonly offset: number;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * Leads to the values whose place is wanted: `found` hears where a value begins, `members` leads on by member name or
 * index. A tree and no pointers, because writing the pointer of every value of a hostile file takes quadratic time.
 */
export interface Trail {
  readonly members: ReadonlyMap<string, Trail>;
  found(offset: number): void;
}

interface Scan {
  readonly text: string;
  readonly limits: JsonLimits;
  readonly problems: JsonProblem[];
  at: number;
  values: number;
}

const PROBLEMS_LIMIT = 50;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Reads a JSON text strictly (RFC 8259) without building it, and lists what is wrong with it.
 * Beyond the grammar it refuses what readers take differently (RFC 7493, I-JSON): a member twice, one called `__proto__`, lone surrogates,
 * whole numbers beyond ±(2^53 − 1) and numbers too large for a double. A syntax error or a crossed limit ends the list.
 */
export function scanJson(text: string, options: { limits?: JsonLimits; trail?: Trail } = {}): readonly JsonProblem[] {
  const { limits = JSON_LIMITS, trail } = options;
  const scan: Scan = { text, limits, problems: [], at: 0, values: 0 };
  try {
    readValue(scan, trail, 0);
    skip(scan, SPACE);
    if (scan.at < text.length) throw unexpected(scan);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    scan.problems.push({ code: error.code, offset: error.offset, params: error.params });
  }
  return scan.problems;
}

/** Ends a scan; never leaves this file. */
class Stop extends Error {
  readonly code: JsonProblemCode;
  readonly offset: number;
  readonly params: JsonProblem['params'];

  constructor(code: JsonProblemCode, offset: number, params: JsonProblem['params']) {
    super(code);
    this.code = code;
    this.offset = offset;
    this.params = params;
  }
}

function readValue(scan: Scan, trail: Trail | undefined, depth: number): void {
  skip(scan, SPACE);
  const { limits } = scan;
  if (depth > limits.depth) throw new Stop('json-too-deep', scan.at, { limit: limits.depth });
  if (++scan.values > limits.values) throw new Stop('json-too-many-values', scan.at, { limit: limits.values });
  trail?.found(scan.at);
  const first = scan.text[scan.at];
  if (first === '{') readObject(scan, trail, depth);
  else if (first === '[') readArray(scan, trail, depth);
  else if (first === '"') readString(scan);
  else if (!readWord(scan)) readNumber(scan);
}

function readObject(scan: Scan, trail: Trail | undefined, depth: number): void {
  const keys = new Set<string>();
  scan.at++;
  if (take(scan, '}')) return;
  do {
    skip(scan, SPACE);
    const offset = scan.at;
    if (scan.text[offset] !== '"') throw unexpected(scan);
    const key = readString(scan);
    if (keys.has(key)) report(scan, { code: 'json-duplicate-key', offset, params: { key } });
    // JavaScript takes it for the prototype: validators skip such a member, and merging it has broken many programs.
    if (key === '__proto__') report(scan, { code: 'json-key-refused', offset, params: { key } });
    keys.add(key);
    expect(scan, ':');
    readValue(scan, trail?.members.get(key), depth + 1);
  } while (take(scan, ','));
  expect(scan, '}');
}

function readArray(scan: Scan, trail: Trail | undefined, depth: number): void {
  scan.at++;
  if (take(scan, ']')) return;
  let index = 0;
  do readValue(scan, trail?.members.get(String(index++)), depth + 1);
  while (take(scan, ','));
  expect(scan, ']');
}

function readString(scan: Scan): string {
  const start = scan.at++;
  for (;;) {
    skip(scan, PLAIN);
    if (scan.text[scan.at] === '"') break;
    // What is neither a character, a quote nor a good escape: a control, a bad escape, or the end of the file.
    if (!skip(scan, ESCAPE)) throw unexpected(scan);
  }
  scan.at++;
  const value = JSON.parse(scan.text.slice(start, scan.at)) as string;
  if (!value.isWellFormed()) report(scan, { code: 'json-lone-surrogate', offset: start, params: {} });
  return value;
}

function readWord(scan: Scan): boolean {
  const word = ['true', 'false', 'null'].find((candidate) => scan.text.startsWith(candidate, scan.at));
  scan.at += word?.length ?? 0;
  return word !== undefined;
}

function readNumber(scan: Scan): void {
  const offset = scan.at;
  if (!skip(scan, NUMBER)) throw unexpected(scan);
  const digits = scan.text.slice(offset, scan.at);
  const value = Number(digits);
  const rounded = /^-?\d+$/.test(digits) && !Number.isSafeInteger(value);
  if (rounded || !Number.isFinite(value)) {
    report(scan, { code: 'json-number-range', offset, params: { number: digits } });
  }
}

function skip(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.text)?.[0] ?? '';
  scan.at += found.length;
  return found !== '';
}

function take(scan: Scan, character: string): boolean {
  skip(scan, SPACE);
  if (scan.text[scan.at] !== character) return false;
  scan.at++;
  return true;
}

function expect(scan: Scan, character: string): void {
  if (!take(scan, character)) throw unexpected(scan);
}

/** Stops at the character in the way, or at the end of the file. */
function unexpected({ text, at }: Scan): Stop {
  const code = text.codePointAt(at);
  if (code === undefined) return new Stop('json-truncated', at, {});
  return new Stop('json-syntax', at, { found: String.fromCodePoint(code) });
}

function report(scan: Scan, problem: JsonProblem): void {
  if (scan.problems.length < PROBLEMS_LIMIT) scan.problems.push(problem);
}

/** Escapes a member name for a JSON Pointer (RFC 6901 §3). */
export const escapeKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Reads the member name that {@link escapeKey} has escaped. */
export const unescapeKey = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
