import { isStopWord } from '../stop-words.ts';
import type { Token } from '../token.ts';
import { best, type Candidate } from './accept.ts';
import type { ConceptMatch, LabelEntry } from './concept-match.ts';
import type { Trie } from './trie.ts';

interface Tries {
  readonly stems: Trie<LabelEntry>;
  readonly skeletons: Trie<LabelEntry>;
}

// «Impôt de la commune» has two between; a label spans no more of them in a row.
const MOST_SKIPPED = 3;

/** Matches at every place, the longest that starts there; a match inside another is none, or is told to be inner. */
export function matchConcepts(
  text: string,
  tokens: readonly Token[],
  { stems, skeletons, inner }: Tries & { readonly inner: boolean },
): readonly ConceptMatch[] {
  const found: Candidate[] = [];
  const isSmall = tokens.map(({ exact }) => isStopWord(exact));
  const row = { tokens, isSmall, places: placesOf(tokens), found };
  const stemKeys = tokens.map((token) => stems.keysOf(token.stems));
  const skeletonKeys = tokens.map(({ skeleton }, index) =>
    // Of a small word the consonants say nothing.
    skeleton === undefined || isSmall[index] === true ? NONE : skeletons.keysOf([skeleton]),
  );
  const byStems: Walk = { ...row, trie: stems, keys: stemKeys, isSkeleton: false };
  const bySkeletons: Walk = { ...row, trie: skeletons, keys: skeletonKeys, isSkeleton: true };
  const matches: ConceptMatch[] = [];
  let covered = 0;
  for (let at = 0; at < row.places.length; at += 1) {
    found.length = 0;
    goOn(byStems, { node: 0, at, met: [] });
    goOn(bySkeletons, { node: 0, at, met: [] });
    if (found.length === 0) continue;
    const longest = best(text, found);
    const end = longest[0]?.end ?? 0;
    if (end > covered) matches.push(...longest);
    if (inner) matches.push(...innerOf(text, found, end > covered ? longest : []));
    covered = Math.max(covered, end);
  }
  return matches;
}

/** Of the words of a longer label those that say something by themselves, surely: impôt in impôt sur le revenu. */
function innerOf(text: string, found: readonly Candidate[], longest: readonly ConceptMatch[]): readonly ConceptMatch[] {
  const single = best(
    text,
    found.filter(({ words, isSkeleton }) => words.length === 1 && !isSkeleton),
  );
  const known = new Set(longest.map(({ concept }) => concept));
  const sure = single.filter(({ by, concept }) => (by === 'exact' || by === 'stem') && !known.has(concept));
  return sure.map((match) => ({ ...match, isInner: true }));
}

const NONE: readonly number[] = [];

/** Lists where each place in the row of words begins among the tokens: its alternatives stand from there to the next. */
function placesOf(tokens: readonly Token[]): readonly number[] {
  const places: number[] = [];
  let last = -1;
  for (let index = 0; index < tokens.length; index += 1) {
    const position = tokens[index]?.position ?? last;
    if (position !== last) places.push(index);
    last = position;
  }
  return places;
}

interface Walk {
  readonly tokens: readonly Token[];
  /** For each token whether it may be stepped over, and its keys in the trie. */
  readonly isSmall: readonly boolean[];
  readonly keys: readonly (readonly number[])[];
  readonly places: readonly number[];
  readonly trie: Trie<LabelEntry>;
  readonly found: Candidate[];
  readonly isSkeleton: boolean;
}

interface Step {
  readonly node: number;
  readonly at: number;
  readonly met: readonly Token[];
}

/** Goes on from a node with the words at a place; stop words may be stepped over once a word was met. */
function goOn(way: Walk, { node, at: from, met }: Step): void {
  const { places, keys, isSmall, trie, tokens } = way;
  const last = Math.min(places.length - 1, met.length === 0 ? from : from + MOST_SKIPPED);
  for (let at = from; at <= last; at += 1) {
    const end = places[at + 1] ?? tokens.length;
    let hasSmall = false;
    for (let index = places[at] ?? end; index < end; index += 1) {
      for (const key of keys[index] ?? NONE) {
        const next = trie.next(node, key);
        if (next !== undefined) stepTo(way, { node: next, at, met }, index);
      }
      hasSmall ||= isSmall[index] === true;
    }
    if (!hasSmall) return;
  }
}

/** Takes the labels that end with a token, and goes on behind it. */
function stepTo(way: Walk, { node, at, met }: Step, index: number): void {
  const { trie, found, isSkeleton } = way;
  const token = way.tokens[index];
  if (token === undefined) return;
  const words = [...met, token];
  for (const entry of trie.at(node)) found.push({ entry, words, end: token.end, isSkeleton });
  if (!trie.isEnd(node)) goOn(way, { node, at: placeAfter(way, at, token.end), met: words });
}

/** Finds the first place behind an end: a name of several parts ends with its last. */
function placeAfter({ tokens, places }: Walk, from: number, end: number): number {
  let at = from + 1;
  while (at < places.length && (tokens[places[at] ?? 0]?.start ?? end) < end) at += 1;
  return at;
}
