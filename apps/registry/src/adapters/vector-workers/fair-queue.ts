/** Says who may be served now, and for whom that is cheaper. */
export interface Choice {
  may(agency: string): boolean;
  isPreferred(agency: string): boolean;
}

/** Holds what waits, by agency; whoever was served least is next. */
export interface FairQueue<T> {
  /** Adds an item to those of its agency. */
  push(agency: string, item: T): void;
  /**
   * Takes the oldest item of the agency that was served least among those that may be served now; one that is `preferred`
   * goes before as long as it is ahead by no more than the quantum.
   */
  take(choice: Choice): { readonly agency: string; readonly item: T } | undefined;
  /** Notes that an agency was served for some milliseconds. */
  charge(agency: string, ms: number): void;
  /** Counts what waits. */
  count(agency?: string): number;
  /** Takes everything that waits. */
  drain(): readonly T[];
}

/**
 * Makes a queue that no agency can fill for the others: each has a line of its own, and an agency whose algorithms are slow
 * pays with its turn, not with that of others. What was served counts until nothing waits any more.
 */
export function createFairQueue<T>(quantumMs: number): FairQueue<T> {
  const lines = new Map<string, T[]>();
  const served = new Map<string, number>();
  const total = (): number => lines.values().reduce((sum, { length }) => sum + length, 0);
  // A newcomer begins where the least served one stands, so that nobody saves up for later by keeping away.
  const least = (): number => Math.min(...lines.keys().map((agency) => served.get(agency) ?? 0));
  return {
    push(agency, item) {
      const line = lines.get(agency);
      if (line) {
        line.push(item);
        return;
      }
      if (lines.size > 0) served.set(agency, Math.max(served.get(agency) ?? 0, least()));
      lines.set(agency, [item]);
    },
    take({ may, isPreferred }) {
      const rank = (agency: string): number => (served.get(agency) ?? 0) - (isPreferred(agency) ? quantumMs : 0);
      let next: string | undefined;
      for (const agency of lines.keys()) {
        if (may(agency) && (next === undefined || rank(agency) < rank(next))) next = agency;
      }
      const line = next === undefined ? undefined : lines.get(next);
      const item = line?.shift();
      if (next === undefined || line === undefined || item === undefined) return undefined;
      // Behind its equals, so that those served alike take turns.
      lines.delete(next);
      if (line.length > 0) lines.set(next, line);
      return { agency: next, item };
    },
    charge(agency, ms) {
      if (lines.size === 0) served.clear();
      else served.set(agency, (served.get(agency) ?? 0) + ms);
    },
    count: (agency) => (agency === undefined ? total() : (lines.get(agency)?.length ?? 0)),
    drain() {
      const all = [...lines.values()].flat();
      lines.clear();
      served.clear();
      return all;
    },
  };
}
