import { assertReadable } from './assert-readable.ts';
import { createCompiler } from './compile.ts';
import { openDocument, type SchemaDocument } from './document.ts';
import { all, negate, type Formula, type Json } from './formula.ts';
import type { Schema } from './schema.ts';
import { createSearch } from './search.ts';
import { sharedReferences } from './shared-references.ts';
import { shrink } from './shrink.ts';
import { exactly, type Step } from './step.ts';
import { Undecided, type UndecidedReason } from './undecided.ts';
import { openValidators } from './validators.ts';
import { judgingWeight, readingWeight } from './weight.ts';

/** Steps after which a comparison is undecided; they are the same on every machine. */
const STEPS = 50_000;
/** Most of them that it may take to read two schemas, and to open their validators where a value is to be confirmed. */
const PREPARING = 25_000;
/** Values that are offered to the validators before a difference is given up. */
const WITNESSES = 8;
/** Characters from which on a value is large. */
const LARGE = 200;

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
  const count: Step = (work = 1) => {
    steps += exactly(work);
    if (steps > STEPS) throw new Undecided('steps');
    look();
  };
  try {
    const documents = [openDocument(inner), openDocument(outer)] as const;
    countPreparing(documents.map(readingWeight), count);
    documents.forEach(assertReadable);
    const outside = valuesOutside(documents, count);
    const first = outside.modest([]);
    if (first === undefined) return { holds: true, steps };
    countPreparing(documents.map(judgingWeight), count);
    const value = await confirm(first, outside, [inner, outer]);
    return { holds: false, value, steps };
  } catch (error) {
    if (error instanceof Undecided) return { holds: undefined, reason: error.reason, steps };
    throw error;
  }
}

/** Counts what it costs to make ready for two schemas, before it is done. It is counted too where it is remembered from before. */
function countPreparing(weights: readonly number[], step: Step): void {
  const work = weights.reduce((sum, one) => sum + one, 0);
  if (work > PREPARING) throw new Undecided('steps');
  step(work);
}

type Find = (others: readonly Json[]) => Json | undefined;

/** Finds values of one schema that are none of the other: with few members, and with many. */
interface Outside {
  readonly modest: Find;
  readonly generous: Find;
}

function valuesOutside([inner, outer]: readonly [SchemaDocument, SchemaDocument], step: Step): Outside {
  const shared = sharedReferences(inner, outer, step);
  const a = createCompiler(inner.root, { step });
  const targetOf = (reference: string): string => (shared.has(reference) ? reference : `outer ${reference}`);
  const b = createCompiler(outer.root, { step, targetOf });
  const resolve = (target: string): Formula =>
    target.startsWith('outer ') ? b.resolve(target.slice('outer '.length)) : a.resolve(target);
  const difference = all(a.compile(inner.root), negate(b.compile(outer.root)));
  const finding = (isGenerous: boolean): Find => {
    const search = createSearch({ resolve, step, isGenerous });
    return (others) => search.find(all(difference, { op: 'out', values: others }));
  };
  return { modest: finding(false), generous: finding(true) };
}

/** A validator may be wrong about one value and right about the next: about one with a member more, or less. */
async function confirm(first: Json, outside: Outside, [inner, outer]: readonly [Schema, Schema]): Promise<Json> {
  const [accepts, allows] = [await openValidators(inner), await openValidators(outer)];
  const isWitness = (value: Json): boolean => accepts(value) === true && allows(value) === false;
  for (const value of candidates(first, outside)) if (isWitness(value)) return shrink(value, isWitness);
  throw new Undecided('validators');
}

function* candidates(first: Json, { modest, generous }: Outside): Iterable<Json> {
  yield first;
  try {
    const other = generous([]);
    if (other !== undefined) yield other;
    // To be another value than a large one means to be other in one of many places: that is searched for small ones only.
    if (JSON.stringify(first).length > LARGE) return;
    const tried = [first];
    for (let value = modest(tried); value !== undefined && tried.length < WITNESSES; value = modest(tried)) {
      yield value;
      tried.push(value);
    }
  } catch (error) {
    // That there is a value is known; only whether one is found on which both agree is not.
    if (!(error instanceof Undecided)) throw error;
  }
}
