import type { RunEnd } from '../execute.ts';
import type { RunLimits } from '../limits.ts';
import type { Program } from '../program.ts';

/** Is what a thread is told. Programs are sent once and named by a number from then on. */
export type Job =
  | { readonly kind: 'load'; readonly id: number; readonly program: Program }
  | { readonly kind: 'forget'; readonly id: number }
  | {
      readonly kind: 'run';
      readonly id: number;
      readonly input: string;
      readonly limits: RunLimits;
      readonly slot: number;
    };

/** Is what a thread says: that it is ready, and one end for each run, in their order. */
export type Word =
  | { readonly kind: 'ready' }
  | { readonly kind: 'end'; readonly end: RunEnd }
  | { readonly kind: 'failed'; readonly message: string };
