/**
 * Names what a posting says of a document: it holds a word as written (`e`), a stem (`s`), a skeleton in a name (`k`), a
 * concept (`c`); it is called so (`n`); it has a value of a facet (`f`); it exists (`a`).
 */
export type Stream = 'e' | 's' | 'k' | 'c' | 'n' | 'f' | 'a';

/** Writes the key of a term: its stream, then its text. */
export function termKey(stream: Stream, text: string): string {
  return stream + text;
}

/** The term that every document has. */
export const EVERY = termKey('a', '');
