import type { NFA } from 'refa';
import { DFA, JS } from 'refa';

import { automatonWithAssertions } from './look-around.ts';
import { graphOf, type PatternTree } from './pattern-graph.ts';
import { Undecided } from './undecided.ts';
import { spellOutProperties } from './unicode-property.ts';

const MOST_STATES = 20_000;

/** Limits the states of an automaton. */
export const states = (): DFA.LimitedNodeFactory => new DFA.LimitedNodeFactory(MOST_STATES);

/**
 * Gives the automaton of all texts in which a pattern is found: patterns are not anchored (JSON Schema Core §6.4). `^`, `$`, `\b`
 * and look-around are tests of a place in the text.
 * @throws Undecided `pattern` for back references, and for what looks ahead from within what looks back; `states`; TooManyNodesError
 */
export function automatonOf(source: string): DFA {
  const found: NFA = automatonWithAssertions(graphOf(parse(source)), MOST_STATES);
  const automaton = DFA.fromFA(found, states());
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
