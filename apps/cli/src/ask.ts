import type { Readable, Writable } from 'node:stream';

import { EXIT, type Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Is what every question needs: where to ask, where to listen, when to stop. */
export interface Asking {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/**
 * Asks a question of the person at the terminal.
 *
 * @param question - shows it with a prompt of `@clack/prompts`, whose answer to Ctrl-C is a symbol
 * @throws UsageError (exit 3) when the person cancels
 */
export async function ask<T>(io: Io, question: (asking: Asking) => Promise<T>): Promise<Exclude<T, symbol>> {
  const answer = await question({ input: io.stdin, output: io.terminal, signal: io.signal });
  if (typeof answer === 'symbol') throw new UsageError('error.cancelled', {}, { exit: EXIT.cancelled });
  return answer as Exclude<T, symbol>;
}
