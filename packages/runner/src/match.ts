import type { Json } from './program.ts';

/** Says how far a number may lie from what is expected: by the larger of both rooms; none means exactly. */
export interface Tolerance {
  readonly abs?: number;
  readonly rel?: number;
}

/**
 * Tells whether an output is the expected one: same JSON whatever the order of members, numbers exact unless there is a
 * tolerance. Gives the JSON Pointer of the first difference, undefined when there is none.
 */
export function differenceOf(expected: Json, actual: Json, tolerance?: Tolerance): string | undefined {
  if (typeof expected === 'number' && typeof actual === 'number') {
    return isNear(expected, actual, tolerance) ? undefined : '';
  }
  if (!isObject(expected) || !isObject(actual)) return expected === actual ? undefined : '';
  if (Array.isArray(expected) !== Array.isArray(actual)) return '';
  const [wanted, found] = [expected as Members, actual as Members];
  // Members of the expected one first, in its order: the pointer is the same on every machine.
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
    const inner =
      Object.hasOwn(wanted, key) && Object.hasOwn(found, key)
        ? differenceOf(wanted[key] as Json, found[key] as Json, tolerance)
        : '';
    if (inner !== undefined) return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${inner}`;
  }
  return undefined;
}

/** Tells whether an output is the expected one; see differenceOf. */
export function matchesExpected(expected: Json, actual: Json, tolerance?: Tolerance): boolean {
  return differenceOf(expected, actual, tolerance) === undefined;
}

type Members = Readonly<Record<string, Json>>;

function isObject(value: Json): value is readonly Json[] | Members {
  return typeof value === 'object' && value !== null;
}

function isNear(expected: number, actual: number, { abs = 0, rel = 0 }: Tolerance = {}): boolean {
  if (expected === actual) return true;
  return Math.abs(actual - expected) <= Math.max(abs, rel * Math.abs(expected));
}
