import { describeProblem, nearestOf, type Locale } from '@national-forge/manifest';

import type { Report } from './error-report.ts';
import { EXIT } from './io.ts';
import { text } from './texts/texts.ts';
import type { UsageError } from './usage-error.ts';

/**
 * Describes words that are off, or what is not there: what happened, and what to type instead. A file of its own, so that a slip of
 * the finger is answered without loading what knows all other errors.
 */
export function describeUsage(error: UsageError, locale: Locale): Report {
  const { key, params, exit, details } = error;
  const nearest = details.near && nearestOf(details.near.word, details.near.among);
  const help =
    details.command === undefined
      ? text(locale, 'usage.hint')
      : text(locale, 'usage.hintCommand', { command: details.command });
  const proposal = nearest === undefined ? '' : `${text(locale, 'usage.nearest', { nearest })} `;
  return {
    code: exit === EXIT.usage ? 'usage' : key.replace('.', '-'),
    exit,
    message: text(locale, key, params),
    hint: details.hint ? text(locale, details.hint, params) : `${proposal}${help}`,
    ...(details.problems && {
      items: details.problems.map(({ where, problem }) => {
        const { message: said, remedy } = describeProblem(problem, locale);
        return { where, code: problem.code, message: said, hint: remedy };
      }),
    }),
  };
}
