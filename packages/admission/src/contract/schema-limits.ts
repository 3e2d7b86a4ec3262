/** Bounds a contract schema, with all its files: code is made from it, so its size is the size of a program. */
export const SCHEMA_LIMITS = { subschemas: 5_000, patternLength: 1_000, faults: 1_000, files: 64 } as const;
