import { dropUndeclared, findUndroppable } from '@national-forge/manifest/tolerant';

import type { ComparisonLimits } from '../contract/clock.ts';
import { compareSchemas, PROVER, type Comparison, type SchemaPair } from '../contract/compare-schemas.ts';
import { assertReadable } from '../contract/assert-readable.ts';
import { openDocument } from '../contract/document.ts';
import type { Schema } from '../contract/schema.ts';
import { isSameSchema } from '../contract/same-schema.ts';
import { Undecided } from '../contract/undecided.ts';
import { closeObjects } from './close-objects.ts';
import { openObjects } from './open-objects.ts';

/** Says what becomes of members that a version does not declare: they are judged like all others, or dropped. */
export type InputMode = 'strict' | 'tolerant';

/** Is two versions of a schema, and how each version takes its input. */
export interface ModePair extends SchemaPair {
  /** Strict, both, where it is left out. */
  readonly modes?: { readonly old: InputMode; readonly new: InputMode };
}

/**
 * Compares two versions of a schema as `compareSchemas` does, tolerant inputs included (docs/spec/contract.md, §5): what callers of
 * a tolerant version send is what it declares, and what a tolerant version takes is what is left without what it does not
 * declare. `relation` is then that of what the two declare: `narrower` beside `compatible` says that something is no longer read.
 *
 * @throws VersioningError as `compareSchemas`
 */
export async function compareInMode(pair: ModePair, limits: ComparisonLimits = {}): Promise<Comparison> {
  const { old, new: newer, role, modes = STRICT } = pair;
  const isStrict = modes.old === 'strict' && modes.new === 'strict';
  if (isStrict || (modes.old === modes.new && isSameSchema(old, newer))) {
    return compareSchemas({ old, new: newer, role }, limits);
  }
  const reason = await whyUnreadable(pair);
  const written = reason === undefined ? writeSchemas(pair, modes) : undefined;
  return written === undefined ? undecided(reason ?? 'tolerant') : compareWritten(pair, written, limits);
}

type Modes = Required<ModePair>['modes'];

const STRICT: Modes = { old: 'strict', new: 'strict' };

/** Holds what is compared in place of what was written. */
interface Written {
  /** What callers of the old version send. */
  readonly sent: Schema;
  /** What the new version takes. */
  readonly taken: Schema;
  /** What callers of the new version send. */
  readonly toSend: Schema;
}

/** Writes the schemas; undefined where it is not defined what is dropped (admission refuses that), or where they are too large. */
function writeSchemas({ old, new: newer }: ModePair, modes: Modes): Written | undefined {
  const tolerant = [...(modes.old === 'tolerant' ? [old] : []), ...(modes.new === 'tolerant' ? [newer] : [])];
  try {
    if (tolerant.some((schema) => findUndroppable(schema).length > 0)) return undefined;
    const sent = modes.old === 'tolerant' ? closeObjects(old) : old;
    if (modes.new === 'strict') return { sent, taken: newer, toSend: newer };
    return { sent, taken: openObjects(newer), toSend: closeObjects(newer) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function compareWritten(pair: ModePair, written: Written, limits: ComparisonLimits): Promise<Comparison> {
  const { sent, taken, toSend } = written;
  const kept = await compareSchemas({ old: sent, new: taken, role: pair.role }, limits);
  if (kept.verdict !== 'compatible') return explained(kept, pair);
  if (taken === toSend) return kept;
  const { relation } = await compareSchemas({ old: sent, new: toSend, role: pair.role }, limits);
  return { ...kept, relation };
}

/** What `compareSchemas` does not read is not taken apart either. Throws `schema-invalid` for what is no schema. */
async function whyUnreadable({ old, new: newer }: ModePair): Promise<string | undefined> {
  const { assertSchema } = await import('../contract/validators.ts');
  assertSchema(old, 'old');
  assertSchema(newer, 'new');
  try {
    for (const schema of [old, newer]) assertReadable(openDocument(schema));
    return undefined;
  } catch (error) {
    if (error instanceof Undecided) return error.reason;
    throw error;
  }
}

const undecided = (reason: string): Comparison => ({
  verdict: 'undecided',
  relation: 'unknown',
  where: {},
  rule: 'none',
  reason,
  prover: PROVER,
});

/** The places of what was compared are not those of what the authors wrote: a witness is explained by their own schemas. */
async function explained(comparison: Comparison, { old, new: newer, modes }: ModePair): Promise<Comparison> {
  const { witness, at: _at, ...rest } = comparison;
  if (witness === undefined) return comparison;
  const { createExplainer } = await import('../contract/explain.ts');
  const { locate } = await import('../contract/locate.ts');
  const { openValidators } = await import('../contract/validators.ts');
  const left = modes?.new === 'tolerant' ? dropUndeclared(newer, witness).value : witness;
  const [takes, refuses] = [await openValidators(old), await openValidators(newer)];
  if (takes(witness) !== true || refuses(left) !== false) return undecided('validators');
  const refusal = createExplainer(newer)(left);
  if (refusal === undefined) return { ...rest, witness, where: {}, reason: 'refused' };
  const beside = locate(old, refusal);
  const where = beside === undefined ? { new: refusal.pointer } : { old: beside, new: refusal.pointer };
  return { ...rest, witness, at: refusal.at, where, reason: `${refusal.keyword}: ${JSON.stringify(refusal.expected)}` };
}
