import type { LineSink } from '../http/observe/access-log.ts';

/** Holds log lines back for a moment, to hand them over many at a time. */
export interface LineBuffer extends LineSink {
  write(line: string): void;
  /** Hands over what is held. */
  pass(): void;
}

/** Characters that are held at most. */
const LENGTH = 32 * 1024;

/**
 * Makes a buffer in front of a destination of lines; a line waits in it for `afterMs` at most. The destination counts
 * the bytes of all it holds anew at every line: handed over one by one, a line cost as much as a fifth of a request.
 */
export function createLineBuffer(destination: LineSink, afterMs: number): LineBuffer {
  let held: string[] = [];
  let length = 0;
  let timer: NodeJS.Timeout | undefined;
  const pass = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (held.length === 0) return;
    const text = held.join('');
    held = [];
    length = 0;
    destination.write(text);
  };
  return {
    pass,
    write(line) {
      held.push(line);
      length += line.length;
      if (length >= LENGTH) pass();
      else timer ??= setTimeout(pass, afterMs).unref();
    },
  };
}
