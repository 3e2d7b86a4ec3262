import type { ManifestProblemCode } from '../problem.ts';

/** Holds the texts of one problem; `{name}` stands for a param of the problem. */
export interface ProblemText {
  /** Says what is wrong. */
  readonly message: string;
  /** Says what to do. */
  readonly remedy: string;
  /** Says what to do where the problem knows the nearest word (param `nearest`); takes the place of `remedy`. */
  readonly nearest?: string;
}

/** Holds the texts of all problems in one language. */
export type ProblemTexts = Readonly<Record<ManifestProblemCode, ProblemText>>;
