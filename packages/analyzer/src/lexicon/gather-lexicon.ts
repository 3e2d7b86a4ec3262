import { readdirSync, readFileSync } from 'node:fs';

import { formatCompact } from './compact.ts';
import { readLexicon, type LexiconFile } from './read-lexicon.ts';

/** Reads the files of the national lexicon, in the order of their names. */
export function lexiconFiles(): readonly LexiconFile[] {
  const folder = new URL('../../data/lexicon/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}

/** Gathers them into the one JSON that a build can hold, a concept a line. */
export function gatherLexicon(): string {
  const lines = formatCompact(readLexicon(lexiconFiles()).concepts).map((concept) => JSON.stringify(concept));
  return `[\n${lines.join(',\n')}\n]\n`;
}
