import type { Formula } from './formula.ts';
import type { Schema } from './schema.ts';

/** Turns a schema into the set of values that it accepts; `$ref` stays as it is and is resolved by `resolve`. */
export interface Compiler {
  readonly compile: (schema: Schema) => Formula;
  /** Gives what a reference stands for. */
  readonly resolve: (target: string) => Formula;
  /** Gives the schema that a reference stands for. */
  readonly find: (target: string) => Schema;
}
