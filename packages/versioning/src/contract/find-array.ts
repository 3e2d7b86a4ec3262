import { all, negate, type Atom, type Formula, type Json } from './formula.ts';
import type { Search } from './search-within.ts';
import { Undecided } from './undecided.ts';

type ArrayAtom = Extract<Atom, { type: 'array' }>;

/** Longest array that is built; an array that must be longer is not decided. */
const LONGEST = 64;

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
  if (min <= last && last > LONGEST && min > LONGEST) throw new Undecided('length');
  for (let length = min; length <= Math.min(last, LONGEST); length += 1) {
    const found = findOfLength(length, { wanted, search });
    if (found !== undefined) return found;
  }
  if (last > LONGEST) throw new Undecided('length');
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

/**
 * Tells the length from which on an item can be taken away: behind the last index that is spoken of, whatever is not
 * there for one of the items that must be there.
 */
function longestNeeded({ each, some, counts, isRepeated }: Wanted, min: number): number {
  const edges = [...each, ...some].flatMap(({ from, to }) => [from, ...(to === Infinity ? [] : [to])]);
  const needed = some.length + counts.reduce((sum, { span }) => sum + span.min, 0) + (isRepeated ? 2 : 0);
  return Math.max(min, Math.max(0, ...edges) + needed);
}

function findOfLength(length: number, task: Task): readonly Json[] | undefined {
  const { each, some } = task.wanted;
  const items = Array.from({ length }, (_, at) =>
    all(...each.filter(({ from, to }) => from <= at && at < to).map(({ item }) => item)),
  );
  return placeSome(items, some, task);
}

/** Gives each item that must be somewhere a place. */
function placeSome(
  items: readonly Formula[],
  [first, ...rest]: readonly Placed[],
  task: Task,
): readonly Json[] | undefined {
  const { wanted, search } = task;
  if (first === undefined) return placeCounts(items, wanted.counts, task);
  for (const at of distinctPlaces(items, [first, ...rest], search)) {
    search.step();
    const found = placeSome(withItem(items, at, first.item), rest, task);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of places that are alike, to what is placed already and to what is yet to be placed, only the first is tried. */
function distinctPlaces(
  items: readonly Formula[],
  [first, ...rest]: readonly [Placed, ...Placed[]],
  search: Search,
): readonly number[] {
  const { from, to } = first;
  const seen = new Set<string>();
  const places: number[] = [];
  for (let at = from; at < Math.min(to, items.length); at += 1) {
    const open = rest.map((one) => (one.from <= at && at < one.to ? '1' : '0')).join('');
    const key = `${open} ${search.keyOf(items[at] as Formula)}`;
    if (!seen.has(key)) places.push(at);
    seen.add(key);
  }
  return places;
}

const withItem = (items: readonly Formula[], at: number, item: Formula): readonly Formula[] =>
  items.map((one, index) => (index === at ? all(one, item) : one));

/** Chooses for each count the items that must be so and those that must not. */
function placeCounts(
  items: readonly Formula[],
  [first, ...rest]: Wanted['counts'],
  task: Task,
): readonly Json[] | undefined {
  const { wanted, search } = task;
  if (first === undefined) return fill(items, wanted, search);
  const { item, span } = first;
  const yes = span.min;
  const no = Math.max(0, items.length - span.max);
  if (yes + no > items.length) return undefined;
  for (const choice of choices(items.length, yes, no)) {
    search.step();
    const chosen = items.map((one, at) => {
      if (choice[at] === 'yes') return all(one, item);
      return choice[at] === 'no' ? all(one, negate(item)) : one;
    });
    if (chosen.some((one, at) => choice[at] !== undefined && search.find(one) === undefined)) continue;
    const found = placeCounts(chosen, rest, task);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Choice = readonly ('yes' | 'no' | undefined)[];

/** Lists the ways to choose so many of so many places for each of two parts. */
function* choices(length: number, yes: number, no: number): Iterable<Choice> {
  if (length === 0) {
    yield [];
    return;
  }
  if (yes > 0) for (const rest of choices(length - 1, yes - 1, no)) yield ['yes', ...rest];
  if (no > 0) for (const rest of choices(length - 1, yes, no - 1)) yield ['no', ...rest];
  if (yes + no < length) for (const rest of choices(length - 1, yes, no)) yield [undefined, ...rest];
}

function fill(items: readonly Formula[], wanted: Wanted, search: Search): readonly Json[] | undefined {
  if (wanted.isRepeated) return fillWithTwins(items, search);
  const values: Json[] = [];
  for (const item of items) {
    search.step();
    const found = search.find(item);
    if (found === undefined) return undefined;
    values.push(found);
  }
  return wanted.isUnique ? fillUnique(items, search) : values;
}

function fillWithTwins(items: readonly Formula[], search: Search): readonly Json[] | undefined {
  const values = items.map((item) => search.find(item));
  if (values.includes(undefined)) return undefined;
  for (let one = 0; one < items.length; one += 1) {
    for (let other = one + 1; other < items.length; other += 1) {
      search.step();
      const twin = search.find(all(items[one] as Formula, items[other] as Formula));
      if (twin !== undefined) return values.map((value, at) => (at === one || at === other ? twin : (value as Json)));
    }
  }
  return undefined;
}

/** Takes values one after the other. That proves that there are none only where all items must be alike. */
function fillUnique(items: readonly Formula[], search: Search): readonly Json[] | undefined {
  const values: Json[] = [];
  for (const item of items) {
    const found = search.find(all(item, { op: 'out', values: [...values] }));
    if (found !== undefined) values.push(found);
    else if (new Set(items.map(search.keyOf)).size === 1) return undefined;
    else throw new Undecided('unique');
  }
  return values;
}
