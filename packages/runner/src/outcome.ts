import type { Json } from './program.ts';

/** Names why a run gave no output. */
export type RunFaultCode =
  | 'input-invalid'
  | 'input-not-json'
  | 'output-invalid'
  | 'output-not-json'
  | 'output-too-large'
  | 'timeout'
  | 'memory'
  | 'stack'
  | 'threw'
  | 'use-undeclared'
  | 'use-depth'
  | 'use-calls'
  | 'load-failed'
  | 'schema-invalid'
  | 'engine-missing'
  | 'host-failed';

/** Says why a run gave no output, in English without paths or secrets of the host. */
export interface RunFault {
  readonly ok: false;
  readonly code: RunFaultCode;
  readonly message: string;
  /** JSON Pointer of the place in the input or output. */
  readonly pointer?: string;
  readonly at?: 'input' | 'output';
  /** The dependency at fault, `agency/name@version`; absent when it is the program itself. */
  readonly program?: string;
}

/** Says what was done to an input before it was run. */
export interface RunWarning {
  readonly code: 'undeclared-dropped';
  /** JSON Pointer of the member in the input. */
  readonly pointer: string;
  /** The dependency whose input it was; absent when it was the program's own. */
  readonly program?: string;
}

/** Ends a run: its output, or why there is none. */
export type RunOutcome =
  { readonly ok: true; readonly output: Json; readonly warnings: readonly RunWarning[] } | RunFault;
