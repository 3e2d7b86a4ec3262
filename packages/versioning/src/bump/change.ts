import type { Comparison } from '../contract/compare-schemas.ts';
import type { FailedVector, Supersedes } from './content.ts';
import type { BumpLevel } from './level.ts';

/** Lists every rule by which a change demands a level (docs/spec/versions.md), in the order in which changes are told. */
export const CHANGE_RULES = [
  'input-narrowed',
  'input-undecided',
  'input-widened',
  'input-members-dropped',
  'input-equivalent',
  'output-widened',
  'output-undecided',
  'output-narrowed',
  'output-equivalent',
  'input-strict',
  'input-tolerant',
  'contract-lost',
  'contract-gained',
  'vector-fails',
  'vector-contradicted',
  'vector-superseded',
  'vectors-added',
  'vectors-removed',
  'engine-changed',
  'engine-raised',
  'engine-lowered',
  'risk-raised',
  'risk-lowered',
  'kind-changed',
  'validity-lost',
  'validity-widened',
  'period-moved',
  'period-end-moved',
  'personal-data-raised',
  'license-changed',
  'dependencies-changed',
  'program-changed',
  'texts-changed',
  'files-changed',
] as const;

/** Names the rule by which a change demands its level; stable English, part of the API. */
export type ChangeRule = (typeof CHANGE_RULES)[number];

/** Is one difference between two versions, with what it demands of the number. Plain JSON: it is stored with the release. */
export interface Change {
  readonly rule: ChangeRule;
  readonly level: BumpLevel;
  /** Of a change of a schema: the comparison, with its witness. */
  readonly comparison?: Comparison;
  /** Of `vector-fails` and `vector-contradicted`; of the latter `actual` is what its own vector promises. */
  readonly vector?: FailedVector;
  /** Of `vector-superseded`. */
  readonly supersedes?: Supersedes;
  /** The facts that its text shows. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** Is everything that differs between two versions, and the level that it demands. */
export interface ContractComparison {
  readonly old: string;
  readonly new: string;
  /** The highest level of the changes; `patch` when nothing that matters differs. */
  readonly level: BumpLevel;
  /** The highest level first, in the order of `CHANGE_RULES`. */
  readonly changes: readonly Change[];
  /** Names the method by which schemas were compared, and its version. */
  readonly prover: string;
}

/** Tells whether a signed waiver can take the answer for a change: only for what is not decided. */
export const isWaivable = ({ rule }: Change): boolean => rule === 'input-undecided' || rule === 'output-undecided';
