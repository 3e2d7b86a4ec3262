/** Bounds of the duration histogram, in seconds. */
export const DURATION_BOUNDS: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
];

/** Counts the requests of one route in plain numbers; they become metrics only when somebody asks for them. */
export interface RouteTally {
  /** Count of answers by status. */
  readonly statuses: Map<number, number>;
  /** Count of requests by first bound not below their duration; the last one is beyond all bounds. */
  readonly buckets: number[];
  /** Sum of the durations, in seconds. */
  sum: number;
}

/** Counts requests by route. */
export interface Tally {
  readonly routes: ReadonlyMap<string, RouteTally>;
  observe(route: string, status: number, milliseconds: number): void;
}

/** Makes an empty tally. */
export function createTally(): Tally {
  const routes = new Map<string, RouteTally>();
  return {
    routes,
    observe(route, status, milliseconds) {
      let tally = routes.get(route);
      if (tally === undefined) {
        tally = { statuses: new Map(), buckets: new Array<number>(DURATION_BOUNDS.length + 1).fill(0), sum: 0 };
        routes.set(route, tally);
      }
      const seconds = milliseconds / 1000;
      let bucket = 0;
      while (bucket < DURATION_BOUNDS.length && seconds > (DURATION_BOUNDS[bucket] ?? Infinity)) bucket += 1;
      tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + 1;
      tally.sum += seconds;
      tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
    },
  };
}
