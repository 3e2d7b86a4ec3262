import * as z from 'zod';

import type { ManifestProblemCode, ProblemParams, Report } from './problem.ts';

/** Carries a problem of ours through zod, as the `params` of a custom issue. */
export interface RuleIssue {
  readonly problem: ManifestProblemCode;
  readonly params: ProblemParams;
}

/** Makes a zod check from a rule; it runs when the value has its type and no earlier check refused it. */
export function rule<T>(judge: (value: T, report: Report) => void): z.core.$ZodCheck<T> {
  return z.check<T>((context) => {
    judge(context.value, (problem, params = {}, path = []) => {
      const issue: RuleIssue = { problem, params };
      context.issues.push({
        code: 'custom',
        message: problem,
        input: context.value,
        path: [...path],
        params: { ...issue },
      });
    });
  });
}

/**
 * Makes a rule that also runs when members of the value were refused, so that all problems are reported at once; it must
 * bear values of any type.
 */
export function ruleDespiteErrors<T>(judge: (value: unknown, report: Report) => void): z.core.$ZodCheck<T> {
  const check = rule<T>(judge);
  check._zod.def.when = () => true;
  return check;
}
