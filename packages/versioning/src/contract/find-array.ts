import { fillGroups, type Group } from './fill-array.ts';
import { all, negate, type Atom, type Formula, type Json } from './formula.ts';
import type { Search } from './search-within.ts';
import { Undecided } from './undecided.ts';

type ArrayAtom = Extract<Atom, { type: 'array' }>;

/** Longest array that is built; an array that must be longer is not decided. */
const LONGEST = 10_000;
/** Most lengths that are tried. */
const MOST_LENGTHS = 200;

interface Wanted {
  readonly lengths: readonly { readonly min: number; readonly max: number }[];
  readonly each: readonly Placed[];
  readonly some: readonly Placed[];
  readonly counts: readonly Extract<ArrayAtom, { test: 'count' }>[];
  readonly isUnique: boolean;
  readonly isRepeated: boolean;
}

/** Is what is wanted, and the search for what is inside. */
interface Task {
  readonly wanted: Wanted;
  readonly search: Search;
}

interface Placed {
  readonly from: number;
  readonly to: number;
  readonly item: Formula;
}

/** Finds an array of which all atoms hold; undefined when there is none. */
export function findArray(atoms: readonly ArrayAtom[], search: Search): readonly Json[] | undefined {
  const wanted = sort(atoms);
  if (wanted.isUnique && wanted.isRepeated) return undefined;
  const min = Math.max(0, ...wanted.lengths.map((span) => span.min));
  const max = Math.min(Infinity, ...wanted.lengths.map((span) => span.max));
  const last = Math.min(max, longestNeeded(wanted, min));
  for (let length = min; length <= last; length += 1) {
    if (length > LONGEST || length - min > MOST_LENGTHS) throw new Undecided('length');
    const found = placeSome(groupsOf(length, wanted), wanted.some, { wanted, search });
    if (found !== undefined) return found;
  }
  return undefined;
}

function sort(atoms: readonly ArrayAtom[]): Wanted {
  return {
    lengths: atoms.flatMap((one) => (one.test === 'length' ? [one.span] : [])),
    each: atoms.flatMap((one) => (one.test === 'each' ? [one] : [])),
    some: atoms.flatMap((one) => (one.test === 'some' ? [one] : [])),
    counts: atoms.filter((one) => one.test === 'count'),
    isUnique: atoms.some((one) => one.test === 'unique' && !one.not),
    isRepeated: atoms.some((one) => one.test === 'unique' && one.not),
  };
}

const edgesOf = (placed: readonly Placed[]): readonly number[] =>
  placed.flatMap(({ from, to }) => [from, ...(to === Infinity ? [] : [to])]);

/**
 * Tells the length from which on an item can be taken away: behind the last index that is spoken of, whatever is not
 * there for one of the items that must be there.
 */
function longestNeeded({ each, some, counts, isRepeated }: Wanted, min: number): number {
  const needed = some.length + counts.reduce((sum, { span }) => sum + span.min, 0) + (isRepeated ? 2 : 0);
  return Math.max(min, Math.max(0, ...edgesOf([...each, ...some])) + needed);
}

/** Divides the places of an array into those that are alike: between two edges the same is said of each. */
function groupsOf(length: number, { each, some }: Wanted): readonly Group[] {
  const edges = [...new Set([0, ...edgesOf([...each, ...some])])].filter((edge) => edge < length).sort((a, b) => a - b);
  return edges.map((from, index) => ({
    from,
    count: (edges[index + 1] ?? length) - from,
    item: all(...each.filter((one) => one.from <= from && from < one.to).map(({ item }) => item)),
  }));
}

/** Gives each item that must be somewhere a place; places that are alike are tried once. */
function placeSome(
  groups: readonly Group[],
  [first, ...rest]: readonly Placed[],
  task: Task,
): readonly Json[] | undefined {
  if (first === undefined) return placeCounts(groups, task.wanted.counts, task);
  for (const [at, group] of groups.entries()) {
    if (group.from < first.from || group.from >= first.to) continue;
    task.search.step();
    const item = all(group.item, first.item);
    if (task.search.find(item) === undefined) continue;
    const parts = [
      { ...group, count: group.count - 1 },
      { ...group, count: 1, item },
    ];
    const found = placeSome(split(groups, at, parts), rest, task);
    if (found !== undefined) return found;
  }
  return undefined;
}

const split = (groups: readonly Group[], at: number, parts: readonly Group[]): readonly Group[] =>
  groups.toSpliced(at, 1, ...parts.filter(({ count }) => count > 0));

/** Chooses for each count how many items of each group must be so, and how many must not. */
function placeCounts(
  groups: readonly Group[],
  [first, ...rest]: Wanted['counts'],
  task: Task,
): readonly Json[] | undefined {
  const { wanted, search } = task;
  if (first === undefined) return fillGroups(groups, wanted, search);
  const length = groups.reduce((sum, { count }) => sum + count, 0);
  const [yes, no] = [first.span.min, Math.max(0, length - first.span.max)];
  for (const chosen of choices(groups, { yes, no, item: first.item }, search)) {
    const found = placeCounts(chosen, rest, task);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Demand {
  readonly yes: number;
  readonly no: number;
  readonly item: Formula;
}

function* choices([first, ...rest]: readonly Group[], demand: Demand, search: Search): Iterable<readonly Group[]> {
  search.step();
  const { yes, no, item } = demand;
  if (first === undefined) {
    if (yes === 0 && no === 0) yield [];
    return;
  }
  const [is, isNot] = [all(first.item, item), all(first.item, negate(item))];
  const mostYes = yes > 0 && search.find(is) !== undefined ? Math.min(yes, first.count) : 0;
  const mostNo = no > 0 && search.find(isNot) !== undefined ? Math.min(no, first.count) : 0;
  for (let ofYes = mostYes; ofYes >= 0; ofYes -= 1) {
    for (let ofNo = Math.min(mostNo, first.count - ofYes); ofNo >= 0; ofNo -= 1) {
      const parts = [
        { ...first, count: ofYes, item: is },
        { ...first, count: ofNo, item: isNot },
        { ...first, count: first.count - ofYes - ofNo },
      ].filter(({ count }) => count > 0);
      for (const others of choices(rest, { yes: yes - ofYes, no: no - ofNo, item }, search))
        yield [...parts, ...others];
    }
  }
}
