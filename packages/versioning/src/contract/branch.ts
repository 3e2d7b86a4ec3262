import { all, negate, type Atom, type Formula, type Json, type JsonType } from './formula.ts';
import { compareRationals, type Rational } from './rational.ts';
import type { Search } from './search-within.ts';

/** Is what is known of a value of one type: what holds of it, and what it is not. */
export interface Branch {
  readonly type: JsonType;
  readonly atoms: readonly Atom[];
  readonly others: readonly Json[];
}

/** How many parts of a formula are looked at in the time of a step. */
const PARTS_A_STEP = 160;

function countParts(option: Formula, { step }: Search): void {
  if ('of' in option) step(option.of.length / PARTS_A_STEP);
}

/** Tells whether an option certainly holds wherever the branch does; false where it is not certain. */
export function isImplied(option: Formula, branch: Branch, search: Search): boolean {
  countParts(option, search);
  switch (option.op) {
    case 'all':
      return option.of.every((one) => isImplied(one, branch, search));
    case 'any':
      return option.of.some((one) => isImplied(one, branch, search));
    case 'type':
      return option.types.includes(branch.type);
    case 'atom':
      return option.atom.type === branch.type ? isAtomImplied(option.atom, branch, search) : option.others;
    case 'ref':
      // A schema does not ask itself about the same value, so this ends.
      return isImplied(followed(option, search), branch, search);
    case 'in':
    case 'out':
      return false;
  }
}

function followed({ target, not }: Extract<Formula, { op: 'ref' }>, { resolve }: Search): Formula {
  return not ? negate(resolve(target)) : resolve(target);
}

function isAtomImplied(atom: Atom, { atoms }: Branch, search: Search): boolean {
  const key = search.keyOfAtom(atom);
  if (atoms.some((one) => search.keyOfAtom(one) === key)) return true;
  if (atom.test === 'least' || atom.test === 'most') {
    return atoms.some((one) => one.test === atom.test && isAsTight(one, atom));
  }
  if (atom.type !== 'object' || atom.test !== 'some') return false;
  return requiredNames(atoms).some(
    (name) =>
      search.holds(atom.names, name) &&
      hasDemands(name, atoms, search) &&
      findMember({ name, member: negate(atom.member) }, atoms, search) === undefined,
  );
}

const requiredNames = (atoms: readonly Atom[]): readonly string[] =>
  atoms.flatMap((one) => (one.test === 'has' && !one.not ? [one.name] : []));

interface Bound {
  readonly test: 'least' | 'most';
  readonly value: Rational;
  readonly open: boolean;
}

function isAsTight(one: Bound, wanted: Bound): boolean {
  const order = compareRationals(one.value, wanted.value) * (one.test === 'least' ? 1 : -1);
  return order > 0 || (order === 0 && (one.open || !wanted.open));
}

function demandsOf(name: string, atoms: readonly Atom[], search: Search): readonly Formula[] {
  return atoms.flatMap((one) =>
    one.type === 'object' && one.test === 'each' && search.holds(one.names, name) ? [one.member] : [],
  );
}

const hasDemands = (name: string, atoms: readonly Atom[], search: Search): boolean =>
  demandsOf(name, atoms, search).length > 0;

/** Finds a value of a member that is what is demanded of it, and this. */
function findMember(
  { name, member }: { readonly name: string; readonly member: Formula },
  atoms: readonly Atom[],
  search: Search,
): Json | undefined {
  return search.find(all(...demandsOf(name, atoms, search), member));
}

/** Tells whether an option certainly holds nowhere in the branch; false where it is not certain. */
export function isExcluded(option: Formula, branch: Branch, search: Search): boolean {
  countParts(option, search);
  switch (option.op) {
    case 'all':
      return option.of.some((one) => isExcluded(one, branch, search));
    case 'any':
      return option.of.every((one) => isExcluded(one, branch, search));
    case 'type':
      return !option.types.includes(branch.type);
    case 'in':
      return option.values.every(
        (value) => !branch.atoms.every((atom) => search.holds({ op: 'atom', atom, others: false }, value)),
      );
    case 'atom':
      if (option.atom.type !== branch.type) return !option.others;
      return isAtomExcluded(option.atom, branch, search);
    case 'ref':
      return isExcluded(followed(option, search), branch, search);
    case 'out':
      return false;
  }
}

function isAtomExcluded(atom: Atom, { atoms }: Branch, search: Search): boolean {
  if (atom.test === 'has') return atoms.some((one) => isOpposite(one, atom));
  if (atom.type !== 'object' || atom.test !== 'each') return false;
  // A member that must be there, and that nothing can be that is both what is demanded and this.
  return requiredNames(atoms).some(
    (name) =>
      search.holds(atom.names, name) &&
      hasDemands(name, atoms, search) &&
      findMember({ name, member: atom.member }, atoms, search) === undefined,
  );
}

const isOpposite = (one: Atom, other: Atom): boolean =>
  one.test === 'has' && other.test === 'has' && one.name === other.name && one.not !== other.not;
