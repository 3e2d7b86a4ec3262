import { isExcluded, isImplied, type Branch } from './branch.ts';
import { findArray } from './find-array.ts';
import { findNumber } from './find-number.ts';
import { findObject } from './find-object.ts';
import { findString } from './find-string.ts';
import { finiteValues } from './finite-values.ts';
import { firstOfValues } from './first-of-values.ts';
import { all, any, JSON_TYPES, negate, typeOf, type Atom, type Formula, type Json, type JsonType } from './formula.ts';
import { createKeys } from './formula-key.ts';
import { holds, type Resolve } from './holds.ts';
import type { Step } from './step.ts';
import { Undecided } from './undecided.ts';
import type { Search } from './search-within.ts';

/** Is what a search needs. */
export interface SearchOptions {
  readonly resolve: Resolve;
  readonly step: Step;
  /** Objects get every member that is spoken of and that they can have, not only those that they must have. */
  readonly isGenerous?: boolean;
}

/**
 * Makes a search for values. `find` gives a value of which a formula holds, or undefined, which proves that there is none.
 *
 * A value is built type by type from what the formula demands. A search within itself, as a recursive schema leads to, answers
 * "none": if there is a value at all there is a least one, and no part of that is again a value of the same formula.
 * @throws Undecided from `find`
 */
export function createSearch({ resolve, step, isGenerous = false }: SearchOptions): Search {
  const keys = createKeys(step);
  let choices = 0;
  const search: Search = {
    deeper: (act) => {
      if (choices >= DEEPEST.choices) throw new Undecided('depth');
      choices += 1;
      try {
        return act();
      } finally {
        choices -= 1;
      }
    },
    holds: (formula, value) => holds(formula, value, resolve),
    step,
    ...keys,
    resolve,
    isGenerous,
    find: remembering(keys.keyOf, (formula) => findAny(formula, search)),
  };
  return search;
}

type Find = (formula: Formula) => Json | undefined;

/** How deep values within values are looked for, and choices within choices: the memory for calls is not the same everywhere. */
const DEEPEST = { values: 200, choices: 700 } as const;

/** Remembers what was found, and answers "none" to a search within itself. */
function remembering(keyOf: Search['keyOf'], find: Find): Find {
  const known = new Map<string, Json | undefined>();
  const open = new Map<string, number>();
  let lowest = Infinity;
  const within = (key: string, formula: Formula): Json | undefined => {
    const [before, depth] = [lowest, open.size];
    open.set(key, depth);
    lowest = Infinity;
    try {
      const found = find(formula);
      // "None" that rests on an outer search being within itself holds only as long as that one is open.
      if (found !== undefined || lowest >= depth) known.set(key, found);
      return found;
    } finally {
      open.delete(key);
      lowest = Math.min(before, lowest >= depth ? Infinity : lowest);
    }
  };
  return (formula) => {
    const key = keyOf(formula);
    if (known.has(key)) return known.get(key);
    const depth = open.get(key);
    if (depth === undefined && open.size >= DEEPEST.values) throw new Undecided('depth');
    if (depth === undefined) return within(key, formula);
    lowest = Math.min(lowest, depth);
    return undefined;
  };
}

function findAny(formula: Formula, tools: Search): Json | undefined {
  const values = finiteValues(formula);
  if (values !== undefined) return firstOfValues(values, formula, tools);
  return firstOf(JSON_TYPES, (type) =>
    expand({ type, pending: [formula], atoms: [], others: [], anys: [], refs: [] }, tools),
  );
}

/** Gives the first value that an option leads to. One that has no answer does not hide a later one that has. */
function firstOf<T>(options: readonly T[], attempt: (option: T) => Json | undefined): Json | undefined {
  let undecided: Undecided | undefined;
  for (const option of options) {
    try {
      const found = attempt(option);
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof Undecided) || error.reason === 'steps') throw error;
      undecided ??= error;
    }
  }
  if (undecided !== undefined) throw undecided;
  return undefined;
}

interface State extends Branch {
  /** What is to be taken apart yet. */
  readonly pending: readonly Formula[];
  /** Of each of these one option must hold. */
  readonly anys: readonly (readonly Formula[])[];
  /** References that were followed for this very value. */
  readonly refs: readonly string[];
}

/** Takes formulas apart for a value of one type, until only atoms and choices are left. */
function expand(state: State, tools: Search): Json | undefined {
  tools.step();
  return tools.deeper(() => takeApart(state, tools));
}

function takeApart(state: State, tools: Search): Json | undefined {
  const parts = { ...state, pending: [...state.pending], atoms: [...state.atoms], others: [...state.others] };
  const [anys, refs] = [[...state.anys], [...state.refs]];
  for (let formula = parts.pending.pop(); formula !== undefined; formula = parts.pending.pop()) {
    switch (formula.op) {
      case 'all':
        parts.pending.push(...formula.of.toReversed());
        break;
      case 'any':
        anys.push(formula.of);
        break;
      case 'type':
        if (!formula.types.includes(state.type)) return undefined;
        break;
      case 'in':
        return oneOf(formula.values, { ...parts, anys, refs }, tools);
      case 'out':
        parts.pending.push(...formula.values.flatMap((value) => differsFrom(value, state.type, parts.others)));
        break;
      case 'ref':
        // What is said to be so and not to be so is nothing.
        if (refs.includes(refKey({ ...formula, not: !formula.not }))) return undefined;
        parts.pending.push(...followed(formula, refs, tools));
        break;
      case 'atom':
        if (isOfNoUse(formula, parts)) return undefined;
    }
  }
  return decide({ ...parts, anys, refs }, tools);
}

