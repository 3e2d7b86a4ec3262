import type { Formula, Json } from './formula.ts';
import type { Keys } from './formula-key.ts';
import type { Step } from './step.ts';

/** Is what the search for a value inside another one needs of the whole search. */
export interface Search extends Keys {
  /** Finds a value; undefined when there is none. */
  readonly find: (formula: Formula) => Json | undefined;
  /** Counts a step, or work as long as so many; ends the search when there were too many. */
  readonly step: Step;
  /** Acts one choice deeper; ends the search when that is too deep. */
  readonly deeper: <T>(act: () => T) => T;
  readonly holds: (formula: Formula, value: Json) => boolean;
  /** Gives what a reference stands for. */
  readonly resolve: (target: string) => Formula;
  /** Objects get every member that is spoken of and that they can have, not only those that they must have. */
  readonly isGenerous: boolean;
}
