import type { RunFaultCode } from './outcome.ts';

/** Is what a sandbox asks its surroundings while a program runs. */
export interface Surroundings {
  /** Tells whether the program must stop now: its time is up, or the run has ended elsewhere. */
  isOver(): boolean;
  /** Calls a dependency with an input and gives its output, both as JSON; throws when the run ends here. */
  use(name: string, input: string): string;
  /** Ends the run because what was given to a dependency is no JSON; throws. */
  refuse(name: string, fault: SandboxFault): never;
}

/** Is a fault as the sandbox sees it, before it is known whose it is. */
export interface SandboxFault {
  readonly code: RunFaultCode;
  readonly message: string;
  readonly pointer?: string;
}

/** Ends one run in a sandbox. A spent sandbox must not be used again. */
export type SandboxEnd = { readonly spent: boolean } & (
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: SandboxFault }
);

/** Is one program, loaded, whose every run starts from the state in which loading left it. */
export interface Sandbox {
  /** Runs the program on an input given as JSON. */
  run(input: string, surroundings: Surroundings): SandboxEnd;
}

/** Is thrown when a program cannot be loaded. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly fault: SandboxFault;
  constructor(fault: SandboxFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Bounds one sandbox. */
export interface SandboxLimits {
  readonly memoryBytes: number;
  readonly stackBytes: number;
  readonly outputBytes: number;
}

/** Writes a JSON Pointer (RFC 6901) of the keys that lead to a place. */
export function pointerOf(keys: readonly unknown[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
