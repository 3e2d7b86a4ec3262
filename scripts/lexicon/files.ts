import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { LexiconFile } from '../../packages/analyzer/src/index.ts';

/** The folder of the national lexicon, from the root. */
export const LEXICON_FOLDER = 'packages/analyzer/data/lexicon';

/** Reads the files of a lexicon as they are now, whether or not they were built. */
export function readFiles(folder: string): readonly LexiconFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
