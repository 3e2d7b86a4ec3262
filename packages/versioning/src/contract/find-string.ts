import { DFA, FAIterators, TooManyNodesError, Words } from 'refa';

import type { Atom } from './formula.ts';
import { automatonOf as buildAutomaton, states } from './pattern.ts';
import { Undecided } from './undecided.ts';
import { LAST_CODE_POINT } from './unicode-property.ts';

type StringAtom = Extract<Atom, { type: 'string' }>;

/** Longest text that must be built; a longer one is not decided. */
const LONGEST = 2_000;

/** Finds a text of which all atoms hold, other than those listed; undefined when there is none. */
export function findString(atoms: readonly StringAtom[], others: readonly string[]): string | undefined {
  const min = Math.max(0, ...atoms.map((one) => (one.test === 'length' ? one.span.min : 0)));
  const max = Math.min(Infinity, ...atoms.map((one) => (one.test === 'length' ? one.span.max : Infinity)));
  if (min > max) return undefined;
  const patterns = atoms.filter((one) => one.test === 'pattern');
  if (min > LONGEST) throw new Undecided('length');
  if (patterns.length === 0) return findPlain({ min, max }, new Set(others));
  try {
    const shortest = findShortest(patterns, min, others);
    return shortest === undefined || Array.from(shortest).length > max ? undefined : shortest;
  } catch (cause) {
    if (cause instanceof TooManyNodesError) throw new Undecided('states', { cause });
    throw cause;
  }
}

interface Lengths {
  readonly min: number;
  readonly max: number;
}

/** Without patterns every code point will do, so one of one text more than are excluded is free. */
function findPlain({ min, max }: Lengths, others: ReadonlySet<string>): string | undefined {
  if (min === 0 && !others.has('')) return '';
  const length = Math.max(1, min);
  if (length > max) return undefined;
  const rest = 'a'.repeat(length - 1);
  for (let code = 0x61; code < 0x61 + others.size + 1; code += 1) {
    const text = String.fromCodePoint(code) + rest;
    if (!others.has(text)) return text;
  }
  throw new Undecided('length');
}

/** Finds one of the shortest texts that match: where it is too long, all are. */
function findShortest(
  patterns: readonly Extract<StringAtom, { test: 'pattern' }>[],
  min: number,
  others: readonly string[],
): string | undefined {
  let language = automatonOf(`^[^]{${min},}$`);
  for (const { source, not } of patterns) {
    const automaton = automatonOf(source);
    language = intersect(language, not ? complement(automaton) : automaton);
    if (language.isEmpty) return undefined;
  }
  const words = others.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const excluded = DFA.fromWords(words, { maxCharacter: LAST_CODE_POINT }, states());
  language = intersect(language, complement(excluded));
  const { initial, getOut, isFinal } = language.transitionIterator();
  const sets = FAIterators.shortestWordSet({ initial, isFinal, getOut: (node) => getOut(node) });
  return sets && String.fromCodePoint(...Words.pickMostReadableWord(sets));
}

const known = new Map<string, DFA>();

function automatonOf(source: string): DFA {
  const automaton = known.get(source) ?? buildAutomaton(source);
  // Patterns come again and again while formulas are taken apart; the memory is bounded all the same.
  if (known.size > 500) known.clear();
  known.set(source, automaton);
  return automaton;
}

const intersect = (a: DFA, b: DFA): DFA => DFA.fromIntersection(a, b, states());

function complement(automaton: DFA): DFA {
  const copy = automaton.copy();
  copy.complement(states());
  return copy;
}
