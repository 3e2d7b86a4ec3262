import { foldAccents } from '../unicode/fold-accents.ts';
import { stepInflection, stepPlural } from './inflections.ts';
import { withRegions } from './regions.ts';
import { stepDerivation, stepFinal, stepShorterDerivation, stepSuffix } from './suffixes.ts';

/** Words that the rules would spoil, or join to others. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes'].map((word) => [word, word] as const),
]);
const WHOLE_AFTER_PLURAL = /^(?:inning|outing|canning|herring|earring|evening|proceed|exceed|succeed)$/;

/**
 * Stems a folded English word by Porter's second algorithm, as Snowball keeps it today: `tax`, `taxes`, `taxing` meet in `tax`.
 * Accents go first (resumé, café).
 *
 * Source: Snowball, English (Porter2) stemming algorithm, <https://snowballstem.org/algorithms/english/stemmer.html>.
 *
 * ```ts
 * stemEnglish('communities'); // 'communiti', as of 'community', and not of 'communal'
 * ```
 */
export function stemEnglish(folded: string): string {
  const word = foldAccents(folded).replace(/^'/, '');
  const exception = EXCEPTIONS.get(word);
  if (exception !== undefined) return exception;
  if (word.length <= 2) return word;
  const plain = stepPlural(withRegions(word.replace(/'(?:s'?)?$/, '')));
  if (WHOLE_AFTER_PLURAL.test(plain.word)) return plain.word;
  const inflected = stepInflection(plain);
  const derived = stepShorterDerivation(stepDerivation(inflected));
  return stepFinal(stepSuffix(derived)).word.replaceAll('Y', 'y').replaceAll("'", '');
}
