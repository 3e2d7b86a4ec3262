import { all, negate, type Atom, type Formula, type Json, type JsonType } from './formula.ts';
import { compareRationals, type Rational } from './rational.ts';
import type { Search } from './search-within.ts';

/** Is what is known of a value of one type: what holds of it, and what it is not. */
export interface Branch {
  readonly type: JsonType;
  readonly atoms: readonly Atom[];
  readonly others: readonly Json[];
}

/** Tells whether an option certainly holds wherever the branch does; false where it is not certain. */
export function isImplied(option: Formula, branch: Branch, search: Search): boolean {
  switch (option.op) {
    case 'all':
      return option.of.every((one) => isImplied(one, branch, search));
    case 'any':
      return option.of.some((one) => isImplied(one, branch, search));
    case 'type':
      return option.types.includes(branch.type);
    case 'atom':
      return option.atom.type === branch.type ? isAtomImplied(option.atom, branch, search) : option.others;
    case 'in':
    case 'out':
    case 'ref':
      return false;
  }
}

function isAtomImplied(atom: Atom, { atoms }: Branch, search: Search): boolean {
  const key = search.keyOf({ op: 'atom', atom, others: true });
  if (atoms.some((one) => search.keyOf({ op: 'atom', atom: one, others: true }) === key)) return true;
  if (atom.test === 'least' || atom.test === 'most') {
    return atoms.some((one) => one.test === atom.test && isAsTight(one, atom));
  }
  if (atom.type !== 'object' || atom.test !== 'some') return false;
  const named = atoms.filter((one) => one.test === 'has' && !one.not && search.holds(atom.names, one.name));
  return named.some(
    (one) => one.test === 'has' && isMemberImplied({ name: one.name, member: atom.member }, atoms, search),
  );
}

interface Bound {
  readonly test: 'least' | 'most';
  readonly value: Rational;
  readonly open: boolean;
}

function isAsTight(one: Bound, wanted: Bound): boolean {
  const order = compareRationals(one.value, wanted.value) * (one.test === 'least' ? 1 : -1);
  return order > 0 || (order === 0 && (one.open || !wanted.open));
}

/** A member that must be there is certainly so when what is demanded of it leaves no other value. */
function isMemberImplied(
  { name, member }: { readonly name: string; readonly member: Formula },
  atoms: readonly Atom[],
  search: Search,
): boolean {
  const demands = atoms.flatMap((one) =>
    one.type === 'object' && one.test === 'each' && search.holds(one.names, name) ? [one.member] : [],
  );
  return demands.length > 0 && search.find(all(...demands, negate(member))) === undefined;
}

/** Tells whether an option certainly holds nowhere in the branch; false where it is not certain. */
export function isExcluded(option: Formula, branch: Branch, search: Search): boolean {
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
      return option.atom.test === 'has' && branch.atoms.some((one) => isOpposite(one, option.atom));
    case 'out':
    case 'ref':
      return false;
  }
}

const isOpposite = (one: Atom, other: Atom): boolean =>
  one.test === 'has' && other.test === 'has' && one.name === other.name && one.not !== other.not;
