import { CharSet } from 'refa';

import type { Edge, PatternGraph } from './pattern-graph.ts';
import { LAST_CODE_POINT } from './unicode-property.ts';

/** Is a test of a place in a text. */
export type Test = NonNullable<Edge['test']>;

/** Is a kind of characters that all edges treat alike, and one of them. */
export interface CharacterClass {
  readonly one: number;
  readonly characters: CharSet;
}

/** Tells where one comes to in the graph of a pattern. Nodes are given and listed in ascending order. */
export interface Steps {
  readonly edgesOf: (node: number) => readonly Edge[];
  /** Follows edges that read nothing, and those of the tests that may be passed. */
  readonly close: (nodes: readonly number[], mayPass: (test: Test) => boolean) => readonly number[];
  /** Follows edges that read a character. */
  readonly after: (nodes: readonly number[], character: number) => readonly number[];
  /** Tells whether one of the nodes is where something is found. */
  readonly isFound: (nodes: readonly number[]) => boolean;
  /** Tells whether an assertion can be met from a node on that looks further ahead than to the next character. */
  readonly isOpen: (node: number) => boolean;
  readonly startOf: (assertion: number) => number;
  readonly classes: readonly CharacterClass[];
}

/** Makes what tells where one comes to in a graph. */
export function createSteps(graph: PatternGraph): Steps {
  const { edges, assertions, whole } = graph;
  const finals = new Set([whole.final, ...assertions.map(({ final }) => final)]);
  const open = openNodes(graph);
  const edgesOf = (node: number): readonly Edge[] => edges[node] ?? [];
  return {
    edgesOf,
    close: (nodes, mayPass) => {
      const found = new Set(nodes);
      for (const node of found) {
        for (const { to, characters, test } of edgesOf(node)) {
          if (characters === undefined && (test === undefined || mayPass(test))) found.add(to);
        }
      }
      return inOrder(found);
    },
    after: (nodes, character) => {
      const found = new Set<number>();
      for (const node of nodes) {
        for (const { to, characters } of edgesOf(node)) if (characters?.has(character) === true) found.add(to);
      }
      return inOrder(found);
    },
    isFound: (nodes) => nodes.some((node) => finals.has(node)),
    isOpen: (node) => open.has(node),
    startOf: (assertion) => assertions[assertion]?.start ?? whole.start,
    classes: classesOf(edges),
  };
}

const inOrder = (nodes: ReadonlySet<number>): readonly number[] => [...nodes].sort((a, b) => a - b);

function openNodes({ edges, assertions }: PatternGraph): ReadonlySet<number> {
  const before = new Map<number, number[]>();
  const found = new Set<number>();
  for (const [from, list] of edges.entries()) {
    for (const { to, test } of list) {
      before.set(to, [...(before.get(to) ?? []), from]);
      const one = test && assertions[test.assertion];
      if (one?.kind === 'ahead' && one.next === undefined) found.add(from);
    }
  }
  for (const node of found) for (const from of before.get(node) ?? []) found.add(from);
  return found;
}

/** Divides all characters into kinds that no edge tells apart. */
function classesOf(edges: PatternGraph['edges']): readonly CharacterClass[] {
  const sets = new Map<string, CharSet>();
  for (const { characters } of edges.flat()) if (characters) sets.set(characters.toString(), characters);
  let classes: readonly CharSet[] = [CharSet.all(LAST_CODE_POINT)];
  for (const set of sets.values()) {
    classes = classes.flatMap((one) => [one.intersect(set), one.without(set)].filter((part) => !part.isEmpty));
  }
  return classes.map((characters) => ({ one: characters.ranges[0]?.min ?? 0, characters }));
}
