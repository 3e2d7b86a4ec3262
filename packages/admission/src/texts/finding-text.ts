import type { FindingCode } from '../finding.ts';

/** Holds the texts of one finding; `{name}` stands for a param, `{pointer}` for the place in the file. */
export interface FindingText {
  /** Says what was found. */
  readonly message: string;
  /** Says what to do. */
  readonly remedy: string;
  /** Says what to do where the nearest known word is known (param `nearest`); takes the place of `remedy`. */
  readonly nearest?: string;
}

/** Holds the texts of all findings in one language; problems of the manifest have texts of their own. */
export type FindingTexts = Readonly<Record<Exclude<FindingCode, 'manifest-problem'>, FindingText>>;
