import { isEqual } from '../contract/equal.ts';
import type { Json } from '../contract/formula.ts';

/** Is what of a vector decides whether it is the same one. */
export interface VectorFacts {
  readonly name: string;
  readonly input: Json;
  readonly output: Json;
  readonly tolerance?: { readonly abs?: number; readonly rel?: number };
}

/** Names the vectors that differ between two releases. */
export interface VectorDifferences {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Those of the same name whose input, output or tolerance is another one. */
  readonly changed: readonly string[];
}

/** Compares the vectors of two releases by their names, which are unique in a release. */
export function vectorDifferences(old: readonly VectorFacts[], newer: readonly VectorFacts[]): VectorDifferences {
  const before = new Map(old.map((vector) => [vector.name, vector]));
  const after = new Map(newer.map((vector) => [vector.name, vector]));
  const names = [...after.keys()];
  return {
    added: names.filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: names.filter((name) => {
      const [left, right] = [before.get(name), after.get(name)];
      return left !== undefined && right !== undefined && !isEqual(contentOf(left), contentOf(right));
    }),
  };
}

const contentOf = ({ input, output, tolerance }: VectorFacts): Json => ({
  input,
  output,
  tolerance: tolerance === undefined ? null : { abs: tolerance.abs ?? null, rel: tolerance.rel ?? null },
});
