/** Keeps what was read of versions, by a name that says everything about it, within a number of bytes. */
export interface ContentCache {
  /**
   * Gives what is kept under a name, or makes it. What cannot be made is not kept.
   * @param bytes how much it weighs, as far as that is known before it is made
   */
  use<T>(name: string, bytes: number | ((value: T) => number), make: () => Promise<T>): Promise<T>;
}

interface Kept {
  readonly bytes: number;
  readonly value: Promise<unknown>;
}

/**
 * Makes a cache that holds `most` bytes of files at most, as they were before they were parsed; what was used least lately
 * leaves. What is larger than a quarter of it is not kept.
 */
export function createContentCache(most: number): ContentCache {
  const kept = new Map<string, Kept>();
  let held = 0;
  const remove = (name: string): void => {
    held -= kept.get(name)?.bytes ?? 0;
    kept.delete(name);
  };
  const keep = (name: string, entry: Kept): void => {
    kept.set(name, entry);
    held += entry.bytes;
    for (const oldest of kept.keys()) {
      if (held <= most) break;
      remove(oldest);
    }
  };
  return {
    use<T>(name: string, bytes: number | ((value: T) => number), make: () => Promise<T>): Promise<T> {
      const known = kept.get(name);
      if (known !== undefined) {
        kept.delete(name);
        kept.set(name, known);
        return known.value as Promise<T>;
      }
      const value = make();
      const weight = typeof bytes === 'number' ? bytes : 0;
      if (weight > most / 4) return value;
      const entry = { bytes: weight, value };
      keep(name, entry);
      const settle = (made: number): void => {
        if (kept.get(name) !== entry) return;
        remove(name);
        if (made <= most / 4) keep(name, { bytes: made, value });
      };
      value.then(
        (made) => {
          if (typeof bytes !== 'number') settle(bytes(made));
        },
        () => settle(Infinity),
      );
      return value;
    },
  };
}
