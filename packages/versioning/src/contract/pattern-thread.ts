import type { Outlook } from './look-behind.ts';
import type { Steps, Test } from './pattern-steps.ts';

/**
 * Is one thing that must be true of the rest of a text: that from one of the nodes the end of what is looked for is reached
 * (`must`), or that it is reached from none.
 */
export interface Thread {
  readonly must: boolean;
  /** In ascending order. */
  readonly nodes: readonly number[];
}

/** Is one way in which a thread can come true: with what else must be true at this place, and what must be behind the character. */
export interface Way {
  readonly now: readonly Thread[];
  /** Undefined where it is true already. */
  readonly later?: Thread;
}

/** Is a place in a text, before a character. */
export interface Place {
  readonly steps: Steps;
  readonly isTrue: Outlook['isTrue'];
  readonly character: number;
}

/** Lists the ways in which a thread can come true. */
export function waysOf({ must, nodes }: Thread, place: Place): readonly Way[] {
  return must ? waysToReach(nodes, place) : waysToAvoid(nodes, place, new Map());
}

/** Tells whether a thread is true at the end of the text. */
export function isTrueAtEnd({ must, nodes }: Thread, steps: Steps, isTrue: Outlook['isTrue']): boolean {
  const isReached = (from: readonly number[]): boolean =>
    steps.isFound(
      steps.close(
        from,
        ({ assertion, negate }) => (isTrue[assertion] ?? isReached([steps.startOf(assertion)])) !== negate,
      ),
    );
  return isReached(nodes) === must;
}

interface Path {
  readonly node: number;
  readonly now: readonly Thread[];
}

function waysToReach(nodes: readonly number[], place: Place): readonly Way[] {
  const { steps, character } = place;
  const paths = pathsFrom(nodes, place);
  const found = paths.filter(({ node }) => steps.isFound([node]));
  // It is true whatever follows: no other way asks for less.
  if (found.some(({ now }) => now.length === 0)) return [{ now: [] }];
  const ways: Way[] = found.map(({ now }) => ({ now }));
  for (const alike of Map.groupBy(paths, ({ now }) => now.map(nameOfThread).join(' ')).values()) {
    const now = alike[0]?.now ?? [];
    const targets = steps.after(
      alike.map(({ node }) => node),
      character,
    );
    // Paths on which no assertion is met any more are followed together: it is enough that one leads to the end.
    const plain = targets.filter((to) => !steps.isOpen(to));
    if (plain.length > 0) ways.push({ now, later: { must: true, nodes: plain } });
    for (const to of targets) if (steps.isOpen(to)) ways.push({ now, later: { must: true, nodes: [to] } });
  }
  return ways;
}

/** Follows edges that read nothing, and notes what must be true for their tests to be passed. */
function pathsFrom(nodes: readonly number[], place: Place): readonly Path[] {
  const paths: Path[] = nodes.map((node) => ({ node, now: [] }));
  const seen = new Set(paths.map(nameOfPath));
  for (const { node, now } of paths) {
    for (const { to, characters, test } of place.steps.edgesOf(node)) {
      const wanted = test === undefined ? [] : wantedOf(test, place);
      if (characters !== undefined || wanted === undefined) continue;
      const path = { node: to, now: wanted.length === 0 ? now : inOrder([...now, ...wanted]) };
      if (seen.has(nameOfPath(path))) continue;
      seen.add(nameOfPath(path));
      paths.push(path);
    }
  }
  return paths;
}

/** Says what must be true for a test to be passed; undefined where it is not passed. */
function wantedOf({ assertion, negate }: Test, { isTrue, steps }: Place): readonly Thread[] | undefined {
  if (isTrue[assertion] === undefined) return [{ must: !negate, nodes: [steps.startOf(assertion)] }];
  return isTrue[assertion] === negate ? undefined : [];
}

/** Lists the ways in which no path leads to an end: each assertion that is met is true, or it is not. */
function waysToAvoid(nodes: readonly number[], place: Place, assumed: ReadonlyMap<number, boolean>): readonly Way[] {
  const { steps, isTrue, character } = place;
  let unknown: number | undefined;
  const closed = steps.close(nodes, ({ assertion, negate }) => {
    const truth = isTrue[assertion] ?? assumed.get(assertion);
    if (truth === undefined) unknown ??= assertion;
    return truth !== undefined && truth !== negate;
  });
  if (steps.isFound(closed)) return [];
  if (unknown !== undefined) {
    const one = unknown;
    return [true, false].flatMap((truth) => waysToAvoid(nodes, place, new Map([...assumed, [one, truth]])));
  }
  const now = [...assumed].map(([assertion, must]) => ({ must, nodes: [steps.startOf(assertion)] }));
  const later = steps.after(closed, character);
  return [later.length === 0 ? { now } : { now, later: { must: false, nodes: later } }];
}

/** Names a thread, so that two that are alike are the same. */
export const nameOfThread = ({ must, nodes }: Thread): string => `${must ? '+' : '-'}${nodes.join()}`;

const nameOfPath = ({ node, now }: Path): string => `${String(node)} ${now.map(nameOfThread).join(' ')}`;

/** Puts threads in an order of their own, each once. */
export function inOrder(threads: readonly Thread[]): readonly Thread[] {
  const named = new Map(threads.map((thread) => [nameOfThread(thread), thread]));
  return [...named.keys()].sort().map((name) => named.get(name) as Thread);
}
