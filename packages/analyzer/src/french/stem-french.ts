import { stemmer } from '@orama/stemmers/french';

import { foldAccents } from '../unicode/fold-accents.ts';

/** Endings that the stemmer knows with their accent only. Nothing is lost where a word has another: all that is written so is read so. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ite(s?)$/, 'ité$1'],
  // A feminine goes with its masculine, which has lost its accent: qualifiée with qualifié.
  [/(?<=..)ee(s?)$/, 'e$1'],
  [/iere(s?)$/, 'ière$1'],
  [/ierement$/, 'ièrement'],
];

// Snowball keeps the s of permis, and with it that of revenus and lois. Where all such words lose it, singular and plural meet;
// short ones keep it (mois, avis), and so does what has such a stem and does not end so (immobilisation).
const ENDS_IN_S = /[aiou]s$/;
const S_AFTER_VOWEL = /(?<=...[aiou]|^loi)s$/;

/** Words that would meet others without their accent or their s: payé, fer. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['pays', 'pays'],
  ['ferie', 'feri'],
  ['feries', 'feri'],
]);

/**
 * Stems a folded French word: the Snowball stemmer, by which words with and without their accents meet. Who types `securite`
 * means `sécurité`, so accents go first and the stemmer is given those back that it looks for.
 *
 * Source: Snowball, French stemming algorithm, <https://snowballstem.org/algorithms/french/stemmer.html>.
 *
 * ```ts
 * stemFrench('municipalités'); // 'municipal', as of 'municipalite' and 'municipal'
 * ```
 */
export function stemFrench(word: string): string {
  const bare = foldAccents(word).replaceAll("'", '');
  const exception = EXCEPTIONS.get(bare);
  if (exception !== undefined) return exception;
  const ending = ENDINGS.find(([pattern]) => pattern.test(bare));
  const spelled = ending === undefined ? bare : bare.replace(ending[0], ending[1]);
  const stem = foldAccents(stemmer(spelled));
  return ENDS_IN_S.test(bare) ? stem.replace(S_AFTER_VOWEL, '') : stem;
}
