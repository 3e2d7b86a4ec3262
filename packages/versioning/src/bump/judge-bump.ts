import { compareVersions, isStable } from '../semantic-version.ts';
import type { Change, ContractComparison } from './change.ts';
import { highestOf, bumpBetween, isEnough, type BumpLevel } from './level.ts';
import { demandOf, keepsEdges, levelOf, requiredBump, type BumpRequest } from './required-bump.ts';

/** Asks whether a version number promises no more than is kept. */
export interface BumpQuestion extends BumpRequest {
  /** One that is not published: a version never changes. */
  readonly version: string;
}

/** Is a change that demands more than the number says, and between which versions. */
export interface BumpReason extends Change {
  /** Whether it lies between the version and a lower one, or between the version and a higher one. */
  readonly edge: 'below' | 'above';
  /** The other version. */
  readonly against: string;
}

/** Says whether a version number is honest. */
export interface BumpVerdict {
  /** True when the number promises no more than is kept; a pre-release promises nothing. */
  readonly ok: boolean;
  /** True for a pre-release: what is said is advice and refuses nothing. */
  readonly advice: boolean;
  /** What the differences demand. */
  readonly level: BumpLevel;
  /** The smallest honest version; the version itself where it is honest. */
  readonly required: string;
  /** The nearest version above, where no number below it will do; left out where one does, or nothing is above. */
  readonly beyond?: string;
  /** What demands more than the number says, the highest first; empty where it is honest. */
  readonly reasons: readonly BumpReason[];
}

/**
 * Judges a version number by the versions beside it. More than is needed is always allowed.
 *
 * @throws VersioningError `version-invalid`
 * @example
 * judgeBump({ version: '1.3.1', below: [narrowed], above: [], published }).required; // '2.0.0'
 */
export function judgeBump(question: BumpQuestion): BumpVerdict {
  const { version, below, above, waived = false } = question;
  const level = highestOf([...below, ...above].map((edge) => demandOf(edge, waived)));
  const honest = keepsEdges(version, { below, above, waived });
  const reasons = [
    ...below.flatMap((edge) => reasonsOf(edge, { version, edge: 'below', waived })),
    ...above.flatMap((edge) => reasonsOf(edge, { version, edge: 'above', waived })),
  ];
  const required = honest ? version : (requiredBump(question)?.version ?? version);
  const advice = !isStable(version);
  const [next] = above;
  const isBeyond = !honest && next !== undefined && compareVersions(required, next.new) > 0;
  return { ok: honest || advice, advice, level, required, ...(isBeyond && { beyond: next.new }), reasons };
}

interface Side {
  readonly version: string;
  readonly edge: 'below' | 'above';
  readonly waived: boolean;
}

function reasonsOf(comparison: ContractComparison, { version, edge, waived }: Side): readonly BumpReason[] {
  const against = edge === 'below' ? comparison.old : comparison.new;
  const given = edge === 'below' ? bumpBetween(against, version) : bumpBetween(version, against);
  return comparison.changes
    .filter((change) => !isEnough(given, levelOf(change, waived)))
    .map((change) => ({ ...change, edge, against }));
}
