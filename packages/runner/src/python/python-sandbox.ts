import { receiveMessageOnPort } from 'node:worker_threads';

import type { Program } from '../program.ts';
import type { Sandbox, SandboxEnd, Surroundings } from '../sandbox.ts';
import type { PythonLimits, PythonLine, PythonQuestion, PythonReply } from './python-port.ts';

let last = 0;

/**
 * Makes the sandbox of a Python program for a thread that runs algorithms. The process itself belongs to another thread; this
 * one sleeps until it has answered, as a JavaScript program that calls a Python one must.
 */
export function openPython(program: Program, limits: PythonLimits, line: PythonLine): Sandbox {
  const sandbox = ++last;
  return {
    run: (input, surroundings) => {
      const first = ask(line, { kind: 'run', sandbox, input });
      const reply =
        first.kind === 'unknown' ? ask(line, { kind: 'run', sandbox, input, load: { program, limits } }) : first;
      return follow(reply, line, surroundings);
    },
  };
}

/** Answers what the program asks until the run ends. */
function follow(reply: PythonReply, line: PythonLine, surroundings: Surroundings): SandboxEnd {
  let current = reply;
  for (;;) {
    switch (current.kind) {
      case 'use':
        current = ask(line, { kind: 'answer', ...used(surroundings, current) });
        break;
      case 'refuse':
        refused(surroundings, current);
        current = ask(line, { kind: 'answer' });
        break;
      case 'end':
        return current.end;
      case 'unknown':
        throw new Error('a Python process went away while it was spoken to');
    }
  }
}

/** What ends the run is remembered by the surroundings; the process is only told that it ends. */
function used(
  surroundings: Surroundings,
  { name, input }: Extract<PythonReply, { kind: 'use' }>,
): { readonly output?: string } {
  try {
    return { output: surroundings.use(name, input) };
  } catch {
    return {};
  }
}

function refused(surroundings: Surroundings, { name, fault }: Extract<PythonReply, { kind: 'refuse' }>): void {
  try {
    surroundings.refuse(name, fault);
  } catch {
    // Thrown to end a program that runs in this thread; ours is told by the answer.
  }
}

function ask({ port, calls }: PythonLine, question: PythonQuestion): PythonReply {
  port.postMessage(question);
  for (;;) {
    const heard = Atomics.load(calls, 0);
    const received = receiveMessageOnPort(port) as { readonly message: PythonReply } | undefined;
    if (received !== undefined) return received.message;
    Atomics.wait(calls, 0, heard);
  }
}
