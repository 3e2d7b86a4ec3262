import type { PatternGraph } from './pattern-graph.ts';
import type { Steps, Test } from './pattern-steps.ts';
import { Undecided } from './undecided.ts';

/** Is for each assertion that looks back the nodes at which one may be: what is known of the text that was read. */
export type Watched = readonly (readonly number[])[];

/** Is what is known at a place between two characters. */
export interface Outlook {
  /** For each assertion whether it is true here; undefined of what looks further ahead than to the next character. */
  readonly isTrue: readonly (boolean | undefined)[];
  /** What is known of the text with the next character. */
  readonly watched: Watched;
}

/** Looks back from a place, and at the next character: undefined at the end of the text. */
export function lookBehind(
  watched: Watched,
  character: number | undefined,
  { assertions, steps }: Pick<PatternGraph, 'assertions'> & { readonly steps: Steps },
): Outlook {
  const isTrue: (boolean | undefined)[] = [];
  const passes = ({ assertion, negate }: Test): boolean => {
    // What looks further ahead from within what looks back would have to be known before it is read.
    if (isTrue[assertion] === undefined) throw new Undecided('pattern');
    return isTrue[assertion] !== negate;
  };
  const next = assertions.map(({ kind, start, next: wanted }, number) => {
    if (kind === 'ahead') {
      isTrue.push(wanted && character !== undefined ? wanted.has(character) : wanted && false);
      return [];
    }
    const nodes = steps.close([...(watched[number] ?? []), start], passes);
    isTrue.push(steps.isFound(nodes));
    return character === undefined ? [] : steps.after(nodes, character);
  });
  return { isTrue, watched: next };
}
