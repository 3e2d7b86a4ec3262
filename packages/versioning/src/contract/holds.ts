import { typeOf, type Atom, type Formula, type Json } from './formula.ts';
import { isEqual } from './equal.ts';
import { compareRationals, isMultiple, rationalOf } from './rational.ts';

/** Gives what a reference stands for. */
export type Resolve = (target: string) => Formula;

/** Tells whether a formula holds of a value. */
export function holds(formula: Formula, value: Json, resolve: Resolve): boolean {
  switch (formula.op) {
    case 'all':
      return formula.of.every((one) => holds(one, value, resolve));
    case 'any':
      return formula.of.some((one) => holds(one, value, resolve));
    case 'type':
      return formula.types.includes(typeOf(value));
    case 'in':
      return isAmong(formula.values, value);
    case 'out':
      return !isAmong(formula.values, value);
    case 'ref':
      return holds(resolve(formula.target), value, resolve) !== formula.not;
    case 'atom':
      return typeOf(value) === formula.atom.type ? atomHolds(formula.atom, value, resolve) : formula.others;
  }
}

const plain = new WeakMap<readonly Json[], ReadonlySet<Json>>();

/** From so many values on a set of them is made: an enumeration may list thousands. */
const MANY = 16;

function isAmong(values: readonly Json[], value: Json): boolean {
  if (values.length < MANY || (typeof value === 'object' && value !== null)) {
    return values.some((one) => isEqual(one, value));
  }
  const set = plain.get(values) ?? new Set(values);
  plain.set(values, set);
  return set.has(value);
}

function atomHolds(one: Atom, value: Json, resolve: Resolve): boolean {
  switch (one.type) {
    case 'number':
      return numberHolds(one, value as number);
    case 'string':
      return stringHolds(one, value as string);
    case 'array':
      return arrayHolds(one, value as readonly Json[], resolve);
    case 'object':
      return objectHolds(one, value as Readonly<Record<string, Json>>, resolve);
  }
}

function numberHolds(one: Extract<Atom, { type: 'number' }>, value: number): boolean {
  const exact = rationalOf(value);
  if (one.test === 'multiple') return isMultiple(exact, one.of) !== one.not;
  const order = compareRationals(exact, one.value) * (one.test === 'least' ? 1 : -1);
  return one.open ? order > 0 : order >= 0;
}

function stringHolds(one: Extract<Atom, { type: 'string' }>, value: string): boolean {
  if (one.test === 'length') return isWithin(one.span, codePointsOf(value));
  return patternOf(one.source).test(value) !== one.not;
}

const patterns = new Map<string, RegExp>();

/** Patterns are asked for again and again; the memory is bounded all the same. */
function patternOf(source: string): RegExp {
  const pattern = patterns.get(source) ?? new RegExp(source, 'u');
  if (patterns.size > 1_000) patterns.clear();
  patterns.set(source, pattern);
  return pattern;
}

function arrayHolds(one: Extract<Atom, { type: 'array' }>, value: readonly Json[], resolve: Resolve): boolean {
  switch (one.test) {
    case 'length':
      return isWithin(one.span, value.length);
    case 'unique':
      return value.some((item, at) => value.slice(0, at).some((other) => isEqual(item, other))) === one.not;
    case 'each':
      return value.slice(one.from, one.to).every((item) => holds(one.item, item, resolve));
    case 'some':
      return value.slice(one.from, one.to).some((item) => holds(one.item, item, resolve));
    case 'count':
      return isWithin(one.span, value.filter((item) => holds(one.item, item, resolve)).length);
  }
}

function objectHolds(
  one: Extract<Atom, { type: 'object' }>,
  value: Readonly<Record<string, Json>>,
  resolve: Resolve,
): boolean {
  const named = (names: Formula): readonly Json[] =>
    Object.entries(value).flatMap(([name, member]) => (holds(names, name, resolve) ? [member] : []));
  switch (one.test) {
    case 'size':
      return isWithin(one.span, Object.keys(value).length);
    case 'has':
      return Object.hasOwn(value, one.name) !== one.not;
    case 'each':
      return named(one.names).every((member) => holds(one.member, member, resolve));
    case 'some':
      return named(one.names).some((member) => holds(one.member, member, resolve));
  }
}

const isWithin = ({ min, max }: { readonly min: number; readonly max: number }, count: number): boolean =>
  count >= min && count <= max;

/** Counts the code points of a text: what `minLength` and `maxLength` count (JSON Schema Validation §6.3). */
const codePointsOf = (text: string): number => Array.from(text).length;
