const MIB = 1024 * 1024;

/** Bounds a file of statements, which is held in memory. Turtle of 200,000 concepts with twelve labels each has 74 MiB. */
export const LIMITS = {
  bytes: 128 * MIB,
  /** JSON-LD is held as a tree, which takes some twenty times its size. */
  jsonBytes: 32 * MIB,
  jsonValues: 1_000_000,
  statements: 4_000_000,
  depth: 100,
  /** An entity stands for the beginning of an address, as tools write them. */
  entityCharacters: 200,
  /** What entities stand for, all together. */
  entityTotal: 32 * MIB,
} as const;

/** Resolves relative addresses; the name is one that no server can have (RFC 2606 §2). */
export const BASE = 'http://thesaurus.invalid/';
