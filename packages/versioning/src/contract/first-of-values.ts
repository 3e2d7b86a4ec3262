import type { Formula, Json } from './formula.ts';
import type { Search } from './search-within.ts';

/** Tries values one by one. Each is compared with all that the formula lists. */
export function firstOfValues(
  values: readonly Json[],
  formula: Formula,
  { holds: isOf, step }: Search,
): Json | undefined {
  const [work, plain] = [listedIn(formula) / VALUES_A_STEP, partsOf(formula) / VALUES_A_STEP];
  return values.find((value) => {
    step(typeof value === 'object' ? work : plain);
    return isOf(formula, value);
  });
}

/** How many values are compared in the time of a step. */
const VALUES_A_STEP = 500;

/** Counts the parts of a formula: a list is one, since what has no members is looked up there. */
const partsOf = (formula: Formula): number =>
  formula.op === 'all' || formula.op === 'any' ? formula.of.reduce((sum, one) => sum + partsOf(one), 1) : 1;

/** Counts the values that a formula lists. */
function listedIn(formula: Formula): number {
  if (formula.op === 'in' || formula.op === 'out') return formula.values.length;
  return formula.op === 'all' || formula.op === 'any' ? formula.of.reduce((sum, one) => sum + listedIn(one), 0) : 1;
}
