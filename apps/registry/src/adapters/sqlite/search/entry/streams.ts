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
export const PAIRS = 2 ** 16;

/** Writes the key of two words side by side. */
export function pairKey(first: string, second: string): string {
  return pairKeyOf(hashOf(second, hashOf(`${first} `)) % PAIRS);
}

/** Writes the key of two words side by side from the hash of both with a space between. */
export function pairKeyOf(hash: number): string {
  return termKey('b', hash.toString(36));
}

/** Hashes a text to 32 bits, or goes on from the hash of what stands before it: FNV-1a over UTF-16 code units. */
export function hashOf(text: string, before = BEGINNING): number {
  let hash = before;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const BEGINNING = 0x811c9dc5;
