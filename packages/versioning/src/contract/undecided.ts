/** Says why a comparison has no answer; the words are codes. */
export type UndecidedReason =
  | 'keyword'
  | 'reference'
  | 'dynamic-ref'
  | 'depth'
  | 'steps'
  | 'states'
  | 'pattern'
  | 'unevaluated'
  | 'unique'
  | 'length'
  | 'number'
  | 'validators';

/** Ends a search that has no answer: nothing is claimed then. */
export class Undecided extends Error {
  readonly reason: UndecidedReason;

  constructor(reason: UndecidedReason, options?: ErrorOptions) {
    super(`undecided: ${reason}`, options);
    this.name = 'Undecided';
    this.reason = reason;
  }
}
