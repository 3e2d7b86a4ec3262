/**
 * Names what a posting says of a document: it holds a word as written (`e`), a stem (`s`), a skeleton in a name (`k`), a
 * concept (`c`); it has two words side by side (`b`); it is called so (`n`); it has a value of a facet (`f`); it exists (`a`).
 */
export type Stream = 'e' | 's' | 'k' | 'c' | 'b' | 'n' | 'f' | 'a';

/** Writes the key of a term: its stream, then its text. */
export function termKey(stream: Stream, text: string): string {
  return stream + text;
}

/** The term that every document has. */
export const EVERY = termKey('a', '');

/** Pairs of words are told apart by 16 bits: enough among documents that have both words. */
const PAIRS = 2 ** 16;

/** Writes the key of two words side by side. */
export function pairKey(first: string, second: string): string {
  return termKey('b', (hashOf(`${first} ${second}`) % PAIRS).toString(36));
}

/** Hashes a text to 32 bits: FNV-1a over UTF-16 code units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
