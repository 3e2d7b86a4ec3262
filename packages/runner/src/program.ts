/** Is a value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** Is a JSON Schema 2020-12. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** Names what runs a program. */
export type ProgramEngine = 'javascript' | 'wasm' | 'python';

/** Is an algorithm with everything that it needs to run: nothing is fetched while it runs. */
export interface Program {
  /** `agency/name`. */
  readonly name: string;
  readonly version: string;
  readonly engine: ProgramEngine;
  /** The file that is run; `function` names the one of python's `file.py:function`. */
  readonly entry: { readonly path: string; readonly bytes: Uint8Array; readonly function?: string };
  /** The JSON files of `runtime.data`, by their paths. */
  readonly data: Readonly<Record<string, Json>>;
  readonly schemas: { readonly input: Schema; readonly output: Schema };
  /** `tolerant` drops members that the input schema does not declare, with a warning. */
  readonly inputMode: 'strict' | 'tolerant';
  /** The locked dependencies by the name that `use('agency/name')` says. */
  readonly dependencies: Readonly<Record<string, Program>>;
  /** Further files of the folder by path: modules of a python program. */
  readonly sources?: Readonly<Record<string, Uint8Array>>;
  /** Whether it lies in a person's own folder: only then, and only where a runner trusts that, Python runs without a sandbox. */
  readonly isOwn?: boolean;
}

/** Writes a program's name as messages show it: `agency/name@version`. */
export function nameOf({ name, version }: Pick<Program, 'name' | 'version'>): string {
  return `${name}@${version}`;
}
