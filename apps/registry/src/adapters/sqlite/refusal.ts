import type { ProblemCode, ProblemParams } from '@national-forge/api';

/** Undoes a plan: the state found inside the transaction forbids it. Never leaves the ledger. */
export class Refusal extends Error {
  readonly code: ProblemCode | 'revision-moved';
  readonly params: ProblemParams;

  constructor(code: Refusal['code'], params: ProblemParams) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
  }
}
