import { deserialize, serialize } from 'node:v8';

import type { RunLimits } from '@national-forge/runner';
import type { Comparison, SchemaPair } from '@national-forge/versioning';
import { z } from 'zod';

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
export type Question =
  | { readonly kind: 'run'; readonly task: VectorTask; readonly limits: TaskLimits }
  | { readonly kind: 'compare'; readonly pair: SchemaPair };

/** Bounds an answer in bytes: some failed vectors with what they gave, or a witness. */
export const ANSWER_BYTES = 1024 * 1024;

/** Bounds, in bytes of JSON, what is told of outputs that were not expected: of one, and of all. */
export const ACTUAL_BYTES = { one: 16 * 1024, all: 512 * 1024 } as const;

/** Bounds a message and a pointer, in UTF-16 units. */
export const TEXT = 500;

/** Bounds how many failed vectors are told. */
export const FAILURES_LIMIT = 100;

const text = z.string().max(TEXT);
const report = z.strictObject({
  runner: z.string().max(200),
  ended: z.enum(['complete', 'failures', 'budget']),
  total: z.int().min(0),
  failed: z
    .array(
      z.strictObject({
        index: z.int().min(0),
        code: text,
        actual: z.json().optional(),
        pointer: text.optional(),
        message: text,
      }),
    )
    .max(FAILURES_LIMIT),
});

const comparison = z.strictObject({
  verdict: z.enum(['compatible', 'breaking', 'undecided']),
  relation: z.enum(['equivalent', 'wider', 'narrower', 'incomparable', 'unknown']),
  witness: z.json().optional(),
  where: z.strictObject({ old: z.string().optional(), new: z.string().optional() }),
  rule: z.string(),
  reason: z.string(),
  prover: z.string(),
});

const answer = z.union([
  z.strictObject({ report }),
  z.strictObject({ comparison }),
  z.strictObject({ failed: z.string() }),
]);

/** Is what a worker answers; `failed` is a fault of the worker itself. */
export type Answer =
  | { readonly report: VectorReport }
  | { readonly comparison: Comparison }
  | { readonly failed: string };

/** Writes a question; it holds bytes, so it is no JSON. */
export const formatQuestion = (question: Question): Uint8Array => serialize(question);

/** Reads a question. It comes from the server, whom the worker believes. */
export const parseQuestion = (bytes: Uint8Array): Question => deserialize(bytes) as Question;

/** Writes an answer as JSON. */
export const formatAnswer = (given: Answer): Uint8Array => Buffer.from(JSON.stringify(given));

/** Reads an answer. Strictly: the worker may have been taken over by what it ran. Throws `Error`. */
export function parseAnswer(bytes: Buffer): Answer {
  return answer.parse(JSON.parse(bytes.toString('utf8'))) as Answer;
}
