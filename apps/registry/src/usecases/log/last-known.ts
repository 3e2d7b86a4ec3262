/** Reads a value that may fail to be read, and gives the last one known then: what operators ask is always answered. */
export interface LastKnown<T> {
  readonly read: () => Promise<T>;
}

/** Makes a reading that starts with a value known. */
export function lastKnown<T>(first: T, read: () => Promise<T>): LastKnown<T> {
  let known = first;
  return {
    async read() {
      try {
        known = await read();
      } catch {
        // The store is closed or cannot be read: the routes that serve from it say so.
      }
      return known;
    },
  };
}
