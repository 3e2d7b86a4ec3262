/** Bounds what a JSON file may cost its reader. */
export interface JsonLimits {
  /** Levels of lists and objects; deeper ones overflow the stacks of common readers. */
  readonly depth: number;
  /** Values of all kinds, members and items included. */
  readonly values: number;
}

/** Bounds every JSON file of a release. */
export const JSON_LIMITS: JsonLimits = { depth: 64, values: 200_000 };
