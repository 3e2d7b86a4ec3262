import { knownStem, LONGEST_WORD, SHORTEST_STEM } from './known-nouns.ts';
import { singularByPattern } from './plural-patterns.ts';

// Proclitics with the article, longest first; و stands alone as well.
const ARTICLES = ['وبال', 'وكال', 'وفال', 'ولل', 'وال', 'بال', 'كال', 'فال', 'لل', 'ال'];
const PROCLITICS = ['وب', 'ول', 'وك', 'وف', 'وس', 'و', 'ف', 'ب', 'ك', 'ل', 'س'];
// Possessive pronouns, and how many letters they must leave: a root may end in هم, كم or نا.
const PRONOUNS = [
  { ending: 'هما', leaves: 4 },
  { ending: 'كما', leaves: 4 },
  { ending: 'ها', leaves: 3 },
  { ending: 'هم', leaves: 4 },
  { ending: 'هن', leaves: 4 },
  { ending: 'كم', leaves: 4 },
  { ending: 'نا', leaves: 4 },
];
const SUFFIXES = ['ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي'];
// تأمين, تكوين, تعيين: a masdar, not a plural of تأم.
const MASDAR = /^ت..ي[نت]$/;

/**
 * Stems a normalised word of Modern Standard Arabic: proclitics and article off, possessive pronouns off, endings off, broken
 * plurals to their singular (`data/arabic/broken-plurals.tsv`, then safe patterns). Never shorter than three letters, but
 * for nouns of the tables that are (حق, يد); those are not cut into. A word of more
 * than forty letters stays as it is.
 *
 * Source: light10 (Larkey, Ballesteros, Connell 2007, Light Stemming for Arabic Information Retrieval). Different from it: three
 * letters stay, not two; nouns of the tables are whole (قانون is not قان); ب ك ف ل س without article go where a known noun
 * follows; هم كم نا and others go as ها does, and the ت before them as the ة it is; endings are taken off until none is left, so that
 * امتحان and امتحانات meet; plurals are broken.
 *
 * ```ts
 * stemArabic('وبالضرايب'); // 'ضريب', as of 'ضريبه'
 * ```
 */
export function stemArabic(normalised: string): string {
  const known = knownStem(normalised);
  if (known !== undefined) return known;
  if (normalised.length > LONGEST_WORD) return normalised;
  const bare = withoutProclitics(normalised);
  return knownStem(bare) ?? withoutSuffixes(withoutPronoun(bare));
}

function withoutProclitics(word: string): string {
  const article = ARTICLES.find((prefix) => startsBefore(word, prefix) || isKnownAfter(word, prefix));
  if (article !== undefined) return word.slice(article.length);
  const first = word.charAt(0);
  if (first === '' || !'وفبكلس'.includes(first) || isKnown(word)) return word;
  for (const prefix of PROCLITICS) {
    if (!startsBefore(word, prefix)) continue;
    const rest = word.slice(prefix.length);
    if (isKnown(rest)) return rest;
  }
  // As light10 does: و is far more often "and" than the first letter of a noun that the tables lack.
  return first === 'و' && word.length > SHORTEST_STEM + 1 ? word.slice(1) : word;
}

/** Tells whether a word, or what its endings leave, is of the tables. */
function isKnown(word: string): boolean {
  if (knownStem(word) !== undefined) return true;
  const bare = withoutPronoun(word);
  return (
    knownStem(bare) !== undefined || SUFFIXES.some((ending) => endsAfter(bare, ending) && isKnownBefore(bare, ending))
  );
}

function isKnownBefore(word: string, ending: string): boolean {
  return knownStem(word.slice(0, -ending.length)) !== undefined;
}

function isKnownAfter(word: string, prefix: string): boolean {
  return word.startsWith(prefix) && knownStem(word.slice(prefix.length)) !== undefined;
}

function withoutPronoun(word: string): string {
  const pronoun = PRONOUNS.find(({ ending, leaves }) => word.endsWith(ending) && word.length - ending.length >= leaves);
  if (pronoun !== undefined) return asTaMarbuta(word.slice(0, -pronoun.ending.length));
  // ـته ـتي ـتك are pronouns after ة, unless too little stays: ثابتة is not ثابة with a pronoun.
  const before = word.slice(0, -1);
  const isPronoun = /ت[هيك]$/.test(word) && (before.length >= 5 || isKnownBefore(word, 'ته'));
  return isPronoun ? asTaMarbuta(before) : word;
}

/** Writes the ت that a pronoun had brought back as the ة it stands for; a masdar such as توقيت keeps it. */
function asTaMarbuta(word: string): string {
  const isFeminine = word.endsWith('ت') && !word.endsWith('ات') && word.length > SHORTEST_STEM && !MASDAR.test(word);
  return isFeminine ? `${word.slice(0, -1)}ه` : word;
}

function withoutSuffixes(word: string): string {
  const known = knownStem(word) ?? singularByPattern(word);
  if (known !== undefined) return known;
  if (MASDAR.test(word)) return word;
  const suffix = SUFFIXES.find((ending) => endsAfter(word, ending));
  return suffix === undefined ? word : withoutSuffixes(word.slice(0, -suffix.length));
}

function startsBefore(word: string, prefix: string): boolean {
  return word.startsWith(prefix) && word.length - prefix.length >= SHORTEST_STEM;
}

function endsAfter(word: string, ending: string): boolean {
  return word.endsWith(ending) && word.length - ending.length >= SHORTEST_STEM;
}
