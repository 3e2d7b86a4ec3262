/**
 * Tells whether a number is a whole number of units, both read as the decimals that they are written as: 0.3 is three times 0.1.
 * ECMAScript writes the shortest decimal that reads back as the same double (ECMA-262, Number::toString), which is what was written.
 */
export function isMultiple(value: number, unit: number): boolean {
  const [a, b] = [decimalOf(value), decimalOf(unit)];
  const shift = a.exponent - b.exponent;
  const [up, down] = [10n ** BigInt(Math.max(shift, 0)), 10n ** BigInt(Math.max(-shift, 0))];
  return (a.digits * up) % (b.digits * down) === 0n;
}

/** Is `digits` times ten to the power of `exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}
