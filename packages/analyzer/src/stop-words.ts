import { normaliseArabic } from './arabic/normalise-arabic.ts';
import { stopWords } from './tables/tables.ts';
import { foldAccents } from './unicode/fold-accents.ts';

const folded = new Set([...stopWords.keys()].map(bare));

/**
 * Tells whether a folded word only joins others, in any of the languages (`data/stop-words.tsv`): de, of, في, ديال, ⵏ. Who
 * matches phrases may step over it; who counts words may not drop it blindly, since `is` is also a tax.
 */
export function isStopWord(word: string): boolean {
  return word.length <= 6 && folded.has(bare(word));
}

function bare(word: string): string {
  return normaliseArabic(foldAccents(word));
}
