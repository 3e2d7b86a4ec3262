import type { MessagePort } from 'node:worker_threads';

import type { Program } from '../program.ts';
import type { SandboxEnd, SandboxFault, SandboxLimits } from '../sandbox.ts';

/** Bounds a Python process: a sandbox, and the time of each run in it. */
export interface PythonLimits extends SandboxLimits {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** Is what a thread asks of the one that holds the Python processes. */
export type PythonQuestion =
  | {
      readonly kind: 'run';
      /** Numbers the sandbox; its process is started with the first run, and again when it has gone. */
      readonly sandbox: number;
      /** What is run, where the process has to be started. */
      readonly load?: { readonly program: Program; readonly limits: PythonLimits };
      readonly input: string;
    }
  /** Answers a `use`; without an output the run ends. */
  | { readonly kind: 'answer'; readonly output?: string };

/** Is what it is told. */
export type PythonReply =
  /** There is no such process: ask again with what is to be loaded. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'use'; readonly name: string; readonly input: string }
  | { readonly kind: 'refuse'; readonly name: string; readonly fault: SandboxFault }
  | { readonly kind: 'end'; readonly end: SandboxEnd };

/**
 * Is one end of the line between a thread that runs algorithms, which waits for every answer, and the thread that holds the
 * Python processes, which must not. The number of `calls` goes up with every reply, so that the waiting one can sleep on it.
 */
export interface PythonLine {
  readonly port: MessagePort;
  readonly calls: Int32Array<SharedArrayBuffer>;
}
