import * as z from 'zod';

import { FAILURES_LIMIT, TEXT, type Answer } from './messages.ts';

const text = z.string().max(TEXT);

const failed = z.strictObject({
  index: z.int().min(0),
  code: text,
  actual: z.json().optional(),
  pointer: text.optional(),
  message: text,
});

const report = z.strictObject({
  runner: z.string().max(200),
  ended: z.enum(['complete', 'failures', 'budget']),
  total: z.int().min(0),
  failed: z.array(failed).max(FAILURES_LIMIT),
});

const answer = z.union([z.strictObject({ report }), z.strictObject({ failed: z.string() })]);

/**
 * Reads an answer, strictly: the worker may have been taken over by what it ran. In a file of its own, as the worker itself
 * does without what it needs. Throws `Error`.
 */
export function parseAnswer(bytes: Buffer): Answer {
  return answer.parse(JSON.parse(bytes.toString('utf8'))) as Answer;
}
