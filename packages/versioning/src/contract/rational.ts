/** Is an exact number: numerator and denominator in lowest terms, the denominator positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** Makes a rational from a numerator and a denominator other than zero. */
export function ratio(n: bigint, d: bigint): Rational {
  const common = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / common, d: d / common };
}

/**
 * Reads a JSON number for the decimal that it is written as: 0.1 is 1/10, not the nearest double. ECMAScript writes the
 * shortest decimal that reads back as the same double (ECMA-262, Number::toString), which is what an author wrote.
 */
export function rationalOf(value: number): Rational {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length;
  return shift >= 0 ? ratio(digits * 10n ** BigInt(shift), 1n) : ratio(digits, 10n ** BigInt(-shift));
}

/** Gives the JSON number that is written as this rational; undefined when no double is. */
export function numberOf(value: Rational): number | undefined {
  const places = decimalPlaces(value.d);
  if (places === undefined) return undefined;
  const number = Number(`${String((value.n * 10n ** BigInt(places)) / value.d)}e-${String(places)}`);
  if (!Number.isFinite(number)) return undefined;
  const back = rationalOf(number);
  return back.n === value.n && back.d === value.d ? number : undefined;
}

/** Most decimal places that a double has: 2^-1074 has 1074. */
const MOST_PLACES = 1_100;

/** Counts the decimal places of 1/d; undefined when there is no end to them. */
function decimalPlaces(d: bigint): number | undefined {
  let [rest, twos, fives] = [d, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  const places = Math.max(twos, fives);
  return rest === 1n && places <= MOST_PLACES ? places : undefined;
}

/** Orders two rationals: negative, zero, positive. */
export function compareRationals(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Gives the largest whole number of times that `unit` (positive) fits below `value` or into it. */
export function floorTimes(value: Rational, unit: Rational): bigint {
  const [n, d] = [value.n * unit.d, value.d * unit.n];
  const quotient = n / d;
  return n % d !== 0n && n < 0n ? quotient - 1n : quotient;
}

/** Gives the smallest whole number of times that `unit` (positive) reaches `value`. */
export function ceilTimes(value: Rational, unit: Rational): bigint {
  return -floorTimes({ n: -value.n, d: value.d }, unit);
}

/** Multiplies a rational by a whole number. */
export const times = ({ n, d }: Rational, factor: bigint): Rational => ratio(n * factor, d);

/** Tells whether a value is a whole number of units. */
export const isMultiple = (value: Rational, unit: Rational): boolean => (value.n * unit.d) % (value.d * unit.n) === 0n;

/** Gives the smallest positive rational that is a multiple of both. */
export function leastCommonMultiple(a: Rational, b: Rational): Rational {
  const n = (a.n * b.n) / gcd(a.n, b.n);
  return ratio(n, gcd(a.d, b.d));
}

/** Gives the number in the middle. */
export const middle = (a: Rational, b: Rational): Rational => ratio(a.n * b.d + b.n * a.d, 2n * a.d * b.d);
