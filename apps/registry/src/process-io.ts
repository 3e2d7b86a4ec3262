import type { ServerIo } from './commands/command.ts';
import { systemClock } from './wiring/world.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Gives commands the process: its streams, its environment, and the wish to end it. */
export function createProcessIo(): ServerIo {
  // A reader that has seen enough (head) closes the pipe: that is no fault.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of SIGNALS) process.once(signal, () => resolve());
      }),
  };
}
