import type { Atom } from './formula.ts';
import {
  ceilTimes,
  compareRationals,
  floorTimes,
  isMultiple,
  leastCommonMultiple,
  middle,
  numberOf,
  ratio,
  rationalOf,
  times,
  type Rational,
} from './rational.ts';
import { Undecided } from './undecided.ts';

type NumberAtom = Extract<Atom, { type: 'number' }>;

interface Bound {
  readonly value: Rational;
  readonly open: boolean;
}

interface Range {
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
}

/** Most numbers that are tried one after the other. */
const TRIES = 20_000;
const ONE = rationalOf(1);

/** Finds a number of which all atoms hold, other than those listed; undefined when there is none. */
export function findNumber(atoms: readonly NumberAtom[], others: readonly number[]): number | undefined {
  const range = rangeOf(atoms);
  const multiples = atoms.filter((one) => one.test === 'multiple');
  const units = multiples.filter(({ not }) => !not).map((one) => one.of);
  const isAllowed = (value: Rational): boolean =>
    isInside(range, value) && multiples.every((one) => isMultiple(value, one.of) !== one.not);
  const taken = new Set(others);
  let isPassedOver = false;
  const take = (value: Rational): number | undefined => {
    if (!isAllowed(value)) return undefined;
    const number = numberOf(value);
    // It is a JSON number, but no validator here can be shown it.
    if (number === undefined) isPassedOver = true;
    return number === undefined || taken.has(number) ? undefined : number;
  };
  const orNone = (found: number | undefined): number | undefined => {
    if (found === undefined && isPassedOver) throw new Undecided('number');
    return found;
  };
  if (isEmpty(range)) return undefined;
  if (units.length > 0) {
    const unit = units.reduce(leastCommonMultiple);
    const never = multiples.filter(({ not }) => not).map((one) => one.of);
    return orNone(findMultiple({ range, unit, never, take }));
  }
  const { low, high } = range;
  if (low !== undefined && high !== undefined && compareRationals(low.value, high.value) === 0) return take(low.value);
  // Dense: what is excluded are single numbers and grids, so one of many points near the bounds is free.
  for (const value of points(range)) {
    const number = take(value);
    if (number !== undefined) return number;
  }
  throw new Undecided('number');
}

function rangeOf(atoms: readonly NumberAtom[]): Range {
  let [low, high]: [Bound | undefined, Bound | undefined] = [undefined, undefined];
  for (const one of atoms) {
    if (one.test === 'least' && (low === undefined || isTighter(one, low, 1))) low = one;
    if (one.test === 'most' && (high === undefined || isTighter(one, high, -1))) high = one;
  }
  return { low, high };
}

function isTighter(a: Bound, b: Bound, sign: 1 | -1): boolean {
  const order = compareRationals(a.value, b.value) * sign;
  return order > 0 || (order === 0 && a.open && !b.open);
}

function isEmpty({ low, high }: Range): boolean {
  if (low === undefined || high === undefined) return false;
  const order = compareRationals(low.value, high.value);
  return order > 0 || (order === 0 && (low.open || high.open));
}

function isInside({ low, high }: Range, value: Rational): boolean {
  const above = low === undefined ? 1 : compareRationals(value, low.value);
  const below = high === undefined ? 1 : compareRationals(high.value, value);
  return (above > 0 || (above === 0 && low?.open !== true)) && (below > 0 || (below === 0 && high?.open !== true));
}

interface Grid {
  readonly range: Range;
  readonly unit: Rational;
  readonly never: readonly Rational[];
  readonly take: (value: Rational) => number | undefined;
}

/** Walks over the multiples of a unit, from the bound that there is. */
function findMultiple({ range: { low, high }, unit, never, take }: Grid): number | undefined {
  if (never.some((one) => isMultiple(unit, one))) return undefined;
  const first = low && ceilTimes(low.value, unit);
  const last = high && floorTimes(high.value, unit);
  const isOver = (factor: bigint): boolean =>
    (last !== undefined && factor > last) || (first !== undefined && factor < first);
  const step = first === undefined && last !== undefined ? -1n : 1n;
  let factor = first ?? startBelow(last);
  for (let tried = 0; tried < TRIES; tried += 1, factor += step) {
    if (isOver(factor)) return undefined;
    const number = take(times(unit, factor));
    if (number !== undefined) return number;
  }
  throw new Undecided('number');
}

const startBelow = (last: bigint | undefined): bigint => (last === undefined || last >= 0n ? 0n : last);

/** Lists numbers in a range of more than one number, those that a person would choose first. */
function* points({ low, high }: Range): Iterable<Rational> {
  if (low === undefined && high === undefined) {
    yield* [0, 1, 2, 0.5, -1].map(rationalOf);
    yield* fractions(0n);
    return;
  }
  for (const bound of [low, high]) if (bound !== undefined) yield bound.value;
  yield* wholeNumbers(low, high);
  if (low !== undefined && high !== undefined) yield* halves(low.value, high.value);
}

/** Lists whole numbers beside a bound, and tenths, hundredths and thousandths behind it. */
function* wholeNumbers(low: Bound | undefined, high: Bound | undefined): Iterable<Rational> {
  const edge = low === undefined ? ceilTimes((high as Bound).value, ONE) - 1n : floorTimes(low.value, ONE);
  const step = low === undefined ? -1n : 1n;
  for (let count = 0n; count < 64n; count += 1n) yield ratio(edge + step * count, 1n);
  yield* fractions(edge);
  yield* fractions(edge + step);
}

/** Lists ever smaller steps between two numbers. */
function* halves(low: Rational, high: Rational): Iterable<Rational> {
  let [a, b] = [low, high];
  for (let depth = 0; depth < 40; depth += 1) {
    const half = middle(a, b);
    yield half;
    if (depth % 2 === 0) b = half;
    else a = half;
  }
}

function* fractions(whole: bigint): Iterable<Rational> {
  for (const parts of [10n, 100n, 1000n]) {
    for (let part = 1n; part < 10n; part += 1n) yield ratio(whole * parts + part, parts);
  }
}
