import type { Clock } from '../../ports.ts';

/** Is a clock that a test moves. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

/** Makes a clock that stands still until it is moved. */
export function testClock(start = '2026-11-23T10:00:00Z'): TestClock {
  let now = Date.parse(start);
  return { now: () => new Date(now), advance: (milliseconds) => void (now += milliseconds) };
}
