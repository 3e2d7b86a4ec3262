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
const OPERATOR = /(?<=^|\s)(?:(-?)"([^"]*)"|(agency|sector):([a-z0-9-]+)|-(?=[\p{L}\p{N}])(\S+))(?=\s|$)/gu;

/**
 * Reads a query: `"phrase"`, `-word`, `-"phrase"`, `agency:name`, `sector:code`; all else is words, and so is whatever is
 * not well formed. Never fails.
 */
export function parseQuery(text: string): ParsedQuery {
  const phrases: string[] = [];
  const excluded: string[] = [];
  const filters = { agency: [] as string[], sector: [] as string[] };
  const words = text.replaceAll(OPERATOR, (_all, minus: string, phrase?: string, facet?: string, value?: string, word?: string) => {
    if (phrase !== undefined) {
      if (minus === '-') excluded.push(phrase);
      else phrases.push(phrase);
      return minus === '-' ? ' ' : ` ${phrase} `;
    }
    if (facet !== undefined) filters[facet as 'agency' | 'sector'].push(value ?? '');
    else excluded.push(word ?? '');
    return ' ';
  });
  return { words, phrases, excluded, filters };
}
