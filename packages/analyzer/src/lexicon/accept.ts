import { normaliseAmazigh } from '../amazigh/normalise-amazigh.ts';
import { tifinaghToLatin } from '../amazigh/tifinagh.ts';
import { stemsOfWord } from '../analyze.ts';
import type { Language } from '../languages.ts';
import { remembered } from '../remembered.ts';
import { isStopWord } from '../stop-words.ts';
import type { Token } from '../token.ts';
import { foldAccents } from '../unicode/fold-accents.ts';
import { foldText } from '../unicode/fold.ts';
import type { ConceptMatch, LabelEntry, MatchedBy } from './concept-match.ts';
import type { Label } from './concept.ts';

/** Is a label that was met, with the words of the text that met it. */
export interface Candidate {
  readonly entry: LabelEntry;
  readonly words: readonly Token[];
  readonly end: number;
  readonly isSkeleton: boolean;
}

const SUREST: readonly MatchedBy[] = ['exact', 'stem', 'reading', 'skeleton'];
// A shorter word read as another language is another word nearly always: mal is not مال, home not الحومة.
const SHORTEST_READING = 5;
const SHORT_ARABIC = 3;
const SHORT_WORD = 4;
const ENDINGS: ReadonlySet<string> = new Set(['', 's', 'x', 'es', 'ies', 'ed', 'ied', 'ing']);

/** Picks of the candidates at one place those that hold: the longest, of these the surest, each concept once. */
export function best(text: string, candidates: readonly Candidate[]): readonly ConceptMatch[] {
  const matches: ConceptMatch[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.end - a.end)) {
    if (matches[0] !== undefined && candidate.end < matches[0].end) break;
    const match = accept(text, candidate);
    if (match !== undefined) matches.push(match);
  }
  const surest = Math.min(...matches.map(({ by }) => SUREST.indexOf(by)));
  const sure = matches.filter(({ by }) => SUREST.indexOf(by) === surest);
  return sure.filter(({ concept }, index) => sure.findIndex((other) => other.concept === concept) === index);
}

function accept(text: string, { entry, words, end, isSkeleton }: Candidate): ConceptMatch | undefined {
  const [first] = words;
  if (first === undefined) return undefined;
  const by = isSkeleton ? 'skeleton' : matchedBy(entry, words);
  if (by === undefined) return undefined;
  if (words.length === 1 && !holdsAlone(first, entry, { by, text })) return undefined;
  return { start: first.start, end, concept: entry.concept, label: entry.label, by };
}

/** Says how a label and words with a stem in common have met; undefined where it was by chance, in another language's reading. */
function matchedBy({ label, words }: LabelEntry, met: readonly Token[]): MatchedBy | undefined {
  if (words.length === met.length && words.every(({ exact }, index) => isSame(exact, met[index]?.exact)))
    return 'exact';
  if (words.length === met.length && !met.every((token, index) => isReadSo(token, words[index], label)))
    return undefined;
  const isForeign = met.some(({ script }) => script !== 'Zzzz' && script !== label.script);
  const isGuess = label.script === 'Latn' && (label.language === 'ary' || label.language === 'zgh');
  return isForeign || isGuess ? 'reading' : 'stem';
}

function isSame(label: string, met: string | undefined): boolean {
  return met !== undefined && (label === met || bare(label) === bare(met));
}

const bare = remembered(foldAccents, 50_000);

/** Tells whether a Latin word has the stem in the label's language: tarif has that of Rif in Tamazight, which the label is not. */
function isReadSo({ exact, script }: Token, word: Token | undefined, label: Label): boolean {
  if (script !== 'Latn' || word === undefined) return true;
  const language: Language = label.script === 'Arab' ? 'ary' : label.language;
  return stemsOfWord(exact, language).some((stem) => word.stems.includes(stem));
}

/** Tells whether one word is enough: a stop word only as a written acronym (IS), a reading only of some length. */
function holdsAlone(
  token: Token,
  { label }: LabelEntry,
  { by, text }: { readonly by: MatchedBy; readonly text: string },
): boolean {
  if (isStopWord(token.exact)) return text.slice(token.start, token.end) === label.text;
  if (by === 'stem') return label.script !== 'Latn' || isFormOf(token.exact, foldText(label.text).text);
  if (by !== 'reading') return true;
  if (token.exact.length < SHORTEST_READING || isChance(token, label)) return false;
  // What is added or taken in Tamazight is short, and much of French begins with t: tarif is not arif, the Rif.
  return label.language !== 'zgh' || token.script !== 'Latn' || isSpelledAlike(token, label.text.toLowerCase());
}

/** Short words that share a stem are forms of one only where an ending tells them apart: mal is not mâle, lois not loyer. */
function isFormOf(exact: string, label: string): boolean {
  const [short = '', long = ''] = [foldAccents(exact), foldAccents(label)].sort((a, b) => a.length - b.length);
  if (short.length > SHORT_WORD) return true;
  const begin = short.endsWith('y') && long.includes('ie') ? short.slice(0, -1) : short;
  return long.startsWith(begin) && ENDINGS.has(long.slice(begin.length));
}

/** Three letters of Arabic are the reading of many a Latin word, unless its digits tell Arabizi: lorem is not ورم. */
function isChance({ script, exact }: Token, { script: written, language, text }: Label): boolean {
  if (script !== 'Latn' || written !== 'Arab' || language === 'ary' || /\d/.test(exact)) return false;
  return text.replace(/^ال/, '').length <= SHORT_ARABIC;
}

function isSpelledAlike({ exact }: Token, label: string): boolean {
  return normaliseAmazigh(exact) === normaliseAmazigh(tifinaghToLatin(label));
}
