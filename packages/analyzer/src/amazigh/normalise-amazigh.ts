import { longestSpelling } from '../tables/spellings.ts';
import { amazighVariants } from '../tables/tables.ts';

const spellingAt = longestSpelling(amazighVariants);

/**
 * Normalises a folded Latin word of Tamazight to one form of its spellings: ɣ for gh γ ġ, x for kh, c for ch š, u for ou, plain
 * letters for emphatics, ɛ for ε ʕ 3, no schwa, doubled letters single; u and i beside a full vowel are w and y (ait is ayt,
 * aoual is awal). Idempotent. A word of which nothing stays (`e`) is given back as it is.
 *
 * Sources: IRCAM 2006, INALCO 1996 (Propositions pour la notation usuelle à base latine du berbère);
 * `data/amazigh/latin-variants.tsv`.
 *
 * ```ts
 * normaliseAmazigh('amazigh'); // 'amaziɣ'
 * ```
 */
export function normaliseAmazigh(latin: string): string {
  let spelled = oneSpelling(latin);
  // Dropped letters may bring new neighbours together (t-e-h): until nothing changes, at most a few rounds.
  for (let next = oneSpelling(spelled); next !== spelled; next = oneSpelling(spelled)) spelled = next;
  const glided = glides(spelled);
  return glided === '' ? latin : glided;
}

/** Replaces every spelling by its letter and writes a letter once that follows itself. */
function oneSpelling(word: string): string {
  let out = '';
  let last = '';
  for (let at = 0; at < word.length;) {
    const spelling = spellingAt(word, at);
    const letter = spelling === undefined ? word.charAt(at) : (amazighVariants.get(spelling) ?? '');
    at += spelling?.length ?? 1;
    if (letter === '-' || letter === last) continue;
    out += letter;
    last = letter.charAt(letter.length - 1);
  }
  return out;
}

/** Writes i/y and u/w by their place: y beside a, w beside a and i, else i and u. I and U stand for either meanwhile. */
function glides(word: string): string {
  if (!/[wy]|[aiu][aiu]/.test(word)) return word;
  return word
    .replace(/[uw]+/g, 'U')
    .replace(/[iy]+/g, 'I')
    .replace(/I(?=a)|(?<=a)I/g, 'y')
    .replace(/U(?=[aI])|(?<=[aI])U/g, 'w')
    .replaceAll('U', 'u')
    .replaceAll('I', 'i');
}
