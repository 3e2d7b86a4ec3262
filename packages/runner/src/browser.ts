export type { RunOutcome } from './outcome.ts';
