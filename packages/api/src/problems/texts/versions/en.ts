import type { PartOfTexts } from '../../texts.ts';

/** Holds the English texts about version numbers that promise too much. */
export const enVersions = {
  'bump-too-small': [
    'The version number promises more than it keeps',
    '{name}@{version} does not keep what the versions beside it promised; what is broken is told one by one, with the value that shows it. The smallest honest number is {required}.',
    'Set version: {required} in algorithm.yaml ("nforge bump" does it), or take the change back, and publish again.',
  ],
  'waiver-mismatch': [
    'The waiver does not fit',
    'The waiver of {name}@{version} names {waived}; what stayed undecided is: {undecided}. What was refuted by a value is never waived.',
    'Sign a waiver for exactly what stayed undecided: "nforge publish --waive REASON" does it.',
  ],
  'unyank-refused': [
    'The version cannot be offered again',
    'While {name}@{version} was yanked, {against} was published and does not keep what it promises; "errors" tells what.',
    'Leave it yanked, or yank what was published since first.',
  ],
} as const satisfies PartOfTexts;
