import type { Formula } from './formula.ts';
import type { Schema, SchemaObject } from './schema.ts';
import type { Step } from './step.ts';

/** Turns a schema into the set of values that it accepts; `$ref` stays as it is and is resolved by `resolve`. */
export interface Compiler {
  readonly compile: (schema: Schema) => Formula;
  /** Turns one keyword of a schema into the set of values that it accepts. */
  readonly compileKeyword: (schema: SchemaObject, keyword: string) => Formula;
  readonly step: Step;
  /** Gives the name by which the search knows what a reference points to. */
  readonly targetOf: (reference: string) => string;
  /** Gives what a reference stands for. */
  readonly resolve: (reference: string) => Formula;
  /** Gives the schema that a reference stands for. */
  readonly find: (reference: string) => Schema;
}