/** Keeps an atom of the type in question; one of another type tells only whether there can be a value at all. */
function isOfNoUse(
  { atom, others }: Extract<Formula, { op: 'atom' }>,
  { type, atoms }: { readonly type: JsonType; readonly atoms: Atom[] },
): boolean {
  if (atom.type !== type) return !others;
  atoms.push(atom);
  return false;
}

const refKey = ({ target, not }: { readonly target: string; readonly not: boolean }): string =>
  `${String(not)} ${target}`;

/** Follows a reference, once for a value: what it says twice it says once. */
function followed(
  { target, not }: Extract<Formula, { op: 'ref' }>,
  refs: string[],
  { resolve }: Search,
): readonly Formula[] {
  const key = refKey({ target, not });
  if (refs.includes(key)) return [];
  refs.push(key);
  return [not ? negate(resolve(target)) : resolve(target)];
}

/** Tries values one by one: nothing has to be built. */
function oneOf(
  values: readonly Json[],
  { type, pending, anys, atoms, others }: State,
  tools: Search,
): Json | undefined {
  const rest = [...pending, ...anys.map((of): Formula => any(...of)), ...atoms.map(asFormula)];
  const whole = all(...rest, { op: 'out', values: others });
  const ofType = values.filter((value) => typeOf(value) === type);
  return firstOfValues(ofType, whole, tools);
}

const asFormula = (atom: Atom): Formula => ({ op: 'atom', atom, others: true });

/** Says in atoms that an array or an object is another one; single values are kept in a list. */
function differsFrom(value: Json, type: JsonType, others: Json[]): readonly Formula[] {
  if (typeOf(value) !== type) return [];
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const length: Formula = {
      op: 'atom',
      atom: { type: 'array', test: 'length', span: { min: items.length, max: items.length } },
      others: true,
    };
    const differing = items.map((item, at) =>
      some({ type: 'array', test: 'some', from: at, to: at + 1, item: { op: 'out', values: [item] } }),
    );
    return [any(negate(length), ...differing)];
  }
  if (type !== 'object') {
    others.push(value);
    return [];
  }
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  const lacking = members.map(([name]) => some({ type: 'object', test: 'has', name, not: true }));
  const more = some({ type: 'object', test: 'size', span: { min: members.length + 1, max: Infinity } });
  const differing = members.map(([name, member]) =>
    some({
      type: 'object',
      test: 'some',
      names: { op: 'in', values: [name] },
      member: { op: 'out', values: [member] },
    }),
  );
  return [any(...lacking, more, ...differing)];
}

const some = (atom: Atom): Formula => ({ op: 'atom', atom, others: false });

/** How many atoms are compared with an option in the time of a step. */
const ATOMS_A_STEP = 160;

/** Chooses an option of what is left, the fewest first; without choices the atoms decide. */
function decide(state: State, tools: Search): Json | undefined {
  const choices: (readonly Formula[])[] = [];
  for (const options of state.anys) {
    tools.step((options.length * (1 + state.atoms.length)) / ATOMS_A_STEP);
    if (options.some((option) => isImplied(option, state, tools))) continue;
    const viable = options.filter((option) => !isExcluded(option, state, tools));
    if (viable.length === 0) return undefined;
    choices.push(viable);
  }
  if (choices.length === 0) return findOfType(state, tools);
  const fewest = choices.reduce((a, b) => (b.length < a.length ? b : a));
  const anys = choices.filter((one) => one !== fewest);
  const options = tools.isGenerous ? fewest.toSorted((a, b) => Number(isAbsence(a)) - Number(isAbsence(b))) : fewest;
  return firstOf(options, (option) => expand({ ...state, pending: [option], anys }, tools));
}

/** Tells whether an option is that a member is not there. */
const isAbsence = (option: Formula): boolean =>
  option.op === 'all'
    ? option.of.some(isAbsence)
    : option.op === 'atom' && option.atom.test === 'has' && option.atom.not;

function findOfType({ type, atoms, others }: Branch, tools: Search): Json | undefined {
  switch (type) {
    case 'null':
      return others.includes(null) ? undefined : null;
    case 'boolean':
      return [true, false].find((value) => !others.includes(value));
    case 'number':
      return findNumber(
        atoms.filter((one) => one.type === 'number'),
        others.filter((value) => typeof value === 'number'),
      );
    case 'string':
      return findString(
        atoms.filter((one) => one.type === 'string'),
        others.filter((value) => typeof value === 'string'),
        tools.step,
      );
    case 'array':
      return findArray(
        atoms.filter((one) => one.type === 'array'),
        tools,
      );
    case 'object':
      return findObject(
        atoms.filter((one) => one.type === 'object'),
        tools,
      );
  }
}
