import type { NFA, NodeFactory } from 'refa';
import { DFA, JS } from 'refa';

import { automatonWithAssertions } from './look-around.ts';
import { graphOf, type PatternTree } from './pattern-graph.ts';
import type { Step } from './step.ts';
import { Undecided } from './undecided.ts';
import { spellOutProperties } from './unicode-property.ts';

const MOST_STATES = 20_000;

/** How many ranges of characters are looked at in the time of a step. */
const RANGES_A_STEP = 100;

/** Steps for a node that is made, and taken apart once more when the automaton is made as small as it can be. */
const NODE_WORK = 3;

/** Limits the states of an automaton, and counts them: so much work each. */
export function countedStates(count: Step, work: number): NodeFactory<DFA.Node> {
  const limited = new DFA.LimitedNodeFactory(MOST_STATES);
  return {
    createNode: () => {
      count(NODE_WORK + work);
      return limited.createNode();
    },
  };
}

/** Says how much work a node of an automaton is, on average: the ranges of characters by which others are reached from it. */
export function weightOf(automaton: DFA | NFA): number {
  const { initial, getOut } = automaton.transitionIterator();
  const nodes = new Set<unknown>([initial]);
  let ranges = 0;
  for (const node of nodes) {
    for (const [to, characters] of getOut(node as never)) {
      nodes.add(to);
      ranges += characters.ranges.length;
    }
  }
  return ranges / nodes.size / RANGES_A_STEP;
}

/**
 * Gives the automaton of all texts in which a pattern is found: patterns are not anchored (JSON Schema Core §6.4). `^`, `$`, `\b`
 * and look-around are tests of a place in the text.
 * @throws Undecided `pattern` for back references, and for what looks ahead from within what looks back; `states`; TooManyNodesError
 */
export function automatonOf(source: string, count: Step = () => undefined): DFA {
  const found: NFA = automatonWithAssertions(graphOf(parse(source), source), MOST_STATES, count);
  const automaton = DFA.fromFA(found, countedStates(count, weightOf(found)));
  automaton.minimize();
  return automaton;
}

function parse(source: string): PatternTree {
  try {
    const parser = JS.Parser.fromLiteral({ source: spellOutProperties(source), flags: 'u' });
    // A back reference means what was found, or nothing where its group took no part: no words stand for that.
    return parser.parse({ assertions: 'parse', backreferences: 'throw', maxBackreferenceWords: 0 }).expression;
  } catch (cause) {
    throw new Undecided('pattern', { cause });
  }
}
