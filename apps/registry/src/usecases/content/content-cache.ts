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
  const shelf = openShelf(most);
  return {
    use<T>(name: string, bytes: number | ((value: T) => number), make: () => Promise<T>): Promise<T> {
      const known = shelf.take(name);
      if (known !== undefined) return known as Promise<T>;
      const value = make();
      const weigh = typeof bytes === 'number' ? () => bytes : bytes;
      shelf.keep(name, { bytes: typeof bytes === 'number' ? bytes : 0, value });
      value.then(
        (made) => shelf.weighAgain(name, { bytes: weigh(made), value }),
        () => shelf.weighAgain(name, { bytes: Infinity, value }),
      );
      return value;
    },
  };
}

/** Holds what is kept, the one used least lately first. */
function openShelf(most: number) {
  const kept = new Map<string, Kept>();
  let held = 0;
  const remove = (name: string): void => {
    held -= kept.get(name)?.bytes ?? 0;
    kept.delete(name);
  };
  const keep = (name: string, entry: Kept): void => {
    if (entry.bytes > most / 4) return;
    kept.set(name, entry);
    held += entry.bytes;
    for (const oldest of kept.keys()) {
      if (held <= most) break;
      remove(oldest);
    }
  };
  return {
    keep,
    take(name: string): Promise<unknown> | undefined {
      const known = kept.get(name);
      if (known === undefined) return undefined;
      kept.delete(name);
      kept.set(name, known);
      return known.value;
    },
    /** Takes another weight for what is still kept; what turned out too heavy leaves. */
    weighAgain(name: string, entry: Kept): void {
      const known = kept.get(name);
      if (known?.value !== entry.value || known.bytes === entry.bytes) return;
      remove(name);
      keep(name, entry);
    },
  };
}
