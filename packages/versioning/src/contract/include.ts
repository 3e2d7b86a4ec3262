import { createCompiler } from './compile.ts';
import { all, negate, type Formula, type Json } from './formula.ts';
import type { Schema } from './schema.ts';
import { createSearch } from './search.ts';
import { Undecided, type UndecidedReason } from './undecided.ts';
import { openValidators, type BrokenRule, type Validators } from './validators.ts';

/** Steps after which a comparison is undecided; they are the same on every machine. */
const STEPS = 50_000;
/** Values that are offered to the validators before a difference is given up. */
const WITNESSES = 4;

/** Says whether all values of one schema are values of another. */
export type Inclusion =
  | { readonly holds: true }
  | { readonly holds: false; readonly value: Json; readonly broken: BrokenRule | undefined }
  | { readonly holds: undefined; readonly reason: UndecidedReason };

/** Proves that all values of one schema are values of another, or finds one that is not. */
export async function include(inner: Schema, outer: Schema): Promise<Inclusion> {
  try {
    const outside = valuesOutside(inner, outer);
    const first = outside([]);
    if (first === undefined) return { holds: true };
    return confirm(first, outside, [await openValidators(inner), await openValidators(outer)]);
  } catch (error) {
    if (error instanceof Undecided) return { holds: undefined, reason: error.reason };
    throw error;
  }
}

type Outside = (others: readonly Json[]) => Json | undefined;

/** Searches for a value of one schema that is none of the other. */
function valuesOutside(inner: Schema, outer: Schema): Outside {
  const [a, b] = [createCompiler(inner, 'inner'), createCompiler(outer, 'outer')];
  const resolve = (target: string): Formula => (target.startsWith('inner') ? a : b).resolve(target);
  const search = createSearch({ resolve, steps: STEPS });
  const difference = all(a.compile(inner), negate(b.compile(outer)));
  return (others) => search.find(all(difference, { op: 'out', values: others }));
}

/** A validator may be wrong about one value and right about the next. */
function confirm(first: Json, outside: Outside, [inner, outer]: readonly [Validators, Validators]): Inclusion {
  const tried: Json[] = [];
  for (let value: Json | undefined = first; value !== undefined && tried.length < WITNESSES; value = outside(tried)) {
    if (inner.judge(value) === true && outer.judge(value) === false) {
      return { holds: false, value, broken: outer.broken(value) };
    }
    tried.push(value);
  }
  throw new Undecided('validators');
}
