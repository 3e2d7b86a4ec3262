import { readdirSync, readFileSync } from 'node:fs';

import { formatCompact, formatCompactWays, parseCompact } from './compact.ts';
import type { Concept } from './concept.ts';
import { readLexicon, type LexiconFile } from './read-lexicon.ts';

/** Reads the files of the national lexicon, in the order of their names. */
export function lexiconFiles(): readonly LexiconFile[] {
  const folder = new URL('../../data/lexicon/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}

/** Gathers them into what a build can hold, a concept a line: the labels, and how each of them is found. */
export function gatherLexicon(): { readonly labels: string; readonly ways: string } {
  const texts = formatCompact(readLexicon(lexiconFiles()).concepts);
  const concepts: readonly Concept[] = parseCompact(texts);
  return { labels: linesOf(texts), ways: linesOf(formatCompactWays(concepts)) };
}

const linesOf = (texts: readonly string[]): string =>
  `[\n${texts.map((text) => JSON.stringify(text)).join(',\n')}\n]\n`;
