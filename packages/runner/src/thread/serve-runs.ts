import { createExecutor } from '../execute.ts';
import { openSandboxWith, type OpenPython } from '../open-sandbox.ts';
import type { Program } from '../program.ts';
import type { WasmModule } from '../wasm/webassembly.ts';
import type { Job, Word } from './job.ts';

/** Is what a thread of Node and a worker of a page have in common. */
export interface ThreadEnds {
  /** The compiled QuickJS. */
  readonly quickjs: WasmModule;
  /** Makes the sandbox of a Python program, where there are any. */
  readonly openPython?: OpenPython;
  /** Milliseconds of processor time of the thread, or on the clock where none is told. */
  readonly clock: () => number;
  readonly say: (word: Word) => void;
}

/** Serves jobs in a thread: gives the listener to hand every message to. */
export function serveRuns({ quickjs, openPython, clock, say }: ThreadEnds): (job: Job) => void {
  const executor = createExecutor(openSandboxWith(quickjs, openPython), clock);
  const programs = new Map<number, Program>();
  let queue: Promise<void> = Promise.resolve();
  const take = async (job: Job): Promise<void> => {
    switch (job.kind) {
      case 'load':
        programs.set(job.id, job.program);
        return;
      case 'forget': {
        const program = programs.get(job.id);
        if (program !== undefined) executor.forget(program);
        programs.delete(job.id);
        return;
      }
      case 'run': {
        const program = programs.get(job.id);
        if (program === undefined) throw new Error(`no program has the number ${job.id}`);
        say({ kind: 'end', end: await executor.run({ ...job, program }) });
      }
    }
  };
  return (job) => {
    queue = queue.then(() => take(job)).catch((error: unknown) => say({ kind: 'failed', message: describe(error) }));
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
