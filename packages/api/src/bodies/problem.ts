import * as z from 'zod';

import { PROBLEM_CODES, type ProblemCode } from '../problems/codes.ts';
import { judgedChange } from './verdict.ts';

/** Describes one of several faults inside a problem. */
export const problemItem = z
  .object({
    code: z.string(),
    message: z.string(),
    hint: z.string().optional(),
    severity: z.enum(['error', 'warning']).optional(),
    release: z.string().optional().meta({ description: 'agency/name@version, when several were sent.' }),
    file: z.string().optional(),
    line: z.int().min(1).optional(),
    column: z.int().min(1).optional(),
    pointer: z.string().optional().meta({ description: 'JSON Pointer (RFC 6901) of the place.' }),
    vector: z.string().optional().meta({ description: 'Name of the vector that failed.' }),
    input: z
      .unknown()
      .optional()
      .meta({ description: 'Input of the vector; left out where it is very large, as are the two below.' }),
    expected: z.unknown().optional().meta({ description: 'The output that the vector names.' }),
    actual: z.unknown().optional().meta({ description: 'The output that the release gave.' }),
  })
  .meta({ id: 'ProblemItem', description: 'One fault: what, where, and how to mend it.' });

/** Describes a problem document (RFC 9457). */
export const problem = z
  .object({
    type: z.string().meta({ description: 'A URI reference that names the problem.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.enum(PROBLEM_CODES as unknown as [ProblemCode, ...ProblemCode[]]),
    detail: z.string(),
    hint: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    errors: z.array(problemItem),
    changes: z
      .array(judgedChange)
      .optional()
      .meta({ description: 'Of bump-too-small: what demands a larger number, with witnesses, for programs.' }),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'A problem (RFC 9457); "code" is stable, the texts follow Accept-Language.' });

/** Is a problem document. */
export type Problem = z.infer<typeof problem>;
