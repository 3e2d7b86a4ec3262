const DIGIT = /^\p{Nd}$/u;

/**
 * Gives the value of a decimal digit of any script (٣, ۳, 3), undefined for what is none. The ten digits of a script lie in a row
 * from its zero (Unicode Standard, §4.6), so the value is the distance from the first of the row.
 */
export function digitValue(character: string): number | undefined {
  if (!DIGIT.test(character)) return undefined;
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
