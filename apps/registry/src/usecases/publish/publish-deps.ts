import type { Deps } from '../deps.ts';
import type { Gate } from './gate.ts';
import type { Turns } from './turns.ts';

/** Counts publishes, for the metrics. */
export interface PublishCounts {
  published: number;
  repeated: number;
  refused: number;
  /** Judged again, because other versions stood at the end than at the beginning. */
  rejudged: number;
}

/** Begins to count publishes. */
export const createPublishCounts = (): PublishCounts => ({ published: 0, repeated: 0, refused: 0, rejudged: 0 });

/** Gathers what the pipeline needs; the gate bounds how many archives are inspected at a time. */
export interface PublishDeps extends Deps {
  readonly inspections: Gate;
  /** Publishes of one algorithm come one after the other. */
  readonly turns: Turns;
  readonly counts: PublishCounts;
}
