import type { Job, Word } from './job.ts';

/** Asks a thread for one word: an answer to a job, or (without one) that it is ready. */
export interface Ask {
  readonly job?: Job;
  /** Milliseconds of processor time after which the thread is given up. */
  readonly cpuMs: number;
  /** Milliseconds on the clock after which the thread is given up. */
  readonly wallMs: number;
}

/** Ends a question: a word of the thread, or why there will be none. Then the thread is useless. */
export type ThreadEnd =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'broken'; readonly error: Error };

/** Is a thread that can be ended from outside whatever it does: a worker thread of Node, a worker of a page. */
export interface Thread {
  tell(job: Job): void;
  ask(question: Ask): Promise<ThreadEnd>;
  stop(): Promise<void>;
}
