/** The last code point of Unicode. */
export const LAST_CODE_POINT = 0x10_ff_ff;

/**
 * Writes the Unicode properties of a pattern (`\\p{L}`) as the ranges of characters that they stand for in the engine that
 * runs here. The tables of a library are of another version of Unicode, and a proof must be about the same letters.
 */
export function spellOutProperties(source: string): string {
  let isInClass = false;
  return source.replaceAll(/\\(?:[pP]\{[^}]*\}|[^])|[[\]]/gu, (token) => {
    if (token === '[' || token === ']') isInClass = token === '[';
    if (!/^\\p/iu.test(token)) return token;
    return isInClass ? rangesOf(token) : `[${rangesOf(token)}]`;
  });
}

const known = new Map<string, string>();

function rangesOf(escape: string): string {
  const ranges = known.get(escape) ?? readRanges(escape);
  known.set(escape, ranges);
  return ranges;
}

function readRanges(escape: string): string {
  const engine = new RegExp(`^${escape}$`, 'u');
  const ranges: string[] = [];
  let start: number | undefined;
  for (let code = 0; code <= LAST_CODE_POINT + 1; code += 1) {
    const isIn = code <= LAST_CODE_POINT && engine.test(String.fromCodePoint(code));
    if (isIn) start ??= code;
    else if (start !== undefined) {
      ranges.push(`${escapeOf(start)}-${escapeOf(code - 1)}`);
      start = undefined;
    }
  }
  return ranges.join('');
}

const escapeOf = (code: number): string => `\\u{${code.toString(16)}}`;
