import type { VectorResult } from './result.ts';

/** Ends a publish before anything is signed: a folder does not keep its own vectors. */
export class VectorsFailed extends Error {
  override readonly name = 'VectorsFailed';
  /** Those of which a vector fails. */
  readonly results: readonly VectorResult[];

  constructor(results: readonly VectorResult[]) {
    super(`vectors-failed ${results.map(({ target }) => target).join(' ')}`);
    this.results = results;
  }
}
