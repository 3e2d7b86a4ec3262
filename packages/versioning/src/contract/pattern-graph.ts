import { CharSet, type Expression, type NoParent } from 'refa';

import { Undecided } from './undecided.ts';
import { LAST_CODE_POINT } from './unicode-property.ts';

/** Is a pattern taken apart. */
export type PatternTree = NoParent<Expression>;
type Alternatives = PatternTree['alternatives'];
type Part = Alternatives[number]['elements'][number];
type AssertionPart = Extract<Part, { type: 'Assertion' }>;

/** Leads from one node to another: by a character, by a test of the place, or by nothing. */
export interface Edge {
  readonly to: number;
  readonly characters?: CharSet;
  readonly test?: { readonly assertion: number; readonly negate: boolean };
}

/** Is what begins at one node and is found where the other one is reached. */
export interface Fragment {
  readonly start: number;
  readonly final: number;
}

/** Is what an assertion looks for, in front of a place or behind it. */
export interface Assertion extends Fragment {
  readonly kind: 'ahead' | 'behind';
  /** The next character is one of these: all that it looks for. */
  readonly next: CharSet | undefined;
  /** It looks for any character: where there is none is the start or the end of the text. */
  readonly isEdge: boolean;
}

/** Is a pattern as nodes and edges. An assertion within another one has the lower number. */
export interface PatternGraph {
  readonly edges: readonly (readonly Edge[])[];
  readonly assertions: readonly Assertion[];
  /** Any text and then the pattern. */
  readonly whole: Fragment;
}

const MOST_NODES = 20_000;

/** Is a graph that is being made. */
interface Drawing {
  readonly edges: Edge[][];
  readonly assertions: Assertion[];
  /** An assertion that is repeated is one all the same. */
  readonly numbers: Map<AssertionPart, number>;
}

/**
 * Makes the graph of a pattern that is to be found anywhere in a text.
 * @throws Undecided `states`; `pattern` for what finds only a place, and not by `^` or `$`
 */
export function graphOf({ alternatives }: PatternTree, source: string): PatternGraph {
  const drawing: Drawing = { edges: [], assertions: [], numbers: new Map() };
  const pattern = drawOneOf(drawing, alternatives);
  // The parser gives `$` and `(?![^])` alike; V8 finds the second in mid-character.
  const mayLookLikeEdge = /\(\?<?!(?:\((?:\?:|\?<[^>]*>)?)*(?:\[|\\p)/i.test(source);
  if (isFoundInMidCharacter(drawing, pattern, mayLookLikeEdge)) throw new Undecided('pattern');
  const start = addNode(drawing);
  link(drawing, start, { to: start, characters: CharSet.all(LAST_CODE_POINT) });
  link(drawing, start, { to: pattern.start });
  return { edges: drawing.edges, assertions: drawing.assertions, whole: { start, final: pattern.final } };
}

/**
 * Tells whether tests alone can make the pattern found. V8 then also looks between the two halves of a character beyond U+FFFF,
 * where by the standard there is no place (ECMA-262, AdvanceStringIndex), so `\B` is found in `a😀a`; only `^` and `$` are not.
 */
function isFoundInMidCharacter(
  { edges, assertions }: Drawing,
  { start, final }: Fragment,
  mayLookLikeEdge: boolean,
): boolean {
  const isEdge = (assertion: number) => !mayLookLikeEdge && assertions[assertion]?.isEdge === true;
  const reach = (mayTest: boolean): boolean => {
    const found = new Set([start]);
    for (const node of found) {
      for (const { to, characters, test } of edges[node] ?? []) {
        const isPlain = test === undefined || (mayTest && !(test.negate && isEdge(test.assertion)));
        if (characters === undefined && isPlain) found.add(to);
      }
    }
    return found.has(final);
  };
  return reach(true) && !reach(false);
}

function addNode({ edges }: Drawing): number {
  if (edges.length >= MOST_NODES) throw new Undecided('states');
  return edges.push([]) - 1;
}

const link = ({ edges }: Drawing, from: number, edge: Edge): void => void edges[from]?.push(edge);

function drawOneOf(drawing: Drawing, options: Alternatives): Fragment {
  const [start, final] = [addNode(drawing), addNode(drawing)];
  for (const { elements } of options) {
    const end = elements.reduce((at, element) => draw(drawing, at, element), start);
    link(drawing, end, { to: final });
  }
  return { start, final };
}

/** Draws a part from a node on; gives the node where it ends. */
function draw(drawing: Drawing, from: number, part: Part): number {
  switch (part.type) {
    case 'Quantifier':
      return drawRepeated(drawing, from, part);
    case 'Alternation':
      return drawOnce(drawing, from, part.alternatives);
    case 'CharacterClass': {
      const to = addNode(drawing);
      link(drawing, from, { to, characters: part.characters });
      return to;
    }
    case 'Assertion': {
      const to = addNode(drawing);
      link(drawing, from, { to, test: { assertion: numberOf(drawing, part), negate: part.negate } });
      return to;
    }
    case 'Unknown':
      throw new Undecided('pattern');
  }
}

function drawOnce(drawing: Drawing, from: number, options: Alternatives): number {
  const { start, final } = drawOneOf(drawing, options);
  link(drawing, from, { to: start });
  return final;
}

type Repeated = Extract<Part, { type: 'Quantifier' }>;

function drawRepeated(drawing: Drawing, from: number, { alternatives, min, max }: Repeated): number {
  let at = from;
  for (let count = 0; count < min; count += 1) at = drawOnce(drawing, at, alternatives);
  const end = addNode(drawing);
  link(drawing, at, { to: end });
  if (max === Infinity) {
    const again = addNode(drawing);
    link(drawing, at, { to: again });
    link(drawing, drawOnce(drawing, again, alternatives), { to: again });
    link(drawing, again, { to: end });
    return end;
  }
  for (let count = min; count < max; count += 1) {
    at = drawOnce(drawing, at, alternatives);
    link(drawing, at, { to: end });
  }
  return end;
}

function numberOf(drawing: Drawing, part: AssertionPart): number {
  const known = drawing.numbers.get(part);
  if (known !== undefined) return known;
  const fragment = drawOneOf(drawing, part.alternatives);
  const number =
    drawing.assertions.push({
      ...fragment,
      kind: part.kind,
      next: nextOf(part),
      isEdge: characterOf(part)?.isAll === true,
    }) - 1;
  drawing.numbers.set(part, number);
  return number;
}

const nextOf = (part: AssertionPart): CharSet | undefined => (part.kind === 'ahead' ? characterOf(part) : undefined);

function characterOf({ alternatives: [only, ...others] }: AssertionPart): CharSet | undefined {
  const [part, ...rest] = only?.elements ?? [];
  return others.length === 0 && rest.length === 0 && part?.type === 'CharacterClass' ? part.characters : undefined;
}
