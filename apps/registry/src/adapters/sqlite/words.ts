const WORD = /[\p{L}\p{N}]+/gu;

// Marks above and below letters, the Arabic tatweel (a stroke that only stretches) and the invisible joiners.
const IGNORED = /[\p{M}\u0640\u200c\u200d]/gu;

/** The longest word that is indexed; longer ones are no words. */
const LONGEST = 64;

/**
 * Cuts text into words for search: compatibility forms unified, case folded, marks removed, so that "Impôt" finds
 * "impot" and vowelled Arabic finds unvowelled. What is left is only letters and digits: no sign of a query language
 * survives.
 *
 * @example wordsOf('Calcul de l’IMPÔT') // ['calcul', 'de', 'l', 'impot']
 */
export function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replace(IGNORED, '').toLowerCase().normalize('NFKC');
  return Array.from(folded.matchAll(WORD), ([word]) => Array.from(word).slice(0, LONGEST).join(''));
}

/** Joins the words of texts as the index stores them. */
export function indexedText(texts: readonly string[]): string {
  return texts.flatMap(wordsOf).join(' ');
}

/** The most words of a query that are looked at. */
const MOST = 16;

/** A shorter word is looked up whole: as a beginning it would match half the index. */
const PREFIX_FROM = 3;

/**
 * Writes an FTS5 expression that asks for every word of a query, longer ones as the beginning of a word, so that
 * "calcul" finds "calculs". `undefined` if the query has no word. Each word is quoted: `NEAR`, `AND`, `*` and `-` are
 * text.
 */
export function matchExpression(query: string, { prefixFrom = PREFIX_FROM } = {}): string | undefined {
  const words = [...new Set(wordsOf(query))].slice(0, MOST);
  if (words.length === 0) return undefined;
  return words.map((word) => `"${word}"${word.length >= prefixFrom ? '*' : ''}`).join(' AND ');
}
