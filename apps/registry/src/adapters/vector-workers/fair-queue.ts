/** Says who may be served now, and for whom that is cheaper. */
export interface Choice {
  readonly may: (publisher: string) => boolean;
  readonly isPreferred: (publisher: string) => boolean;
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
  const servedOf = (publisher: string): number => served.get(publisher) ?? 0;
  return {
    push(publisher, item) {
      const line = lines.get(publisher);
      if (line) {
        line.push(item);
        return;
      }
      // A newcomer begins where the least served one stands, so that nobody saves up for later by keeping away.
      const least = Math.min(...lines.keys().map(servedOf));
      if (lines.size > 0) served.set(publisher, Math.max(servedOf(publisher), least));
      lines.set(publisher, [item]);
    },
    take({ may, isPreferred }) {
      const rank = (publisher: string): number => servedOf(publisher) - (isPreferred(publisher) ? quantumMs : 0);
      const [first, ...others] = lines.keys().filter(may);
      if (first === undefined) return undefined;
      const next = others.reduce((best, one) => (rank(one) < rank(best) ? one : best), first);
      const [item, ...rest] = lines.get(next) ?? [];
      // Behind its equals, so that those served alike take turns.
      lines.delete(next);
      if (rest.length > 0) lines.set(next, rest);
      return item === undefined ? undefined : { publisher: next, item };
    },
    charge(publisher, ms) {
      if (lines.size === 0) served.clear();
      else served.set(publisher, servedOf(publisher) + ms);
    },
    count: (publisher) =>
      publisher === undefined ? [...lines.values()].flat().length : (lines.get(publisher)?.length ?? 0),
    drain() {
      const all = [...lines.values()].flat();
      lines.clear();
      served.clear();
      return all;
    },
  };
}
