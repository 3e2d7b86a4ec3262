import { CharSet, DFA, ENFA, JS, NFA, Transformers, transform, type Expression, type NoParent } from 'refa';

import { Undecided } from './undecided.ts';
import { LAST_CODE_POINT, spellOutProperties } from './unicode-property.ts';

// Two characters that no text has, for the two places that `^` and `$` stand for.
const START = LAST_CODE_POINT + 1;
const END = LAST_CODE_POINT + 2;
const MOST_STATES = 20_000;

/** Limits the states of an automaton. */
export const states = (): DFA.LimitedNodeFactory => new DFA.LimitedNodeFactory(MOST_STATES);

/**
 * Gives the automaton of all texts in which a pattern is found: patterns are not anchored (JSON Schema Core §6.4).
 *
 * `^` and `$` are read as characters of their own before and behind the text: a text w is found if the pattern is found in some
 * START…START w END…END. These characters are then taken out again.
 * @throws Undecided `pattern` for look-around, word boundaries and back references; TooManyNodesError
 */
export function automatonOf(source: string): DFA {
  const everything = star(charSet(0, END));
  const found = nfaOf([everything, parse(source), everything]);
  const framed = nfaOf([star(charSet(START, START)), star(charSet(0, LAST_CODE_POINT)), star(charSet(END, END))]);
  // In the empty text both places are the same, so `$^` is found there.
  framed.union(nfaOf([star(charSet(START, END))]), new NFA.LimitedNodeFactory(MOST_STATES));
  const both = NFA.fromIntersection(found, framed, new NFA.LimitedNodeFactory(MOST_STATES));
  const automaton = DFA.fromFA(withoutFrame(both), states());
  automaton.minimize();
  return automaton;
}

type Tree = NoParent<Expression>;
type Part = Tree['alternatives'][number]['elements'][number];

function parse(source: string): Part {
  try {
    const parser = JS.Parser.fromLiteral({ source: spellOutProperties(source), flags: 'u' });
    const { expression } = parser.parse({ assertions: 'parse', backreferences: 'throw' });
    const plain = transform(Transformers.removeUnnecessaryAssertions(), expression);
    return { type: 'Alternation', alternatives: alternativesOf(plain.alternatives) };
  } catch (cause) {
    throw new Undecided('pattern', { cause });
  }
}

const alternativesOf = (alternatives: Tree['alternatives']): Tree['alternatives'] =>
  alternatives.map(({ elements }) => ({ type: 'Concatenation', elements: elements.map(partOf) }));

function partOf(part: Part): Part {
  switch (part.type) {
    case 'CharacterClass':
      return { type: 'CharacterClass', characters: CharSet.empty(END).union(part.characters.ranges) };
    case 'Alternation':
      return { type: 'Alternation', alternatives: alternativesOf(part.alternatives) };
    case 'Quantifier':
      return { ...part, alternatives: alternativesOf(part.alternatives) };
    case 'Assertion':
      // "No character is before" and "no character is behind" are all that can be told in this way.
      if (!part.negate || !isAnyCharacter(part.alternatives)) throw new Undecided('pattern');
      return part.kind === 'behind' ? charSet(START, START) : charSet(END, END);
    case 'Unknown':
      throw new Undecided('pattern');
  }
}

function isAnyCharacter([first, ...rest]: Tree['alternatives']): boolean {
  const [part, ...others] = first?.elements ?? [];
  return rest.length === 0 && others.length === 0 && part?.type === 'CharacterClass' && part.characters.isAll;
}

const charSet = (min: number, max: number): Part => ({
  type: 'CharacterClass',
  characters: CharSet.empty(END).union([{ min, max }]),
});

const star = (part: Part): Part => ({
  type: 'Quantifier',
  min: 0,
  max: Infinity,
  lazy: false,
  alternatives: [{ type: 'Concatenation', elements: [part] }],
});

function nfaOf(elements: readonly Part[]): NFA {
  const expression: Tree = { type: 'Expression', alternatives: [{ type: 'Concatenation', elements: [...elements] }] };
  const factory = new NFA.LimitedNodeFactory(MOST_STATES);
  return NFA.fromRegex(expression, { maxCharacter: END }, { assertions: 'throw' }, factory);
}

/** Makes the two characters of the frame into steps that read nothing. */
function withoutFrame(automaton: NFA): ENFA {
  const builder = new ENFA.Builder(new ENFA.LimitedNodeFactory(4 * MOST_STATES));
  const copies = new Map<NFA.ReadonlyNode, ENFA.Node>([[automaton.initial, builder.initial]]);
  const waiting: NFA.ReadonlyNode[] = [automaton.initial];
  const finals: ReadonlySet<NFA.ReadonlyNode> = automaton.finals;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const copy = copies.get(node) ?? builder.initial;
    if (finals.has(node)) builder.makeFinal(copy);
    for (const [to, via] of node.out) {
      const target = copies.get(to) ?? builder.createNode();
      if (!copies.has(to)) waiting.push(to);
      copies.set(to, target);
      link(builder, [copy, target], via);
    }
  }
  return ENFA.fromBuilder(builder, { maxCharacter: LAST_CODE_POINT });
}

/** Links by way of a node between: two nodes can be linked once only. */
function link(builder: ENFA.Builder, [from, to]: readonly [ENFA.Node, ENFA.Node], via: CharSet): void {
  const connect = (characters: CharSet | null): void => {
    const between = builder.createNode();
    builder.linkNodes(from, between, characters);
    builder.linkNodes(between, to, null);
  };
  const inside = via.ranges.filter(({ min }) => min <= LAST_CODE_POINT);
  if (via.has(START) || via.has(END)) connect(null);
  if (inside.length > 0) {
    connect(
      CharSet.empty(LAST_CODE_POINT).union(
        inside.map(({ min, max }) => ({ min, max: Math.min(max, LAST_CODE_POINT) })),
      ),
    );
  }
}
