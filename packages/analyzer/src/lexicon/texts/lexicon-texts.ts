import type { LexiconProblemCode } from '../problem.ts';

/** Holds the sentence of each problem; `{found}` stands for what was found. */
export type LexiconTexts = Readonly<Record<LexiconProblemCode, string>>;
