import type { JudgedChange, Verdict } from '@national-forge/api';
import type { WaivedReason } from '@national-forge/transparency';
import {
  judgeBump,
  PROVER,
  type BumpReason,
  type BumpVerdict,
  type ContractComparison,
} from '@national-forge/versioning';

import { openChangeWriter, type ChangeWriter } from './change-body.ts';
import type { SignedWaiver } from './signed-waiver.ts';

/** Is how a version was compared with those beside it. */
export interface ComparedVersion {
  readonly version: string;
  readonly verdict: BumpVerdict;
  /** The nearest first. */
  readonly below: readonly ContractComparison[];
  readonly above: readonly ContractComparison[];
}

/** Bounds what a record keeps of changes: it is kept for ever, and served from memory. */
const RECORD_ROOM = { changes: 200, bytes: 131_072, value: 4096 };

/** Bounds what a refusal shows. */
const REFUSAL_ROOM = { changes: 100, bytes: 524_288, value: 16_384 };

/** Versions beyond the nearest that a record names: a pre-release is refused nothing, and could differ from all. */
const FURTHER_LIMIT = 16;

/** Says in the record how a version number was judged. Who wants more compares again: `/diff`. */
export function verdictOf(compared: ComparedVersion, waiver: SignedWaiver | undefined): Verdict {
  const { verdict, version } = compared;
  const write = openChangeWriter(RECORD_ROOM);
  const [nearest, ...lower] = compared.below;
  const [next, ...higher] = compared.above;
  const [below, above] = [nearest && edgeOf(nearest, nearest.old, write), next && edgeOf(next, next.new, write)];
  const question = { version, above: [], published: [], waived: waiver !== undefined };
  const further = [
    ...lower.map((edge) => ({ comparison: edge, version: edge.old, edge: 'below' as const })),
    ...higher.map((edge) => ({ comparison: edge, version: edge.new, edge: 'above' as const })),
  ]
    .slice(0, FURTHER_LIMIT)
    .map(({ comparison, edge, ...other }) => ({ ...edgeOf(comparison, other.version, write), edge }));
  return {
    prover: nearest?.prover ?? PROVER,
    level: nearest === undefined ? 'major' : judgeBump({ ...question, below: [nearest] }).level,
    below: below ?? null,
    above: above ?? null,
    ...(further.length > 0 && { further }),
    ...(verdict.advice && { advice: true }),
    ...(waiver && { waiver: { reason: waiver.statement.reason, waived: waiver.statement.waived.map(toWaived) } }),
  };
}

const toWaived = ({ against, rule }: WaivedReason) => ({ against, rule });

function edgeOf({ level, changes }: ContractComparison, version: string, write: ChangeWriter) {
  return { version, level, changes: write(changes).map(([body]) => body) };
}

/** Writes the reasons of a refusal for programs. */
export function judgedChanges(reasons: readonly BumpReason[], release: string): readonly JudgedChange[] {
  return openChangeWriter(REFUSAL_ROOM)(reasons).map(([body, { edge, against }]) => ({
    ...body,
    edge,
    against,
    release,
  }));
}
