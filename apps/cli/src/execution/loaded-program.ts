import type { Program } from '@national-forge/runner';
import type { ContractVector } from '@national-forge/versioning';

/** Is an algorithm that was read, with what it calls. */
export interface LoadedProgram {
  readonly name: string;
  readonly version: string;
  /** Undefined where there is nothing to run: engine `none`. */
  readonly program: Program | undefined;
  readonly vectors: readonly ContractVector[];
}
