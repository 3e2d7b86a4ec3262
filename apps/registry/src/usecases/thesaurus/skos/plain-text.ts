/** Directs text or joins nothing; in a label or a title it only deceives the eye (UAX #9 §2). */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Gives a text of a file as one line of plain text: NFC, no control characters, no invisible ones, single spaces. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
}
