import type { Script } from './languages.ts';

/** Is one word of a text, or one part of an identifier. */
export interface Token {
  /** Where it starts and ends in the original text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Words in a row differ by one; alternatives (a name and its first part, a date and its year) share one. */
  readonly position: number;
  /** The word as written, folded. */
  readonly exact: string;
  readonly script: Script;
  /** Distinct stems, one for each reading that says something else. */
  readonly stems: readonly string[];
  /** The consonants, comparable across scripts; undefined where they say too little, and for names of several parts. */
  readonly skeleton: string | undefined;
}
