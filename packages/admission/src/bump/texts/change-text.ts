import type { ChangeRule } from '@national-forge/versioning';

/** Names a sentence about a change: its rule, and what of it is told otherwise. */
export type ChangeTextKey =
  | ChangeRule
  | 'input-narrowed-whole'
  | 'input-widened-perhaps'
  | 'output-widened-whole'
  | 'output-narrowed-perhaps'
  | 'vector-fails-error';

/** Holds the words for changes in one language. `{old}` and `{new}` are the versions, `{before}` and `{after}` values of a field. */
export interface ChangeTexts {
  readonly changes: Readonly<Record<ChangeTextKey, string>>;
  /** Says why something is not decided, and what can be done, by the reason of the prover. */
  readonly reasons: Readonly<Record<UndecidedText, string>>;
  /** Names a version; without one it is the reader's own. */
  readonly version: { readonly named: string; readonly yours: string };
  readonly verdicts: {
    readonly ok: string;
    readonly demanded: string;
    readonly beyond: string;
    readonly advice: string;
  };
}

/** Names the reasons that have words of their own; `other` is told for the rest. */
export type UndecidedText =
  | 'steps'
  | 'pattern'
  | 'length'
  | 'number'
  | 'unique'
  | 'unevaluated'
  | 'reference'
  | 'validators'
  | 'tolerant'
  | 'other';
