/** Lists what may be wrong in a file of the lexicon. */
export const LEXICON_PROBLEM_CODES = [
  'header-wrong',
  'columns-wrong',
  'concept-invalid',
  'concept-in-two-files',
  'concept-scattered',
  'language-unknown',
  'script-not-of-language',
  'label-empty',
  'label-spaces',
  'label-not-nfc',
  'label-in-other-script',
  'label-twice',
  'status-unknown',
  'source-missing',
  'language-missing',
] as const;

/** Names one of them. */
export type LexiconProblemCode = (typeof LEXICON_PROBLEM_CODES)[number];

/** Is one thing that is wrong, with its place. */
export interface LexiconProblem {
  readonly code: LexiconProblemCode;
  readonly file: string;
  /** Counted from 1; the header is line 1. */
  readonly line: number;
  /** What was found there: the label, the language, the count of columns, the other file. */
  readonly found: string;
}
