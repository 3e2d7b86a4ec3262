import type { Json } from '../contract/formula.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Change } from './change.ts';
import type { ContractVector, EarlierVector, Tolerance } from './content.ts';

/**
 * Finds the earlier vectors that a version contradicts by its own: for the same input it promises what they rule out. Whatever the
 * program is, it cannot keep both; so this is known where nothing is run.
 */
export function contradictedVectors(
  earlier: readonly EarlierVector[],
  own: readonly ContractVector[],
): readonly Change[] {
  const byInput = Map.groupBy(own, ({ input }) => canonicalJson(input));
  return earlier.flatMap((vector): readonly Change[] => {
    const other = byInput.get(canonicalJson(vector.input))?.find((one) => excludes(vector, one));
    if (other === undefined) return [];
    const { version, name, input, output: expected } = vector;
    const told = { version, name, input, expected, outcome: { actual: other.output } };
    return [{ rule: 'vector-contradicted', level: 'major', vector: told, params: { by: other.name } }];
  });
}

type Promised = Pick<ContractVector, 'output' | 'tolerance'>;

/** Tells whether no output at all is within both promises. */
const excludes = (one: Promised, other: Promised): boolean =>
  excludesValue(one.output, other.output, [one.tolerance, other.tolerance]);

type Rooms = readonly [Tolerance | undefined, Tolerance | undefined];

function excludesValue(one: Json, other: Json, rooms: Rooms): boolean {
  if (typeof one === 'number' && typeof other === 'number') return areApart(one, other, rooms);
  if (!isObject(one) || !isObject(other)) return one !== other;
  if (Array.isArray(one) !== Array.isArray(other)) return true;
  const [left, right] = [one as Members, other as Members];
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return true;
  return names.some(
    (name) => !Object.hasOwn(right, name) || excludesValue(left[name] as Json, right[name] as Json, rooms),
  );
}

type Members = Readonly<Record<string, Json>>;

const isObject = (value: Json): value is readonly Json[] | Members => typeof value === 'object' && value !== null;

/** Both rooms are given away, and a little more: what is said to be certain must not hang on how a sum is rounded. */
function areApart(one: number, other: number, [left, right]: Rooms): boolean {
  const room = roomAround(one, left) + roomAround(other, right);
  return Math.abs(one - other) > room * (1 + 4 * Number.EPSILON);
}

const roomAround = (value: number, { abs = 0, rel = 0 }: Tolerance = {}): number =>
  Math.max(abs, rel * Math.abs(value));
