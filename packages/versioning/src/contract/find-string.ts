import { DFA, TooManyNodesError, type CharSet } from 'refa';

import type { Atom } from './formula.ts';
import { automatonOf as buildAutomaton, countedStates, weightOf } from './pattern.ts';
import { exactly, type Step as Count } from './step.ts';
import { readableOf } from './readable-character.ts';
import { Undecided } from './undecided.ts';
import { LAST_CODE_POINT } from './unicode-property.ts';

type StringAtom = Extract<Atom, { type: 'string' }>;

/** Longest text that is built; a longer one is not decided. */
const LONGEST = 100_000;
/** How many nodes are left for the next ones in the time of a step. */
const NODES_A_STEP = 20;
/** Most characters times states that are looked at. */
const MOST_STEPS = 20_000_000;

/** Finds a text of which all atoms hold, other than those listed; undefined when there is none. */
export function findString(
  atoms: readonly StringAtom[],
  others: readonly string[],
  count: Count = () => undefined,
): string | undefined {
  const min = Math.max(0, ...atoms.map((one) => (one.test === 'length' ? one.span.min : 0)));
  const max = Math.min(Infinity, ...atoms.map((one) => (one.test === 'length' ? one.span.max : Infinity)));
  if (min > max) return undefined;
  const patterns = atoms.filter((one) => one.test === 'pattern');
  if (min > LONGEST) throw new Undecided('length');
  if (patterns.length === 0) return findPlain({ min, max }, new Set(others));
  try {
    const language = languageOf(patterns, others, count);
    return language === undefined ? undefined : findShortest(language, { min, max }, count);
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

/** Gives the automaton of what matches; undefined when nothing does. */
function languageOf(
  patterns: readonly Extract<StringAtom, { test: 'pattern' }>[],
  others: readonly string[],
  count: Count,
): DFA | undefined {
  let language = DFA.all({ maxCharacter: LAST_CODE_POINT });
  for (const { source, not } of patterns) {
    const automaton = automatonOf(source, count);
    language = intersect(language, not ? complement(automaton) : automaton, count);
    if (language.isEmpty) return undefined;
  }
  const words = others.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  if (words.length === 0) return language;
  count(words.reduce((sum, word) => sum + word.length, 0));
  return intersect(language, complement(DFA.fromWords(words, { maxCharacter: LAST_CODE_POINT })), count);
}

type Layer = ReadonlyMap<DFA.ReadonlyNode, Step | undefined>;

/** Says by which character a node was reached, from which node of the layer before. */
interface Step {
  readonly from: DFA.ReadonlyNode;
  readonly by: CharSet;
}

/** Finds one of the shortest texts that are long enough: of each length it is known where in the automaton one may be. */
function findShortest(language: DFA, { min, max }: Lengths, count: Count): string | undefined {
  const { initial, isFinal, getOut } = language.transitionIterator();
  const layers: Layer[] = [new Map([[initial, undefined]])];
  const size = language.countNodes();
  // A text of more characters than that can be made shorter and is still long enough.
  const last = Math.min(max, min + size);
  if (last * size > MOST_STEPS) throw new Undecided('length');
  for (let length = 0; length <= last; length += 1) {
    const layer = layers[length] as Layer;
    const end = length < min ? undefined : [...layer.keys()].find((node) => isFinal(node));
    if (end !== undefined) return spell(layers, end);
    count(layer.size / NODES_A_STEP);
    const next = nextLayer(layer, getOut);
    if (next.size === 0) return undefined;
    layers.push(next);
  }
  return undefined;
}

function nextLayer(layer: Layer, getOut: (node: DFA.ReadonlyNode) => ReadonlyMap<DFA.ReadonlyNode, CharSet>): Layer {
  const next = new Map<DFA.ReadonlyNode, Step>();
  for (const from of layer.keys()) {
    for (const [node, by] of getOut(from)) if (!next.has(node)) next.set(node, { from, by });
  }
  return next;
}

function spell(layers: readonly Layer[], end: DFA.ReadonlyNode): string {
  const characters: string[] = [];
  let node = end;
  for (let length = layers.length - 1; length > 0; length -= 1) {
    const step = layers[length]?.get(node);
    if (step === undefined) break;
    characters.push(readableOf(step.by));
    node = step.from;
  }
  return characters.reverse().join('');
}

const known = new Map<string, { readonly automaton: DFA; readonly work: number }>();

/** What was made before counts as if it were made now: the same question takes the same steps, whatever was asked before it. */
function automatonOf(source: string, count: Count): DFA {
  const before = known.get(source);
  if (before !== undefined) {
    count(before.work);
    return before.automaton;
  }
  let work = 0;
  const automaton = buildAutomaton(source, (more = 1) => {
    work += exactly(more);
    count(more);
  });
  // Patterns come again and again while formulas are taken apart; the memory is bounded all the same.
  if (known.size > 500) known.clear();
  known.set(source, { automaton, work });
  return automaton;
}

function intersect(a: DFA, b: DFA, count: Count): DFA {
  const both = DFA.fromIntersection(a, b, countedStates(count, weightOf(a) + weightOf(b)));
  both.minimize();
  return both;
}

function complement(automaton: DFA): DFA {
  const copy = automaton.copy();
  copy.complement();
  return copy;
}
