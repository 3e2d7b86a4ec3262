import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { besideThis } from './child-server.ts';

/** Does work in a process of its own, so that nothing else is in its figures. */
export interface Worker<Tasks> {
  call<T extends keyof Tasks & string>(task: T, input: Input<Tasks[T]>): Promise<Output<Tasks[T]>>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

type Input<Task> = Task extends (input: infer I) => unknown ? I : never;
type Output<Task> = Task extends (input: never) => infer O ? Awaited<O> : never;

interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

/** Starts a program of this folder that serves tasks; it reads the sources of the workspace, not what was built of them. */
export function startWorker<Tasks>(program: string): Worker<Tasks> {
  const options = { execArgv: ['--conditions=@national-forge/source'], serialization: 'advanced' as const };
  const child = fork(besideThis(program), options);
  return {
    async call(task, input) {
      const reply = nextReply(child);
      child.send({ task, input });
      const { value, error } = await reply;
      if (error !== undefined) throw new Error(`${program}, ${task}: ${error}`);
      return value as never;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function nextReply(child: ChildProcess): Promise<Reply> {
  const given = new AbortController();
  const { signal } = given;
  try {
    const ended = once(child, 'exit', { signal }).then(([code]) => ({ error: `it ended with exit code ${code}` }));
    const reply = once(child, 'message', { signal }).then(([message]) => message as Reply);
    ended.catch(() => undefined);
    return await Promise.race([reply, ended]);
  } finally {
    given.abort();
  }
}

/** Serves tasks in the process of a worker, one after the other, until its parent lets go of it. */
export function serveTasks(tasks: Readonly<Record<string, (input: never) => unknown>>): void {
  process.on('message', ({ task, input }: { readonly task: string; readonly input: never }) => {
    const begun = new Promise((resolve) => resolve(tasks[task]?.(input)));
    begun.then(
      (value) => process.send?.({ value }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : 'failed' }),
    );
  });
}
