/** Is where an old name leads. */
export interface MovedName {
  /** The present name. */
  readonly to: string;
  /** Indexes of the leaves that moved it there, in their order. */
  readonly leaves: readonly number[];
}

/** Tells which names moved: a name that was given up leads to the present one for ever, and is never given again. */
export interface Names {
  /** Finds where the algorithm went that had this name; `undefined` if none gave it up. */
  algorithm(name: string): MovedName | undefined;
  /** Finds the present name of the agency that had this one; `undefined` if none gave it up. */
  agency(name: string): string | undefined;
}
