import type { Formula, Json } from './formula.ts';

/** Is what the search for a value inside another one needs of the whole search. */
export interface Search {
  /** Finds a value; undefined when there is none. */
  readonly find: (formula: Formula) => Json | undefined;
  /** Counts a step; ends the search when there were too many. */
  readonly step: () => void;
  readonly holds: (formula: Formula, value: Json) => boolean;
  /** Names a formula, so that two that are written alike are the same. */
  readonly keyOf: (formula: Formula) => string;
  /** Gives what a reference stands for. */
  readonly resolve: (target: string) => Formula;
  /** Objects get every member that is spoken of and that they can have, not only those that they must have. */
  readonly isGenerous: boolean;
}
