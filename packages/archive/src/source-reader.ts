/** Reads a source chunk by chunk and can be told to stop although the source says nothing for ever. */
export interface SourceReader {
  /** Gives the next chunk, or undefined at the end. Fails with the source's error, or with the reason of an abort. */
  next(): Promise<Uint8Array | undefined>;
  /** Ends a `next` that waits and lets go of the source. */
  close(): void;
}

/** Opens a source; an abort of the signal ends a `next` that waits. */
export function readSource(source: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): SourceReader {
  const iterator = source[Symbol.asyncIterator]();
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  let done = false;
  return {
    next: async () => {
      const result = await unlessAborted(() => iterator.next(), stop.signal);
      done = result.done === true;
      return result.done === true ? undefined : result.value;
    },
    close: () => {
      signal?.removeEventListener('abort', onAbort);
      stop.abort();
      if (!done) release(source, iterator);
    },
  };
}

function unlessAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Destroys a stream at once; another iterable is told to return, which waits while its `next` is pending, so we do not. */
function release(source: AsyncIterable<Uint8Array>, iterator: AsyncIterator<Uint8Array>): void {
  const stream = source as { destroy?: unknown };
  if (typeof stream.destroy === 'function') stream.destroy.call(source);
  else iterator.return?.().catch(() => undefined);
}
