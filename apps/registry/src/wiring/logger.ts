import pino, { type DestinationStream, type Logger } from 'pino';

import type { LineSink } from '../http/observe/access-log.ts';
import { createLineBuffer } from './line-buffer.ts';

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
const HELD_MS = 500;

/** Opens the log on stderr, or on the stream given. */
export function openLog(level: LogLevel, stream?: DestinationStream): ServerLog {
  if (stream !== undefined) {
    return { logger: create(level, stream), lines: level === 'info' ? stream : undefined, flush: () => undefined };
  }
  const destination = pino.destination({ fd: 2, sync: false });
  // A log nobody can take any more (a closed pipe) must not end the service.
  destination.on('error', () => undefined);
  const buffer = createLineBuffer(destination, HELD_MS);
  const flush = (): void => {
    flushQuietly(() => {
      buffer.pass();
      destination.flushSync();
    });
  };
  // However the process ends, short of being killed: its last lines say why.
  process.once('exit', flush);
  return { logger: create(level, buffer), lines: level === 'info' ? buffer : undefined, flush };
}

function create(level: LogLevel, stream: DestinationStream): Logger {
  const redact = ['authorization', '*.authorization', '*.*.authorization', 'token', '*.token', 'secret', '*.secret'];
  return pino({ level, base: null, redact, serializers: { err: pino.stdSerializers.errWithCause } }, stream);
}

function flushQuietly(flush: () => void): void {
  try {
    flush();
  } catch {
    // The destination was not opened yet, or is gone: nothing is left to write.
  }
}
