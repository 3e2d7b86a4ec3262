import type { Rational } from './rational.ts';

/** Is a JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Lists the types of JSON values; an integer is a number that is a multiple of one. */
export const JSON_TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;

/** Names a type of JSON values. */
export type JsonType = (typeof JSON_TYPES)[number];

/** Bounds a count; `max` may be infinite. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/** Is what a keyword says of values of one type. */
export type Atom =
  | { readonly type: 'number'; readonly test: 'least' | 'most'; readonly value: Rational; readonly open: boolean }
  | { readonly type: 'number'; readonly test: 'multiple'; readonly of: Rational; readonly not: boolean }
  | { readonly type: 'string'; readonly test: 'length'; readonly span: Span }
  | { readonly type: 'string'; readonly test: 'pattern'; readonly source: string; readonly not: boolean }
  | { readonly type: 'array'; readonly test: 'length'; readonly span: Span }
  | { readonly type: 'array'; readonly test: 'unique'; readonly not: boolean }
  /** Every item, or some item, from an index on and before another one. */
  | {
      readonly type: 'array';
      readonly test: 'each' | 'some';
      readonly from: number;
      readonly to: number;
      readonly item: Formula;
    }
  /** So many items are so. */
  | { readonly type: 'array'; readonly test: 'count'; readonly item: Formula; readonly span: Span }
  | { readonly type: 'object'; readonly test: 'size'; readonly span: Span }
  | { readonly type: 'object'; readonly test: 'has'; readonly name: string; readonly not: boolean }
  /** Every member, or some member, whose name is so. */
  | { readonly type: 'object'; readonly test: 'each' | 'some'; readonly names: Formula; readonly member: Formula };

/** Is a set of JSON values, told by what holds of each. */
export type Formula =
  | { readonly op: 'all' | 'any'; readonly of: readonly Formula[] }
  | { readonly op: 'type'; readonly types: readonly JsonType[] }
  | { readonly op: 'in' | 'out'; readonly values: readonly Json[] }
  /** `others` tells whether values of other types are in the set. */
  | { readonly op: 'atom'; readonly atom: Atom; readonly others: boolean }
  | { readonly op: 'ref'; readonly target: string; readonly not: boolean };

/** Holds of every value. */
export const ALWAYS: Formula = { op: 'all', of: [] };

/** Holds of no value. */
export const NEVER: Formula = { op: 'any', of: [] };

/** Holds where all of these hold. */
export function all(...of: readonly Formula[]): Formula {
  const flat = of.flatMap((one) => (one.op === 'all' ? one.of : [one]));
  if (flat.some(isNever)) return NEVER;
  return flat.length === 1 ? (flat[0] as Formula) : { op: 'all', of: flat };
}

/** Holds where one of these holds. */
export function any(...of: readonly Formula[]): Formula {
  const flat = of.flatMap((one) => (one.op === 'any' ? one.of : [one]));
  if (flat.some(isAlways)) return ALWAYS;
  return flat.length === 1 ? (flat[0] as Formula) : { op: 'any', of: flat };
}

/** Holds of values of other types, and of those of its type of which the atom holds. */
export const atom = (one: Atom): Formula => ({ op: 'atom', atom: one, others: true });

/** Tells whether a formula is written as one that always holds. */
const isAlways = (formula: Formula): boolean => formula.op === 'all' && formula.of.length === 0;

/** Tells whether a formula is written as one that never holds. */
const isNever = (formula: Formula): boolean => formula.op === 'any' && formula.of.length === 0;

/** A formula may stand in many others, as each branch of a choice of one does: its opposite is made once, and is one as well. */
const OPPOSITES = new WeakMap<Formula, Formula>();

/** Gives the values of which a formula does not hold. */
export function negate(formula: Formula): Formula {
  const opposite = OPPOSITES.get(formula) ?? oppositeOf(formula);
  OPPOSITES.set(formula, opposite);
  return opposite;
}

function oppositeOf(formula: Formula): Formula {
  switch (formula.op) {
    case 'all':
      return any(...formula.of.map(negate));
    case 'any':
      return all(...formula.of.map(negate));
    case 'type':
      return { op: 'type', types: JSON_TYPES.filter((type) => !formula.types.includes(type)) };
    case 'in':
      return { ...formula, op: 'out' };
    case 'out':
      return { ...formula, op: 'in' };
    case 'ref':
      return { ...formula, not: !formula.not };
    case 'atom': {
      const others = !formula.others;
      const opposite = any(...oppositesOf(formula.atom).map((one): Formula => ({ op: 'atom', atom: one, others })));
      // An atom that always holds has no opposite, but then values of other types may be what is left.
      if (!isNever(opposite) || !others) return opposite;
      return { op: 'type', types: JSON_TYPES.filter((type) => type !== formula.atom.type) };
    }
  }
}

function oppositesOf(one: Atom): readonly Atom[] {
  if ('span' in one) return outside(one.span).map((span) => ({ ...one, span }));
  if ('not' in one) return [{ ...one, not: !one.not }];
  if (one.type === 'number') return [{ ...one, test: one.test === 'least' ? 'most' : 'least', open: !one.open }];
  const test = one.test === 'each' ? 'some' : 'each';
  return [
    one.type === 'array' ? { ...one, test, item: negate(one.item) } : { ...one, test, member: negate(one.member) },
  ];
}

const outside = ({ min, max }: Span): readonly Span[] => [
  ...(min > 0 ? [{ min: 0, max: min - 1 }] : []),
  ...(max < Infinity ? [{ min: max + 1, max: Infinity }] : []),
];

/** Tells the type of a value. */
export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'array' : 'object';
  return typeof value as 'boolean' | 'number' | 'string';
}
