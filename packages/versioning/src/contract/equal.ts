import { typeOf, type Json } from './formula.ts';

/** Tells whether two JSON values are equal (JSON Schema Core §4.2.2): numbers by value, members in any order. */
export function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (type === 'array') return isEqualList(a as readonly Json[], b as readonly Json[]);
  if (type !== 'object') return false;
  const [left, right] = [a as Readonly<Record<string, Json>>, b as Readonly<Record<string, Json>>];
  const names = Object.keys(left);
  const isSame = (name: string): boolean =>
    Object.hasOwn(right, name) && isEqual(left[name] as Json, right[name] as Json);
  return names.length === Object.keys(right).length && names.every(isSame);
}

const isEqualList = (a: readonly Json[], b: readonly Json[]): boolean =>
  a.length === b.length && a.every((item, at) => isEqual(item, b[at] as Json));
