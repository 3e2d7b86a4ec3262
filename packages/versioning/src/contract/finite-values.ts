import type { Formula, Json } from './formula.ts';

/** Lists values one of which it must be, where the formula says so. */
export function finiteValues(formula: Formula): readonly Json[] | undefined {
  if (formula.op === 'in') return formula.values;
  if (formula.op === 'all') {
    const lists = formula.of.flatMap((one) => [finiteValues(one)]).filter((list) => list !== undefined);
    return lists.reduce<readonly Json[] | undefined>(
      (a, b) => (a === undefined || b.length < a.length ? b : a),
      undefined,
    );
  }
  if (formula.op !== 'any' || formula.of.length === 0) return undefined;
  const values: Json[] = [];
  for (const one of formula.of) {
    const list = finiteValues(one);
    if (list === undefined) return undefined;
    for (const value of list) values.push(value);
  }
  return values;
}
