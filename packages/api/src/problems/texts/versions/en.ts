import type { PartOfTexts } from '../../texts.ts';

/** Holds the English texts about version numbers that promise too much. */
export const enVersions = {
  'bump-too-small': [
    'The version number promises more than it keeps',
    '{name}@{version} does not keep what the versions beside it promised; "errors" tells what, with the values that break. The smallest honest number is {required}.',
    'Set version: {required} in algorithm.yaml ("nforge bump" does it), or take the change back, and publish again.',
  ],
  'waiver-mismatch': [
    'The waiver does not fit',
    'The waiver of {name}@{version} names {waived}; what stayed undecided is: {undecided}. What was refuted by a value is never waived.',
    'Sign a waiver for exactly what stayed undecided: "nforge publish --waive REASON" does it.',
  ],
} as const satisfies PartOfTexts;
