/** Is a tree of keys: from the root, each key leads to at most one further node. Nodes are numbers; the root is 0. */
export interface Trie<T> {
  /** Finds the number of a key; undefined where no path has it. */
  keyOf(key: string): number | undefined;
  /** Goes from a node by a key. */
  next(node: number, key: number): number | undefined;
  /** Lists what ends at a node. */
  at(node: number): readonly T[];
  /** Adds a value at the end of a path. */
  insert(path: readonly string[], value: T): void;
}

// Node and key in one number: both stay far below.
const KEYS = 2 ** 24;

/** Makes an empty trie. One map for all nodes: forty thousand small ones would cost ten times the memory. */
export function makeTrie<T>(): Trie<T> {
  const keys = new Map<string, number>();
  const edges = new Map<number, number>();
  const values = new Map<number, T[]>();
  let nodes = 1;
  const step = (node: number, key: string): number => {
    const number = keys.get(key) ?? keys.size;
    keys.set(key, number);
    const edge = node * KEYS + number;
    const next = edges.get(edge) ?? nodes++;
    edges.set(edge, next);
    return next;
  };
  return {
    keyOf: (key) => keys.get(key),
    next: (node, key) => edges.get(node * KEYS + key),
    at: (node) => values.get(node) ?? [],
    insert(path, value) {
      const node = path.reduce(step, 0);
      const there = values.get(node);
      if (there === undefined) values.set(node, [value]);
      else there.push(value);
    },
  };
}
