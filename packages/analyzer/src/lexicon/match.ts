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
  tries: Tries & { readonly inner: boolean },
): readonly ConceptMatch[] {
  const places = placesOf(tokens);
  const found: Candidate[] = [];
  const { stems, skeletons, inner } = tries;
  const common = { tokens, places, found };
  const byStems: Walk = { ...common, trie: stems, keys: (token) => stems.keysOf(token.stems), isSkeleton: false };
  const bySkeletons: Walk = { ...common, trie: skeletons, keys: skeletonKeys(skeletons), isSkeleton: true };
  const matches: ConceptMatch[] = [];
  let covered = 0;
  for (let at = 0; at < places.length; at += 1) {
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

/** Lists where each place in the row of words begins among the tokens: its alternatives stand from there to the next. */
function placesOf(tokens: readonly Token[]): readonly number[] {
  const places: number[] = [];
  for (const [index, { position }] of tokens.entries()) {
    if (position !== tokens[index - 1]?.position) places.push(index);
  }
  return places;
}

interface Walk {
  readonly tokens: readonly Token[];
  readonly places: readonly number[];
  readonly trie: Trie<LabelEntry>;
  readonly keys: (token: Token) => readonly number[];
  readonly found: Candidate[];
  readonly isSkeleton: boolean;
}

interface Step {
  readonly node: number;
  readonly at: number;
  readonly met: readonly Token[];
}

/** Goes on from a node with the words at a place; stop words may be stepped over once a word was met. */
function goOn(way: Walk, step: Step): void {
  const last = Math.min(way.places.length - 1, step.met.length === 0 ? step.at : step.at + MOST_SKIPPED);
  for (let at = step.at; at <= last; at += 1) {
    const alternatives = wordsAt(way, at);
    for (const token of alternatives) {
      if (way.keys(token).length > 0) stepBy(way, token, { ...step, at });
    }
    if (at === last || !alternatives.some(({ exact }) => isStopWord(exact))) return;
  }
}

function wordsAt({ tokens, places }: Walk, at: number): readonly Token[] {
  return tokens.slice(places[at], places[at + 1]);
}

function stepBy(way: Walk, token: Token, { node, at, met }: Step): void {
  for (const key of way.keys(token)) {
    const next = way.trie.next(node, key);
    if (next === undefined) continue;
    const words = [...met, token];
    for (const entry of way.trie.at(next)) way.found.push({ entry, words, end: token.end, isSkeleton: way.isSkeleton });
    goOn(way, { node: next, at: placeAfter(way, at, token.end), met: words });
  }
}

/** Finds the first place behind an end: a name of several parts ends with its last. */
function placeAfter({ tokens, places }: Walk, from: number, end: number): number {
  let at = from + 1;
  while (at < places.length && (tokens[places[at] ?? 0]?.start ?? end) < end) at += 1;
  return at;
}

/** Finds the key of a token's skeleton; of a small word it says nothing. */
function skeletonKeys(trie: Trie<LabelEntry>): (token: Token) => readonly number[] {
  const lists = new Map<string, readonly string[]>();
  return ({ skeleton, exact }) => {
    if (skeleton === undefined || isStopWord(exact)) return NONE;
    const list = lists.get(skeleton) ?? [skeleton];
    lists.set(skeleton, list);
    return trie.keysOf(list);
  };
}

const NONE: readonly number[] = [];
