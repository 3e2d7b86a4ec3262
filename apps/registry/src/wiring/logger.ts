import pino, { type DestinationStream, type Logger } from 'pino';

import type { LineSink } from '../http/observe/access-log.ts';

/** Names how much is logged: every request, or only what went wrong. */
export type LogLevel = 'info' | 'warn' | 'silent';

/** Is the log of a server: JSON lines, without secrets, addresses or queries. */
export interface ServerLog {
  readonly logger: Logger;
  /** Takes access log lines; undefined where requests are not logged. */
  readonly lines: LineSink | undefined;
  /** Writes out what is still in memory. */
  flush(): void;
}

/** Milliseconds that a line may wait in memory. */
const FLUSH_EVERY = 1000;

/** Opens the log on stderr, or on the stream given. */
export function openLog(level: LogLevel, stream?: DestinationStream): ServerLog {
  if (stream !== undefined) {
    return { logger: create(level, stream), lines: level === 'info' ? stream : undefined, flush: () => undefined };
  }
  const destination = pino.destination({ fd: 2, sync: false, minLength: 8 * 1024, periodicFlush: FLUSH_EVERY });
  // A log nobody can take any more (a closed pipe) must not end the service.
  destination.on('error', () => undefined);
  const logger = create(level, destination);
  return { logger, lines: level === 'info' ? destination : undefined, flush: () => flushQuietly(destination) };
}

function create(level: LogLevel, stream: DestinationStream): Logger {
  const redact = ['authorization', '*.authorization', '*.*.authorization', 'token', '*.token', 'secret', '*.secret'];
  return pino({ level, base: null, redact, serializers: { err: pino.stdSerializers.errWithCause } }, stream);
}

function flushQuietly(destination: { flushSync(): void }): void {
  try {
    destination.flushSync();
  } catch {
    // The destination was not opened yet, or is gone: nothing is left to write.
  }
}
