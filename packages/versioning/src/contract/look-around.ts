import type { CharSet } from 'refa';
import { NFA } from 'refa';

import { lookBehind, type Watched } from './look-behind.ts';
import type { PatternGraph } from './pattern-graph.ts';
import { createSteps, type Steps } from './pattern-steps.ts';
import { inOrder, isTrueAtEnd, nameOfThread, waysOf, type Place, type Thread, type Way } from './pattern-thread.ts';
import type { Step } from './step.ts';
import { Undecided } from './undecided.ts';
import { LAST_CODE_POINT } from './unicode-property.ts';

/** Most pairs of a state and a next one that are looked at. */
const MOST_LINKS = 100_000;
/** Steps for finding a next state. */
const LINK_WORK = 0.5;
/** How many ranges of characters are joined in the time of a step. */
const RANGES_A_STEP = 100;

/** Is what is known between two characters of a text, and all that must come true in the rest of it. */
interface State {
  readonly watched: Watched;
  readonly threads: readonly Thread[];
}

/**
 * Gives the automaton of the texts in which a pattern with assertions is found. What looks back is watched from the start of the
 * text on; what looks ahead becomes one thing more that the rest of the text must be, or must not be.
 * @throws Undecided `states`, `pattern`; TooManyNodesError
 */
export function automatonWithAssertions(graph: PatternGraph, mostStates: number, count: Step): NFA {
  const steps = createSteps(graph);
  const builder = new NFA.Builder(new NFA.LimitedNodeFactory(mostStates));
  const first: State = {
    watched: graph.assertions.map(() => []),
    threads: [{ must: true, nodes: [graph.whole.start] }],
  };
  const nodes = new Map([[keyOf(first), builder.initial]]);
  const waiting: (readonly [State, NFA.Node])[] = [[first, builder.initial]];
  const next = createNext(graph, steps);
  let links = 0;
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const [state, from] = one;
    const { isTrue } = lookBehind(state.watched, undefined, { ...graph, steps });
    if (state.threads.every((thread) => isTrueAtEnd(thread, steps, isTrue))) builder.makeFinal(from);
    const targets = new Map<NFA.Node, CharSet>();
    for (const [target, characters] of next(state)) {
      links += 1;
      count(LINK_WORK + characters.ranges.length / RANGES_A_STEP);
      if (links > MOST_LINKS) throw new Undecided('states');
      const key = keyOf(target);
      const to = nodes.get(key) ?? builder.createNode();
      if (!nodes.has(key)) waiting.push([target, to]);
      nodes.set(key, to);
      targets.set(to, targets.get(to)?.union(characters) ?? characters);
    }
    for (const [to, characters] of targets) builder.linkNodes(from, to, characters);
  }
  return NFA.fromBuilder(builder, { maxCharacter: LAST_CODE_POINT });
}

type Next = (state: State) => Iterable<readonly [State, CharSet]>;

/** Makes what lists the states behind the next character. */
function createNext(graph: PatternGraph, steps: Steps): Next {
  const known = new Map<string, readonly Way[]>();
  const ways = (thread: Thread, place: Place): readonly Way[] => {
    const key = `${nameOfThread(thread)} ${place.isTrue.join()} ${String(place.character)}`;
    const found = known.get(key) ?? waysOf(thread, place);
    known.set(key, found);
    return found;
  };
  return function* ({ watched, threads }) {
    for (const { one, characters } of steps.classes) {
      const outlook = lookBehind(watched, one, { ...graph, steps });
      const of = (thread: Thread): readonly Way[] => ways(thread, { steps, isTrue: outlook.isTrue, character: one });
      for (const later of together(threads, of)) {
        yield [{ watched: outlook.watched, threads: inOrder(later) }, characters];
      }
    }
  };
}

/** Lists the ways in which all threads come true: what must be true behind the character. */
function* together(
  threads: readonly Thread[],
  ways: (thread: Thread) => readonly Way[],
  done: readonly string[] = [],
): Iterable<readonly Thread[]> {
  const [first, ...rest] = threads;
  if (first === undefined) {
    yield [];
    return;
  }
  const name = nameOfThread(first);
  if (done.includes(name)) {
    yield* together(rest, ways, done);
    return;
  }
  for (const { now, later } of ways(first)) {
    for (const others of together([...rest, ...now], ways, [...done, name])) {
      yield later === undefined ? others : [later, ...others];
    }
  }
}

const keyOf = ({ watched, threads }: State): string =>
  `${watched.map((nodes) => nodes.join()).join(';')}|${threads.map(nameOfThread).join(';')}`;
