import { assertReadable } from './assert-readable.ts';
import { createCompiler } from './compile.ts';
import { openDocument } from './document.ts';
import { all, negate, type Formula, type Json } from './formula.ts';
import type { Schema } from './schema.ts';
import { createSearch } from './search.ts';
import { shrink } from './shrink.ts';
import { Undecided, type UndecidedReason } from './undecided.ts';
import { openValidators } from './validators.ts';

/** Steps after which a comparison is undecided; they are the same on every machine. */
const STEPS = 50_000;
/** Values that are offered to the validators before a difference is given up. */
const WITNESSES = 4;

/** Says whether all values of one schema are values of another. */
export type Inclusion = (
  | { readonly holds: true }
  | { readonly holds: false; readonly value: Json }
  | { readonly holds: undefined; readonly reason: UndecidedReason }
) & {
  /** Steps that the search took. */
  readonly steps: number;
};

/**
 * Proves that all values of one schema are values of another, or finds one that is not.
 * @throws whatever `look`, which is called at each step, throws
 */
export async function include(inner: Schema, outer: Schema, look: () => void): Promise<Inclusion> {
  let steps = 0;
  const count = (): void => {
    steps += 1;
    if (steps > STEPS) throw new Undecided('steps');
    look();
  };
  try {
    for (const schema of [inner, outer]) assertReadable(openDocument(schema));
    const outside = valuesOutside(inner, outer, count);
    const first = outside([]);
    if (first === undefined) return { holds: true, steps };
    const value = await confirm(first, outside, [inner, outer]);
    return { holds: false, value, steps };
  } catch (error) {
    if (error instanceof Undecided) return { holds: undefined, reason: error.reason, steps };
    throw error;
  }
}

type Outside = (others: readonly Json[]) => Json | undefined;

/** Searches for a value of one schema that is none of the other. */
function valuesOutside(inner: Schema, outer: Schema, step: () => void): Outside {
  const [a, b] = [createCompiler(inner, 'inner'), createCompiler(outer, 'outer')];
  const resolve = (target: string): Formula => (target.startsWith('inner') ? a : b).resolve(target);
  const search = createSearch({ resolve, step });
  const difference = all(a.compile(inner), negate(b.compile(outer)));
  return (others) => search.find(all(difference, { op: 'out', values: others }));
}

/** A validator may be wrong about one value and right about the next. */
async function confirm(first: Json, outside: Outside, [inner, outer]: readonly [Schema, Schema]): Promise<Json> {
  const [accepts, allows] = [await openValidators(inner), await openValidators(outer)];
  const isWitness = (value: Json): boolean => accepts(value) === true && allows(value) === false;
  const tried: Json[] = [];
  for (let value: Json | undefined = first; value !== undefined && tried.length < WITNESSES; value = outside(tried)) {
    if (isWitness(value)) return shrink(value, isWitness);
    tried.push(value);
  }
  throw new Undecided('validators');
}
