/**
 * Characters that have no place in a manifest, because what a reviewer sees must be what is stored: controls (a terminal
 * obeys them), the bidirectional embeddings, overrides and isolates of the Trojan Source attack (CVE-2021-42574: U+202A
 * to U+202E, U+2066 to U+2069), line separators that editors show as one line, invisible tag characters, lone surrogates
 * and noncharacters. Joiners (ZWJ, ZWNJ) and the plain direction marks (LRM, RLM, ALM), which good Arabic and Persian
 * typing needs, are allowed. Tab, line feed, and carriage return before a line feed are judged by the field.
 */
const REFUSED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]|\r(?!\n)|[\ud800-\udfff]|[\u{e0000}-\u{e007f}]/u;

/** Tells what stands where in a text, in UTF-16 code units. */
export interface RefusedCharacter {
  readonly offset: number;
  /** Code point as `U+202E`. */
  readonly character: string;
}

/** Finds the refused characters of a text, the first `most` of them. */
export function findRefusedCharacters(text: string, most: number): readonly RefusedCharacter[] {
  const matches = text.matchAll(new RegExp(REFUSED, 'gu')).take(most);
  return [...matches].map((match) => ({ offset: match.index, character: codePointName(match[0]) }));
}

/** Finds the first refused character of a text. */
export function findRefusedCharacter(text: string): RefusedCharacter | undefined {
  return findRefusedCharacters(text, 1)[0];
}

/** Writes a character as the Unicode standard names code points, `U+202E`. */
function codePointName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const SHOWN_LIMIT = 80;

/**
 * Makes a piece of a hostile file fit to be shown: refused characters and line breaks become `U+FFFD`, and what is longer than 80
 * characters is cut. Nothing of a manifest reaches a terminal or a log otherwise.
 */
export function showable(text: string): string {
  const cut = text.length > SHOWN_LIMIT ? `${text.slice(0, SHOWN_LIMIT)}…` : text;
  return cut.replace(new RegExp(REFUSED, 'gu'), '\u{fffd}').replace(/[\t\r\n]/g, '\u{fffd}');
}
