/** Says who may be served now, and for whom that is cheaper. */
export interface Choice {
  may(publisher: string): boolean;
  isPreferred(publisher: string): boolean;
}

/** Holds what waits, by publisher; whoever was served least is next. */
export interface FairQueue<T> {
  /** Adds an item to those of its publisher. */
  push(publisher: string, item: T): void;
  /**
   * Takes the oldest item of the publisher that was served least among those that may be served now; one that is `preferred`
   * goes before as long as it is ahead by no more than the quantum.
   */
  take(choice: Choice): { readonly publisher: string; readonly item: T } | undefined;
  /** Notes that a publisher was served for some milliseconds. */
  charge(publisher: string, ms: number): void;
  /** Counts what waits. */
  count(publisher?: string): number;
  /** Takes everything that waits. */
  drain(): readonly T[];
}

/**
 * Makes a queue that no publisher can fill for the others: each has a line of its own, and a publisher whose algorithms are slow
 * pays with its turn, not with that of others. What was served counts until nothing waits any more.
 */
export function createFairQueue<T>(quantumMs: number): FairQueue<T> {
  const lines = new Map<string, T[]>();
  const served = new Map<string, number>();
  const total = (): number => lines.values().reduce((sum, { length }) => sum + length, 0);
  // A newcomer begins where the least served one stands, so that nobody saves up for later by keeping away.
  const least = (): number => Math.min(...lines.keys().map((publisher) => served.get(publisher) ?? 0));
  return {
    push(publisher, item) {
      const line = lines.get(publisher);
      if (line) {
        line.push(item);
        return;
      }
      if (lines.size > 0) served.set(publisher, Math.max(served.get(publisher) ?? 0, least()));
      lines.set(publisher, [item]);
    },
    take({ may, isPreferred }) {
      const rank = (publisher: string): number =>
        (served.get(publisher) ?? 0) - (isPreferred(publisher) ? quantumMs : 0);
      let next: string | undefined;
      for (const publisher of lines.keys()) {
        if (may(publisher) && (next === undefined || rank(publisher) < rank(next))) next = publisher;
      }
      const line = next === undefined ? undefined : lines.get(next);
      const item = line?.shift();
      if (next === undefined || line === undefined || item === undefined) return undefined;
      // Behind its equals, so that those served alike take turns.
      lines.delete(next);
      if (line.length > 0) lines.set(next, line);
      return { publisher: next, item };
    },
    charge(publisher, ms) {
      if (lines.size === 0) served.clear();
      else served.set(publisher, (served.get(publisher) ?? 0) + ms);
    },
    count: (publisher) => (publisher === undefined ? total() : (lines.get(publisher)?.length ?? 0)),
    drain() {
      const all = [...lines.values()].flat();
      lines.clear();
      served.clear();
      return all;
    },
  };
}
