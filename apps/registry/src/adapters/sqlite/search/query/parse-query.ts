/** Is what a query says, taken apart. */
export interface ParsedQuery {
  /** The words, in their order, those of phrases too. */
  readonly words: string;
  /** What must stand so, word after word. */
  readonly phrases: readonly string[];
  /** What must not occur. */
  readonly excluded: readonly string[];
  /** Values asked for by `agency:` and `sector:`. */
  readonly filters: { readonly agency: readonly string[]; readonly sector: readonly string[] };
}

/** In this order: a phrase, a filter, a word after a minus; all with what stands before, so that `e-mail` is no minus. */
const OPERATOR =
  /(?<=^|\s)(?:(?<no>-?)"(?<phrase>[^"]*)"|(?<facet>agency|sector):(?<value>[a-z0-9-]+)|-(?=[\p{L}\p{N}])(?<word>\S+))(?=\s|$)/gu;

/**
 * Reads a query: `"phrase"`, `-word`, `-"phrase"`, `agency:name`, `sector:code`; all else is words, and so is whatever is
 * not well formed. Never fails.
 */
export function parseQuery(text: string): ParsedQuery {
  const phrases: string[] = [];
  const excluded: string[] = [];
  const filters = { agency: [] as string[], sector: [] as string[] };
  for (const { groups: { no, phrase, facet, value = '', word } = {} } of text.matchAll(OPERATOR)) {
    if (phrase !== undefined) (no === '-' ? excluded : phrases).push(phrase);
    else if (facet !== undefined) filters[facet as keyof typeof filters].push(value);
    else if (word !== undefined) excluded.push(word);
  }
  const words = [text.replaceAll(OPERATOR, ' '), ...phrases].join(' ').trimStart();
  return { words, phrases, excluded, filters };
}
