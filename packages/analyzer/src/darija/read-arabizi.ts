import { normaliseArabic } from '../arabic/normalise-arabic.ts';
import { arabiziUnits, type Unit } from './arabizi-units.ts';
import { knownReadings } from './known-readings.ts';

const MOST_READINGS = 4;
const MOST_KNOWN = 2;
// l-, el-, al- before a consonant; w and y are consonants there.
const ARTICLE = /^[ae]?l['’-]?(?=[^aeiouàâäéèêëîïôöùûü'’-])/;
// The article before a sun letter is heard as that letter twice.
const SUN = /^[ae]?(?:(?:ch(?=ch)|sh(?=sh))|c(?=ch)|s(?=sh)|t(?=t)|d(?=d)|s(?=s)|z(?=z)|n(?=n)|r(?=r)|l(?=l))/;
const BEFORE_VOWEL = /^l[aeiou]./;
const PLURAL = /...at$/;

/**
 * Reads a folded word of Arabizi or French-based spelling as Arabic: its likely spellings in Arabic script, normalised, the
 * likeliest first, distinct, one to four. Nouns of the tables that sound like it come first, then spellings by rule: the last
 * vowel inside the word is long and the others short; a last a as ا; all vowels long; another letter for the first consonant
 * that has two (t as ط); all vowels short. The article (l-, el-, a doubled sun letter) is written ال, a last a ه (for ة). A word
 * without a sound is given back as it is.
 *
 * Source: Darwish 2014, Arabizi Detection and Conversion to Arabic (candidates, then what is known); `data/darija/arabizi.tsv`.
 *
 * ```ts
 * readArabizi('ddariba')[0]; // 'الضريبه'
 * ```
 */
export function readArabizi(word: string): readonly string[] {
  const article = ARTICLE.exec(word)?.[0] ?? SUN.exec(word)?.[0] ?? '';
  const body = word.slice(article.length);
  const units = arabiziUnits(body);
  const readings: string[] = [];
  const known = [...knownReadings(body, units).slice(0, MOST_KNOWN), ...knownPlural(body), ...knownBehindVowel(word)];
  for (const reading of [...known, ...byRule(units)]) {
    if (reading === '' || readings.length === MOST_READINGS) continue;
    const spelling = article === '' ? reading : `ال${reading}`;
    if (!readings.includes(spelling)) readings.push(spelling);
  }
  return readings.length === 0 ? [word] : readings;
}

/** Reads -at as the plural of a known noun in -a: chahadat. */
function knownPlural(body: string): readonly string[] {
  if (!PLURAL.test(body)) return [];
  const singular = body.slice(0, -1);
  const noun = knownReadings(singular, arabiziUnits(singular)).find((reading) => reading.endsWith('ه'));
  return noun === undefined ? [] : [`${noun.slice(0, -1)}ات`];
}

/** Reads l before a vowel as the article where a known noun is behind it: lidara, lard. */
function knownBehindVowel(word: string): readonly string[] {
  if (!BEFORE_VOWEL.test(word)) return [];
  const noun = word.slice(1);
  return knownReadings(noun, arabiziUnits(noun))
    .slice(0, 1)
    .map((reading) => `ال${reading}`);
}

function byRule(units: readonly Unit[]): readonly string[] {
  const long = units.findLastIndex(
    ({ kind, letters }, index) => kind === 'vowel' && letters.length > 0 && index > 0 && index < units.length - 1,
  );
  const other = units.findIndex(({ letters }) => letters.length > 1);
  const spellings = [spell(units, { long })];
  if (spellings[0]?.endsWith('ه') === true && units.at(-1)?.kind === 'vowel')
    spellings.push(spellings[0].replace(/ه$/, 'ا'));
  spellings.push(spell(units, { long: 'all' }));
  if (other >= 0) spellings.push(spell(units, { long, other }));
  if (long >= 0) spellings.push(spell(units, {}));
  // A hamza that was written (2) goes where it goes in every Arabic word.
  return spellings.map((spelling) => (spelling.includes('ء') ? normaliseArabic(spelling) : spelling));
}

interface Choice {
  /** Which vowel inside the word is written. */
  readonly long?: number | 'all';
  /** The consonant that takes its second letter. */
  readonly other?: number;
}

function spell(units: readonly Unit[], { long, other }: Choice): string {
  let spelling = '';
  const last = units.length - 1;
  for (const [index, { kind, letters }] of units.entries()) {
    const letter = letters[index === other ? 1 : 0] ?? '';
    // A first vowel sits on an alef, whichever it is; a last a is ة.
    if (kind === 'vowel' && index === 0) spelling += 'ا';
    else if (kind === 'vowel' && index === last) spelling += letter === 'ا' ? 'ه' : letter;
    else if (kind === 'consonant' || long === 'all' || long === index) spelling += letter;
  }
  return spelling;
}
