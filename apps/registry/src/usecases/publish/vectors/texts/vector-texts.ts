import type { FailedRun } from '../../../../ports.ts';

/** Names what a release can be refused for beside a single vector. */
export type TaskFault = 'budget' | 'deadline' | 'crashed' | 'circular' | 'unresolved' | 'more';

/** Names why a run gave no output. */
export type FaultCode = Exclude<FailedRun['code'], 'differs' | 'not-deterministic'>;

/** Is a sentence and what to do. */
export interface VectorText {
  readonly message: string;
  readonly hint: string;
}

/** Holds the texts of one language; `{name}` stands for a value, which is isolated where the script runs to the left. */
export interface VectorTexts {
  readonly differs: VectorText;
  readonly 'not-deterministic': VectorText;
  /** Frames a fault: `{fault}` is the clause below, `{detail}` what the runner says. */
  readonly fault: string;
  readonly faults: Readonly<Record<FaultCode, VectorText>>;
  readonly tasks: Readonly<Record<TaskFault, VectorText>>;
}
