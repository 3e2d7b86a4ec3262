import { knownStem, LONGEST_WORD } from '../arabic/known-nouns.ts';
import { stemArabic } from '../arabic/stem-arabic.ts';

// ديال and its pronouns; ديالو says "his".
const OF = /^(?:و?)(ديال|تاع|متاع)(?:ي|ك|و|ها|نا|كم|هم)?$/;
// ف and ع before the article, which Darija writes as one word and without alef: فلبلاد, عالدار.
const ARTICLE = /^و?(?:[فبكعه]ل|[عه]ال|فل|ل)(?=...)/;
// ما…ش around the verb, ما often as م only: then no participle may begin with it (مغشوش, مناقش).
const NEGATION = /^و?(?:ما(...+?)و?|م([^او]{3,}?))شي?$/;
const PERSON = /^[نتي](?=...)/;
// ك and ت of what goes on, غ of what will be, each before the person.
const PRESENT = /^و?(?:ك|غ|غاد?ي?)[نتي](?=...)/;
const PRESENT_WITH_T = /^و?ت[نتي](?=...)/;
const PLURAL = /(?<=...)وا?$/;

/**
 * Stems a normalised word of Darija in Arabic script: what goes around verbs (ك ت غ of tense, ما…ش, و of the plural), ف ب ع with a
 * shortened article, ديال with its pronouns; then as `stemArabic` does. The same as `stemArabic` where Darija adds nothing; never
 * shorter than that leaves it.
 *
 * Source: Harrell 1962, A Short Reference Grammar of Moroccan Arabic (verb prefixes, negation, the particle d- dyal-).
 *
 * ```ts
 * stemDarija('ماكيخلصوش'); // 'خلص', as of 'كنخلص'
 * ```
 */
export function stemDarija(normalised: string): string {
  if (normalised.length > LONGEST_WORD) return normalised;
  const of = OF.exec(normalised)?.[1];
  if (of !== undefined) return of;
  if (knownStem(normalised) !== undefined) return stemArabic(normalised);
  const verb = stemVerb(normalised);
  if (verb !== undefined) return verb;
  return stemArabic(withoutArticle(normalised));
}

function stemVerb(word: string): string | undefined {
  const negation = NEGATION.exec(word);
  const negated = negation?.[1] ?? negation?.[2];
  const bare = negated === undefined ? withoutTense(word) : (withoutTense(negated) ?? negated.replace(PERSON, ''));
  if (bare === undefined) return undefined;
  const stem = bare.replace(PLURAL, '');
  return knownStem(stem) ?? stem;
}

function withoutTense(verb: string): string | undefined {
  // ت before a person is also how masdars begin (تنظيم), and they have no plural in و.
  const tense = PRESENT.exec(verb) ?? (PLURAL.test(verb) ? PRESENT_WITH_T.exec(verb) : null);
  const bare = tense === null ? undefined : verb.slice(tense[0].length);
  // كيفية and غيبي are nouns.
  return bare === undefined || /[هي]$/.test(bare) ? undefined : bare;
}

function withoutArticle(word: string): string {
  const article = ARTICLE.exec(word)?.[0];
  if (article === undefined) return word;
  const rest = word.slice(article.length);
  // One letter before a word says too little: only where it leads to a known noun, or where it is two.
  return article.length > 1 || knownStem(rest) !== undefined ? rest : word;
}
