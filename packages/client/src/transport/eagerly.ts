import type { Readable } from 'node:stream';

import { abandon } from './body.ts';

/** Chunks that may wait for the reader before the stream is told to pause. */
const WAITING = 64;

/**
 * Reads a stream as its chunks arrive and hands out every one before an error. A stream that is destroyed by an error
 * forgets what it had buffered; on a line that is cut often those bytes are the whole progress.
 */
export function eagerly(stream: Readable): AsyncGenerator<Buffer, void> {
  const queue: Buffer[] = [];
  let over: { readonly error?: Error } | undefined;
  let wake = (): void => undefined;
  stream.on('data', (chunk: Buffer) => {
    queue.push(chunk);
    if (queue.length >= WAITING) stream.pause();
    wake();
  });
  const finish = (error?: Error): void => {
    over ??= error === undefined ? {} : { error };
    wake();
  };
  stream.on('error', finish);
  stream.on('close', () => finish());
  async function* read(): AsyncGenerator<Buffer, void> {
    try {
      for (;;) {
        const chunk = queue.shift();
        if (chunk !== undefined) yield chunk;
        else if (over !== undefined) break;
        else await arrival();
      }
      if (over.error !== undefined) throw over.error;
    } finally {
      abandon(stream);
    }
  }
  const arrival = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      stream.resume();
    });
  return read();
}
