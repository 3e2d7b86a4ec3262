/** Is a tree of keys: from the root, each key leads to at most one further node. Nodes are numbers; the root is 0. */
export interface Trie<T> {
  /** Finds the numbers of keys; those that no path has are left out. */
  keysOf(texts: readonly string[]): readonly number[];
  /** Goes from a node by a key. */
  next(node: number, key: number): number | undefined;
  /** Tells whether nothing is behind a node. */
  isEnd(node: number): boolean;
  /** Lists what ends at a node. */
  at(node: number): readonly T[];
  /** Adds a value at the end of a path. All paths are there before keys are asked for. */
  insert(path: readonly string[], value: T): void;
}

/** Makes an empty trie. */
export function makeTrie<T>(): Trie<T> {
  const keys = new Map<string, number>();
  // Most nodes have nothing behind them.
  const children: (Map<number, number> | undefined)[] = [undefined];
  const values: (T[] | undefined)[] = [];
  const step = (node: number, text: string): number => {
    const key = keys.get(text) ?? keys.size;
    keys.set(text, key);
    const behind = (children[node] ??= new Map<number, number>());
    const next = behind.get(key) ?? children.push(undefined) - 1;
    behind.set(key, next);
    return next;
  };
  return {
    keysOf(texts) {
      let found: number[] | undefined;
      for (const text of texts) {
        const key = keys.get(text);
        if (key !== undefined) (found ??= []).push(key);
      }
      return found ?? NONE;
    },
    isEnd: (node) => children[node] === undefined,
    next: (node, key) => children[node]?.get(key),
    at: (node) => values[node] ?? NONE,
    insert(path, value) {
      (values[path.reduce(step, 0)] ??= []).push(value);
    },
  };
}

const NONE: readonly never[] = [];
