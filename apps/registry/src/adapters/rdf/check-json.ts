import { ThesaurusError } from '../../ports.ts';
import { LIMITS } from './limits.ts';
import type { SyntaxText } from './read-statements.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FEED = 0x0a;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);
const COMMA = 0x2c;

/** Asserts that a text, read as JSON, is within depth and number of values, before memory is taken for each of them. */
export function checkJson({ file, text }: SyntaxText): void {
  let line = 1;
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === FEED) line += 1;
    else if (code === COMMA) values += 1;
    else if (CLOSING.has(code)) depth -= 1;
    else if (OPENING.has(code)) {
      depth += 1;
      values += 1;
    }
    if (depth > LIMITS.depth) throw new ThesaurusError('too-deep', { file, line, limit: LIMITS.depth });
    if (values > LIMITS.jsonValues) throw new ThesaurusError('too-many-statements', { file, limit: LIMITS.jsonValues });
  }
}

/** A string holds no line feed (RFC 8259 §7); where it does, JSON.parse says so. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE || code === FEED) return code === FEED ? at - 1 : at;
  }
  return text.length;
}
