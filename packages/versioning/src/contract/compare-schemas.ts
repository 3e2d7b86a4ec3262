import { withoutAnnotations } from './canonical.ts';
import type { Json } from './formula.ts';
import { startClock, type ComparisonLimits } from './clock.ts';
import type { Inclusion } from './include.ts';
import { isTooDeep } from './json-depth.ts';
import { isSameSchema } from './same-schema.ts';
import type { Schema } from './schema.ts';
import type { UndecidedReason } from './undecided.ts';

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
 * @throws VersioningError `comparison-timeout` after two seconds, `schema-invalid` for what is no schema
 * @example
 * const { verdict, witness } = await compareSchemas({ old: { maximum: 7 }, new: { maximum: 6 }, role: 'input' });
 * // 'breaking', 7
 */
export async function compareSchemas(given: SchemaPair, limits: ComparisonLimits = {}): Promise<Comparison> {
  const { role } = given;
  if (isTooDeep(given.old) || isTooDeep(given.new))
    return { ...undecided('depth'), relation: 'unknown', prover: PROVER };
  // Prover and validators are loaded when two schemas are compared: whoever only resolves versions does without.
  const { assertSchema } = await import('./validators.ts');
  const { include } = await import('./include.ts');
  const look = startClock(limits);
  for (const which of ['old', 'new'] as const) assertSchema(given[which], which);
  if (isSameSchema(given.old, given.new)) {
    return { verdict: 'compatible', relation: 'equivalent', where: {}, rule: 'equal', reason: 'equal', prover: PROVER };
  }
  const pair = { old: withoutAnnotations(given.old), new: withoutAnnotations(given.new), role };
  const [kept, offered] = role === 'input' ? [pair.old, pair.new] : [pair.new, pair.old];
  const forth = await include(kept, offered, look);
  const back = await include(offered, kept, look);
  const relation = role === 'input' ? relationOf(forth, back) : relationOf(back, forth);
  return { ...(await verdictOf(forth, pair)), relation, prover: PROVER };
}

function relationOf(oldInNew: Inclusion, newInOld: Inclusion): Comparison['relation'] {
  if (oldInNew.holds === undefined || newInOld.holds === undefined) return 'unknown';
  if (oldInNew.holds) return newInOld.holds ? 'equivalent' : 'wider';
  return newInOld.holds ? 'narrower' : 'incomparable';
}

type Verdict = Omit<Comparison, 'relation' | 'prover'>;

const undecided = (reason: UndecidedReason): Verdict => ({ verdict: 'undecided', where: {}, rule: 'none', reason });

async function verdictOf(inclusion: Inclusion, { old, new: newer, role }: SchemaPair): Promise<Verdict> {
  if (inclusion.holds === true) return { verdict: 'compatible', where: {}, rule: 'inclusion', reason: 'inclusion' };
  if (inclusion.holds === undefined) return undecided(inclusion.reason);
  const witness = inclusion.value;
  const [refusing, other] = role === 'input' ? [newer, old] : [old, newer];
  const { createExplainer } = await import('./explain.ts');
  const { locate } = await import('./locate.ts');
  const refusal = createExplainer(refusing)(witness);
  if (refusal === undefined)
    return { verdict: 'breaking', witness, where: {}, rule: 'counterexample', reason: 'refused' };
  const { pointer, at, keyword, expected } = refusal;
  const beside = locate(other, refusal);
  const places = role === 'input' ? { old: beside, new: pointer } : { old: pointer, new: beside };
  const where = Object.fromEntries(Object.entries(places).filter(([, place]) => place !== undefined));
  const reason = `${keyword}: ${JSON.stringify(expected)}`;
  return { verdict: 'breaking', witness, at, where, rule: 'counterexample', reason };
}
