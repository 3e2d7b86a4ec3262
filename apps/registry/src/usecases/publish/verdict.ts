import type { ChangeBody, JudgedChange, Verdict } from '@national-forge/api';
import type { WaivedReason } from '@national-forge/transparency';
import {
  judgeBump,
  PROVER,
  type BumpReason,
  type BumpVerdict,
  type Change,
  type ContractComparison,
  type Json,
} from '@national-forge/versioning';

import type { SignedWaiver } from './signed-waiver.ts';

/** Is how a version was compared with those beside it. */
export interface ComparedVersion {
  readonly version: string;
  readonly verdict: BumpVerdict;
  /** The nearest first. */
  readonly below: readonly ContractComparison[];
  readonly above: readonly ContractComparison[];
}

/** Bounds what a record keeps of the changes of one edge, and of one value in bytes of JSON. */
const CHANGES_LIMIT = 100;
const VALUE_LIMIT = 4096;

/** Bounds, in bytes of JSON, a value that a refusal shows. */
const SHOWN_LIMIT = 16_384;

/** Says in the record how a version number was judged. Who wants more compares again: `/diff`. */
export function verdictOf(compared: ComparedVersion, waiver: SignedWaiver | undefined): Verdict {
  const { verdict, version } = compared;
  const below = compared.below.map((edge) => edgeOf(edge, edge.old));
  const above = compared.above.map((edge) => edgeOf(edge, edge.new));
  const [nearest] = compared.below;
  const question = { version, above: [], published: [], waived: waiver !== undefined };
  const further = [
    ...below.slice(1).map((edge) => ({ ...edge, edge: 'below' as const })),
    ...above.slice(1).map((edge) => ({ ...edge, edge: 'above' as const })),
  ];
  return {
    prover: nearest?.prover ?? PROVER,
    level: nearest === undefined ? 'major' : judgeBump({ ...question, below: [nearest] }).level,
    below: below[0] ?? null,
    above: above[0] ?? null,
    ...(further.length > 0 && { further }),
    ...(verdict.advice && { advice: true }),
    ...(waiver && { waiver: { reason: waiver.statement.reason, waived: waiver.statement.waived.map(toWaived) } }),
  };
}

const toWaived = ({ against, rule }: WaivedReason) => ({ against, rule });

function edgeOf({ level, changes }: ContractComparison, version: string) {
  return { version, level, changes: changes.slice(0, CHANGES_LIMIT).map((change) => changeBody(change, VALUE_LIMIT)) };
}

/** Writes the reasons of a refusal for programs. */
export function judgedChanges(reasons: readonly BumpReason[], release: string): readonly JudgedChange[] {
  return reasons.slice(0, CHANGES_LIMIT).map((reason) => {
    const { edge, against } = reason;
    return { ...changeBody(reason, SHOWN_LIMIT), edge, against, release };
  });
}

/** Writes a change as JSON; a value of more than `limit` bytes is left out. */
export function changeBody(change: Change, limit: number): ChangeBody {
  const { rule, level, comparison, vector, supersedes, params } = change;
  return {
    rule,
    level,
    ...(comparison && { comparison: { ...comparison, ...shown('witness', comparison.witness, limit) } }),
    ...(vector && {
      vector: {
        version: vector.version,
        name: vector.name,
        ...shown('input', vector.input, limit),
        ...shown('expected', vector.expected, limit),
        outcome: 'error' in vector.outcome ? vector.outcome : shown('actual', vector.outcome.actual, limit),
      },
    }),
    ...(supersedes && { supersedes: { ...supersedes, reason: { ...supersedes.reason } } }),
    params: { ...params },
  };
}

function shown<K extends string>(member: K, value: Json | undefined, limit: number): { readonly [M in K]?: Json } {
  const isShown = value !== undefined && JSON.stringify(value).length <= limit;
  return (isShown ? { [member]: value } : { [member]: undefined }) as { readonly [M in K]?: Json };
}
