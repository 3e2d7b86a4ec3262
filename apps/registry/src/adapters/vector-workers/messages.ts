import { deserialize, serialize } from 'node:v8';

import type { RunLimits } from '@national-forge/runner';

import type { VectorReport, VectorTask } from '../../ports.ts';

/** Bounds a task as a whole, beside the limits of each run. */
export interface TaskLimits {
  /** Milliseconds of processor time of the worker. */
  readonly cpuMs: number;
  /** Failed vectors after which the rest is not run. */
  readonly failures: number;
  readonly run: Partial<RunLimits>;
}

/** Is what a worker is asked. */
export interface Question {
  readonly task: VectorTask;
  readonly limits: TaskLimits;
}

/** Bounds an answer in bytes: some failed vectors with what they gave. */
export const ANSWER_BYTES = 1024 * 1024;

/** Bounds, in bytes of JSON, what is told of outputs that were not expected: of one, and of all. */
export const ACTUAL_BYTES = { one: 16 * 1024, all: 512 * 1024 } as const;

/** Bounds a message and a pointer, in UTF-16 units. */
export const TEXT = 500;

/** Bounds how many failed vectors are told. */
export const FAILURES_LIMIT = 100;

/** Is what a worker answers; `failed` is a fault of the worker itself. */
export type Answer = { readonly report: VectorReport } | { readonly failed: string };

/** Writes a question; it holds bytes, so it is no JSON. */
export const formatQuestion = (question: Question): Uint8Array => serialize(question);

/** Reads a question. It comes from the server, whom the worker believes. */
export const parseQuestion = (bytes: Uint8Array): Question => deserialize(bytes) as Question;

/** Writes an answer as JSON. */
export const formatAnswer = (given: Answer): Uint8Array => Buffer.from(JSON.stringify(given));
