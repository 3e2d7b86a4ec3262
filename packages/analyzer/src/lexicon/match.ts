import { isStopWord } from '../stop-words.ts';
import type { Token } from '../token.ts';
import { best, type Candidate } from './accept.ts';
import type { Concept, Label } from './concept.ts';
import type { Trie } from './trie.ts';

/**
 * Says how a text and a label met, the surest first: letter for letter; by their stems; by a reading of the text in another
 * language or script (Arabizi as Arabic); by their consonants.
 */
export type MatchedBy = 'exact' | 'stem' | 'reading' | 'skeleton';

/** Is a concept that a text speaks of, with the place in the original text. */
export interface ConceptMatch {
  readonly start: number;
  readonly end: number;
  readonly concept: Concept;
  /** The label that was met. */
  readonly label: Label;
  readonly by: MatchedBy;
}

/** Is a label in a trie. */
export interface LabelEntry {
  readonly concept: Concept;
  readonly label: Label;
  readonly words: readonly Token[];
}

interface Tries {
  readonly stems: Trie<LabelEntry>;
  readonly skeletons: Trie<LabelEntry>;
}

/** Is a place in a row of words, with the alternatives that stand there. */
interface Slot {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly isStop: boolean;
}

// «Impôt de la commune» has two between; a label spans no more of them in a row.
const MOST_SKIPPED = 3;

/** Matches at every place, the longest first. */
export function matchConcepts(text: string, tokens: readonly Token[], tries: Tries): readonly ConceptMatch[] {
  const slots = slotsOf(tokens);
  const matches: ConceptMatch[] = [];
  for (let at = 0; at < slots.length;) {
    const candidates: Candidate[] = [];
    walk({ slots, trie: tries.stems, keys: stemsOfToken, found: candidates }, { node: 0, at, met: [] });
    walk({ slots, trie: tries.skeletons, keys: skeletonOfToken, found: candidates }, { node: 0, at, met: [] });
    const longest = best(text, candidates);
    matches.push(...longest);
    const end = longest[0]?.end;
    at = end === undefined ? at + 1 : slotAfter(slots, at, end);
  }
  return matches;
}

function slotsOf(tokens: readonly Token[]): readonly Slot[] {
  const slots: { tokens: Token[]; start: number; isStop: boolean }[] = [];
  let position = -1;
  for (const token of tokens) {
    if (token.position === position) {
      slots.at(-1)?.tokens.push(token);
      continue;
    }
    position = token.position;
    slots.push({ tokens: [token], start: token.start, isStop: isStopWord(token.exact) });
  }
  return slots;
}

interface Walk {
  readonly slots: readonly Slot[];
  readonly trie: Trie<LabelEntry>;
  readonly keys: (token: Token) => readonly string[];
  readonly found: Candidate[];
}

interface Step {
  readonly node: number;
  readonly at: number;
  readonly met: readonly Token[];
}

/** Goes on from a node with the words at a place; stop words may be stepped over once a word was met. */
function walk(way: Walk, { node, at, met }: Step): void {
  const end = met.length === 0 ? at : Math.min(way.slots.length - 1, at + MOST_SKIPPED);
  for (let here = at; here <= end; here += 1) {
    const slot = way.slots[here];
    if (slot === undefined) return;
    for (const token of slot.tokens) stepBy(way, token, { node, at: here, met });
    if (!slot.isStop) return;
  }
}

function stepBy(way: Walk, token: Token, { node, at, met }: Step): void {
  for (const text of way.keys(token)) {
    const key = way.trie.keyOf(text);
    const next = key === undefined ? undefined : way.trie.next(node, key);
    if (next === undefined) continue;
    const words = [...met, token];
    const isSkeleton = way.keys === skeletonOfToken;
    for (const entry of way.trie.at(next)) way.found.push({ entry, words, end: token.end, isSkeleton });
    walk(way, { node: next, at: slotAfter(way.slots, at, token.end), met: words });
  }
}

const stemsOfToken = (token: Token): readonly string[] => token.stems;
const skeletonOfToken = (token: Token): readonly string[] => (token.skeleton === undefined ? [] : [token.skeleton]);

/** Finds the first place behind an end: a name of several parts ends with its last. */
function slotAfter(slots: readonly Slot[], from: number, end: number): number {
  let at = from + 1;
  while (at < slots.length && (slots[at]?.start ?? end) < end) at += 1;
  return at;
}
