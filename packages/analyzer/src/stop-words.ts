import { bareForm } from './bare-form.ts';
import { remembered } from './remembered.ts';
import { stopWords } from './tables/tables.ts';

const NOT_PLAIN = /[^\0-\x7f]/;
const folded = new Set([...stopWords.keys()].map(bareForm));
const LONGEST = Math.max(...Array.from(folded, ({ length }) => length));

/**
 * Tells whether a folded word only joins others, in any of the languages (`data/stop-words.tsv`): de, of, في, ديال, ⵏ. Who
 * matches phrases may step over it; who counts words may not drop it blindly, since `is` is also a tax.
 */
export function isStopWord(word: string): boolean {
  if (word.length > LONGEST) return false;
  return folded.has(word) || (NOT_PLAIN.test(word) && isStopWordWhenBare(word));
}

const isStopWordWhenBare = remembered((word) => folded.has(bareForm(word)), 20_000);
