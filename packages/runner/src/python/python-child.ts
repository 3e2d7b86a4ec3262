import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';

import { PYTHON_ENVIRONMENT, type Command } from './sandbox-command.ts';

/** Is what a Python process says: one JSON document a line. */
export type Message = Readonly<Record<string, unknown>>;

/** Is a message, or the end of the process and why. */
export type Heard =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'ended'; readonly signal?: NodeJS.Signals | undefined }
  | { readonly kind: 'babbling' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** Is a running Python process. */
export interface PythonChild {
  /** Sends a JSON document of one line. */
  send(message: string): void;
  /** Gives the next message, or the end; one question at a time. */
  next(): Promise<Heard>;
  /** Ends it with everything that it started. */
  kill(): void;
}

/** Says how a process is started and how much it may say. */
export interface ChildOptions {
  /** Bytes of one line; a process that says more is ended. */
  readonly lineBytes: number;
  /** Takes what the program prints; left out, nobody does. It is never mixed with the messages. */
  readonly onPrint?: ((text: string) => void) | undefined;
}

/**
 * Starts a Python process that speaks on descriptors 3 and 4. It does not keep this process alive while it has nothing to
 * say.
 */
export function startChild({ file, args, user }: Command, options: ChildOptions): PythonChild {
  const printed = options.onPrint === undefined ? 'ignore' : 'pipe';
  const child = spawn(file, args, {
    stdio: ['ignore', printed, printed, 'pipe', 'pipe'],
    env: PYTHON_ENVIRONMENT,
    cwd: '/',
    // A group of its own, so that what it started ends with it.
    detached: true,
    ...(user !== undefined && { uid: user, gid: user }),
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => options.onPrint?.(text));
  const input = child.stdio[3] as Writable;
  // A process that has ended takes no more messages; that it ended is heard elsewhere.
  input.on('error', () => undefined);
  const heard = listen(child, options);
  return {
    send: (message) => void input.write(`${message}\n`),
    next: async () => {
      hold(child, true);
      try {
        return await heard();
      } finally {
        hold(child, false);
      }
    },
    kill: () => kill(child),
  };
}

/** An idle process does not keep ours alive; one that is waited for does. */
function hold(child: ChildProcess, isWaited: boolean): void {
  const act = (one: unknown) => (one as { ref?(): void; unref?(): void } | null)?.[isWaited ? 'ref' : 'unref']?.();
  act(child);
  child.stdio.forEach(act);
}

function kill(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

const MOST_UNREAD = 8;

/** Gathers lines into a queue; gives a function that takes the next of it. */
function listen(child: ChildProcess, { lineBytes }: ChildOptions): () => Promise<Heard> {
  const queue: Heard[] = [];
  let waiting: ((heard: Heard) => void) | undefined;
  let end: Heard | undefined;
  const give = (heard: Heard): void => {
    if (heard.kind !== 'message') end ??= heard;
    if (waiting === undefined) queue.push(heard);
    else waiting(heard);
    waiting = undefined;
  };
  const output = child.stdio[4] as Readable;
  splitLines(output, lineBytes, (line) => {
    const message = line === undefined ? undefined : parse(line);
    // It speaks when it is asked: one that floods would fill the memory of this process.
    if (message !== undefined && queue.length < MOST_UNREAD) {
      give({ kind: 'message', message });
    } else {
      kill(child);
      give({ kind: 'babbling' });
    }
  });
  child.once('error', (error) => give({ kind: 'not-started', reason: error.message }));
  child.once('close', (code, signal) => give({ kind: 'ended', signal: signal ?? signalIn(code) }));
  return () => {
    const next = queue.shift() ?? end;
    if (next !== undefined) return Promise.resolve(next);
    return new Promise((resolve) => (waiting = resolve));
  };
}

/** A sandbox tells the signal that ended its program as shells do: 128 and its number. */
function signalIn(code: number | null): NodeJS.Signals | undefined {
  const found = Object.entries(constants.signals).find(([, number]) => code === 128 + number);
  return found?.[0] as NodeJS.Signals | undefined;
}

/** Gives each line of a stream; undefined, once, when one is too long. */
function splitLines(stream: Readable, lineBytes: number, take: (line: string | undefined) => void): void {
  let parts: Buffer[] = [];
  let size = 0;
  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      take(Buffer.concat([...parts, rest.subarray(0, at)]).toString('utf8'));
      [parts, size, rest] = [[], 0, rest.subarray(at + 1)];
    }
    parts.push(rest);
    size += rest.length;
    if (size <= lineBytes) return;
    stream.removeAllListeners('data');
    take(undefined);
  });
}

function parse(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}
