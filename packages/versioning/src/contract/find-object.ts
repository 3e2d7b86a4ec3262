import { all, negate, type Atom, type Formula, type Json } from './formula.ts';
import { Undecided } from './undecided.ts';
import type { Search } from './search-within.ts';

type ObjectAtom = Extract<Atom, { type: 'object' }>;
type Member = Extract<ObjectAtom, { readonly names: Formula }>;

/** How many sets of names are asked for one name in the time of a step. */
const SETS_A_STEP = 50;
/** Most members that are added only to be many. */
const MOST_FILLERS = 64;

interface Wanted {
  readonly each: readonly Member[];
  readonly some: readonly Member[];
  readonly absent: readonly string[];
  /** Names that are spoken of. */
  readonly known: readonly string[];
  readonly min: number;
  readonly max: number;
}

type Chosen = ReadonlyMap<string, Formula>;

/** Is what is wanted, and the search for what is inside. */
interface Task {
  readonly wanted: Wanted;
  readonly search: Search;
}

/** Finds an object of which all atoms hold; undefined when there is none. */
export function findObject(atoms: readonly ObjectAtom[], search: Search): Readonly<Record<string, Json>> | undefined {
  const required = atoms.flatMap((one) => (one.test === 'has' && !one.not ? [one.name] : []));
  const wanted = sort(atoms);
  if (required.some((name) => wanted.absent.includes(name)) || wanted.min > wanted.max) return undefined;
  const task = { wanted, search };
  let chosen: Chosen = new Map();
  for (const name of required) {
    const next = choose(chosen, { name, member: all() }, task);
    if (next === undefined) return undefined;
    chosen = next;
  }
  return chosen.size > wanted.max ? undefined : placeSome(chosen, wanted.some, task);
}

function sort(atoms: readonly ObjectAtom[]): Wanted {
  const members = atoms.flatMap((one) => (one.test === 'each' || one.test === 'some' ? [one] : []));
  const sizes = atoms.flatMap((one) => (one.test === 'size' ? [one.span] : []));
  return {
    each: members.filter(({ test }) => test === 'each'),
    some: members.filter(({ test }) => test === 'some'),
    absent: atoms.flatMap((one) => (one.test === 'has' && one.not ? [one.name] : [])),
    known: [...new Set(members.flatMap(({ names }) => namesIn(names)))],
    min: Math.max(0, ...sizes.map(({ min }) => min)),
    max: Math.min(Infinity, ...sizes.map(({ max }) => max)),
  };
}

/** Lists the names that a set of names speaks of one by one. */
function namesIn(names: Formula): readonly string[] {
  if (names.op === 'in' || names.op === 'out') return names.values.filter((name) => typeof name === 'string');
  return names.op === 'all' || names.op === 'any' ? names.of.flatMap(namesIn) : [];
}

/** Adds a member, or demands more of one that is there; undefined when it has no value. */
function choose(
  chosen: Chosen,
  { name, member }: { readonly name: string; readonly member: Formula },
  { wanted: { each }, search }: Task,
): Chosen | undefined {
  search.step(1 + each.length / SETS_A_STEP);
  const demands =
    chosen.get(name) ?? all(...each.filter(({ names }) => search.holds(names, name)).map((one) => one.member));
  const formula = all(demands, member);
  return search.find(formula) === undefined ? undefined : new Map(chosen).set(name, formula);
}

/** Gives each member that must be there a name: one that is there, one that is spoken of, or any other. */
function placeSome(
  chosen: Chosen,
  [first, ...rest]: readonly Member[],
  task: Task,
): Readonly<Record<string, Json>> | undefined {
  const { wanted, search } = task;
  if (first === undefined) return fill(chosen, task);
  for (const name of candidates(chosen, first, { wanted: { ...wanted, some: rest }, search })) {
    if (!chosen.has(name) && chosen.size >= wanted.max) continue;
    const next = choose(chosen, { name, member: first.member }, task);
    const found = next && placeSome(next, rest, task);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* candidates(chosen: Chosen, { names, member }: Member, { wanted, search }: Task): Iterable<string> {
  const isFree = (name: string): boolean => !wanted.absent.includes(name) && search.holds(names, name);
  const spoken = [...chosen.keys(), ...wanted.known.filter((name) => !chosen.has(name))];
  yield* spoken.filter(isFree);
  // Names that are listed are spoken of, so of the others nothing is said there.
  const dividing = [...wanted.each, ...wanted.some].filter((one) => one.names.op !== 'in');
  yield* others({ names, member, taken: [...spoken, ...wanted.absent] }, dividing, search);
}

interface Region {
  readonly names: Formula;
  readonly member: Formula;
  readonly taken: readonly string[];
}

/**
 * Gives a name of each region that the sets of names divide the others into, if a member can have it. Sets of members
 * that are yet to be placed divide too: one member may have to serve for two.
 */
function* others(
  { names, member, taken }: Region,
  [first, ...rest]: readonly Member[],
  search: Search,
): Iterable<string> {
  search.step();
  const texts: Formula = { op: 'type', types: ['string'] };
  const free = (also: readonly string[]): Json | undefined =>
    search.find(all(texts, names, { op: 'out', values: [...taken, ...also] }));
  // The empty name is one, but hardly what a person understands.
  const name = free(['']) ?? free([]);
  if (typeof name !== 'string' || search.find(member) === undefined) return;
  if (first === undefined) {
    yield name;
    return;
  }
  yield* others({ names: all(names, negate(first.names)), member, taken }, rest, search);
  yield* others(
    { names: all(names, first.names), member: first.test === 'each' ? all(member, first.member) : member, taken },
    rest,
    search,
  );
}

/** Adds members until there are enough, and gives each its value. */
function fill(chosen: Chosen, { wanted, search }: Task): Readonly<Record<string, Json>> | undefined {
  let full = chosen;
  while (full.size < wanted.min) {
    if (full.size - chosen.size >= MOST_FILLERS) throw new Undecided('length');
    const next = withFiller(full, { wanted, search });
    if (next === undefined) return undefined;
    full = next;
  }
  if (search.isGenerous) full = withMore(full, { wanted, search });
  const entries = [...full].map(([name, formula]) => [name, search.find(formula) as Json] as const);
  return Object.fromEntries(entries);
}

/** Adds the members that are spoken of, as far as there may be more. */
function withMore(chosen: Chosen, task: Task): Chosen {
  const { known, absent, max } = task.wanted;
  const names = known.filter((name) => !chosen.has(name) && !absent.includes(name));
  return names.reduce(
    (full, name) => (full.size < max ? (choose(full, { name, member: all() }, task) ?? full) : full),
    chosen,
  );
}

function withFiller(chosen: Chosen, { wanted, search }: Task): Chosen | undefined {
  const any: Member = { type: 'object', test: 'some', names: all(), member: all() };
  const task = { wanted: { ...wanted, some: [] }, search };
  for (const name of candidates(chosen, any, task)) {
    const next = chosen.has(name) ? undefined : choose(chosen, { name, member: all() }, task);
    if (next !== undefined) return next;
  }
  return undefined;
}
