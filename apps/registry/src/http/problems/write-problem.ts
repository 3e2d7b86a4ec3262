import { describeProblemCode, PROBLEMS, ProblemError, type Problem, type ProblemCode } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';

/** Says for whom a problem is written. */
export interface ProblemContext {
  readonly locale: Locale;
  readonly requestId: string;
}

/** Names the problem for programs; the texts behind it stand in docs/spec/problems.md. */
const typeOf = (code: ProblemCode): string => `urn:national-forge:problem:${code}`;

/**
 * Writes a problem document (RFC 9457) in the language of the reader. Whatever is not a `ProblemError` is a fault of
 * ours: the reader learns that it happened and nothing else.
 */
export function writeProblem(error: unknown, { locale, requestId }: ProblemContext): Problem {
  const problem = error instanceof ProblemError ? error : new ProblemError('internal');
  const errors = problem.items(locale).map((item) => ({ ...item }));
  const params = { ...withReason(problem, errors[0]) };
  const { title, detail, hint } = describeProblemCode(problem.code, params, locale);
  const { code, changes } = problem;
  const facts = { type: typeOf(code), title, status: PROBLEMS[code].status, code, detail, hint, params, errors };
  return { ...facts, ...(changes.length > 0 && { changes: [...changes] }), requestId };
}

// What is wrong with a request is said in the reader's language by its first item.
function withReason(problem: ProblemError, first: { message: string; pointer?: string } | undefined) {
  const saysReason = problem.code === 'request-invalid' || problem.code === 'archive-refused';
  if (!saysReason || first === undefined) return problem.params;
  return { ...problem.params, reason: first.pointer ? `${first.pointer}: ${first.message}` : first.message };
}
