import { canonicalText, withoutAnnotations } from './canonical.ts';
import type { Json } from './formula.ts';
import type { Inclusion } from './include.ts';
import type { Schema } from './schema.ts';

/** Names the method and its version: a stored verdict says by which one it was found. */
export const PROVER = 'nforge-prover/1';

/** Says whether a schema is of the values that an algorithm takes or of those that it gives. */
export type SchemaRole = 'input' | 'output';

/** Is two versions of a schema. */
export interface SchemaPair {
  readonly old: Schema;
  readonly new: Schema;
  readonly role: SchemaRole;
}

/** Is what is known of the values of two versions of a schema. */
export interface Comparison {
  /**
   * `compatible`: proved. `breaking`: shown by `witness`, on which two validators agree for both schemas. `undecided`: neither.
   */
  readonly verdict: 'compatible' | 'breaking' | 'undecided';
  /** How the set of values of the new schema lies to that of the old one. */
  readonly relation: 'equivalent' | 'wider' | 'narrower' | 'incomparable' | 'unknown';
  /** Input: a value that the old schema accepted and the new one refuses. Output: one that the new schema allows and the old one did not. */
  readonly witness?: Json;
  /** JSON Pointer of the place in the witness that is refused: '' is the whole of it. */
  readonly at?: string;
  /** JSON Pointers of the keyword that refuses the witness, in each schema where there is one at that place. */
  readonly where: { readonly old?: string; readonly new?: string };
  /** How it was found. */
  readonly rule: 'equal' | 'inclusion' | 'counterexample' | 'none';
  /** `keyword: value` of what refuses the witness; of an undecided pair the reason. */
  readonly reason: string;
  readonly prover: string;
}

/**
 * Compares two versions of a schema (JSON Schema 2020-12; docs/spec/contract.md).
 *
 * Input: every value that the old one accepted must be accepted. Output: every value that the new one allows must have been
 * allowed. The values that break this are a set of their own; it is shown to be empty, or a value of it is built.
 * @example
 * const { verdict, witness } = await compareSchemas({ old: { maximum: 7 }, new: { maximum: 6 }, role: 'input' });
 * // 'breaking', 7
 */
export async function compareSchemas({ old, new: newer, role }: SchemaPair): Promise<Comparison> {
  if (canonicalText(old) === canonicalText(newer)) {
    return { verdict: 'compatible', relation: 'equivalent', where: {}, rule: 'equal', reason: 'equal', prover: PROVER };
  }
  const pair = { old: withoutAnnotations(old), new: withoutAnnotations(newer) };
  const [kept, offered] = role === 'input' ? [pair.old, pair.new] : [pair.new, pair.old];
  // Prover and validators are loaded when two schemas are compared: whoever only resolves versions does without.
  const { include } = await import('./include.ts');
  const forth = await include(kept, offered);
  const back = await include(offered, kept);
  const relation = role === 'input' ? relationOf(forth, back) : relationOf(back, forth);
  return { ...verdictOf(forth, { ...pair, role }), relation, prover: PROVER };
}

function relationOf(oldInNew: Inclusion, newInOld: Inclusion): Comparison['relation'] {
  if (oldInNew.holds === undefined || newInOld.holds === undefined) return 'unknown';
  if (oldInNew.holds) return newInOld.holds ? 'equivalent' : 'wider';
  return newInOld.holds ? 'narrower' : 'incomparable';
}

type Verdict = Omit<Comparison, 'relation' | 'prover'>;

function verdictOf(inclusion: Inclusion, { old, new: newer, role }: SchemaPair): Verdict {
  if (inclusion.holds === true) return { verdict: 'compatible', where: {}, rule: 'inclusion', reason: 'inclusion' };
  if (inclusion.holds === undefined) {
    return { verdict: 'undecided', where: {}, rule: 'none', reason: inclusion.reason };
  }
  const { value: witness, broken } = inclusion;
  const refusing = role === 'input' ? newer : old;
  const other = role === 'input' ? old : newer;
  const pointer = broken?.pointer;
  const places =
    pointer === undefined
      ? []
      : [[refusing, pointer] as const, ...(hasPlace(other, pointer) ? [[other, pointer] as const] : [])];
  const where = Object.fromEntries(places.map(([schema, at]) => [schema === old ? 'old' : 'new', at]));
  const reason = broken === undefined ? 'refused' : `${broken.keyword}: ${JSON.stringify(broken.expected)}`;
  const at = broken === undefined ? {} : { at: broken.at };
  return { verdict: 'breaking', witness, ...at, where, rule: 'counterexample', reason };
}

/** Tells whether a schema has something at a JSON Pointer (RFC 6901). */
function hasPlace(schema: Schema, pointer: string): boolean {
  let place: unknown = schema;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof place !== 'object' || place === null) return false;
    place = (place as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return place !== undefined;
}
