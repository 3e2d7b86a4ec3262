import { join } from 'node:path';

import { readLexicon } from '../../packages/analyzer/src/index.ts';
import { nationalConcepts } from '../../packages/analyzer/src/lexicon.ts';
import { checkLexicon, type Answer } from '../lexicon/check-lexicon.ts';
import { LEXICON_FOLDER, readFiles } from '../lexicon/files.ts';
import { compared, EXAMPLE_RECORDS, movedHits, readRecords } from '../lexicon/moved-hits.ts';
import { localeOf, TEXTS } from '../lexicon/texts.ts';
import { tryLexicon } from '../lexicon/try-lexicon.ts';
import { ROOT } from './program.ts';

// `npm run lexicon check`                   tells what is wrong in the files of the lexicon, by file and line
// `npm run lexicon try "dariba 3la dakhl"`  shows how words are analysed, which concepts they meet, and which hits move
// In Arabic, French or English, as NFORGE_LANG or LANG says.
function answer([verb, ...words]: readonly string[]): Answer {
  const locale = localeOf(process.env);
  const text = words.join(' ');
  if (verb === 'check' && words.length === 0) return checkLexicon(readFiles(join(ROOT, LEXICON_FOLDER)), locale);
  if (verb === 'try' && text !== '') {
    const lexicons = compared(readLexicon(readFiles(join(ROOT, LEXICON_FOLDER))).concepts, nationalConcepts());
    const { lines, code } = tryLexicon(text, lexicons.now, locale);
    const records = readRecords(join(ROOT, EXAMPLE_RECORDS));
    return { lines: [...lines, ...movedHits(text, { records, lexicons, locale })], code };
  }
  return { lines: [TEXTS[locale].usage], code: 2 };
}

const { lines, code } = answer(process.argv.slice(2));
console.log(lines.join('\n'));
process.exitCode = code;
