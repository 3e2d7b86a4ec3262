import { setTimeout as sleepFor } from 'node:timers/promises';

import type { LogEntries } from '@national-forge/api';

import { ClientError, isClientError } from '../client-error.ts';
import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { isPassing } from '../transport/failure.ts';
import type { TransportDeps } from '../transport/options.ts';
import { acceptOnce, type AcceptCheckpoint } from './accept-checkpoint.ts';
import { invalidLog } from './invalid-log.ts';
import { BATCH, delivered, type LogBatch, type ProvedLeaves } from './read-log.ts';
import { openLogWalk, type LogWalk } from './walk-log.ts';

/** Tells that the way to the registry was cut, and when it is tried again. */
export interface Interruption {
  readonly error: ClientError;
  readonly delayMs: number;
}

/** Says how the log is followed. */
export interface FollowLogOptions extends CallOptions {
  /** Index of the first leaf; default: 0. */
  readonly from?: number | undefined;
  /** As in {@link readLog}. */
  readonly accept?: AcceptCheckpoint | undefined;
  /** Seconds for which the registry may hold a question that it has no leaf for, 0 to 60; default: 30. */
  readonly waitSeconds?: number | undefined;
  readonly onInterrupt?: ((interruption: Interruption) => void) | undefined;
  readonly deps?: Partial<Pick<TransportDeps, 'sleep'>> | undefined;
}

const POLL_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** How often a registry may show leaves that its checkpoint does not hold, or hold back some that it does. */
const PATIENCE = 10;

/**
 * Follows the log for ever: gives the leaves from an index on and then each that is appended, proved as {@link readLog}
 * proves them. It goes on where it was when the way to the registry is cut; a log that contradicts what it showed before
 * ends it.
 * @throws ClientError as {@link readLog}; `log-invalid` also with `rollback` and `behind`; `cancelled`
 */
export async function* followLog(client: LogCalls, options: FollowLogOptions = {}): AsyncGenerator<LogBatch, never> {
  const { from = 0, signal } = options;
  const accept = options.accept ?? acceptOnce(client, { signal });
  const walk = openLogWalk(client, { from, accept, signal });
  const next = follow(client, walk, options);
  for (;;) {
    const proved = await next();
    yield* delivered(proved);
  }
}

function follow(client: LogCalls, walk: LogWalk, options: FollowLogOptions): () => Promise<ProvedLeaves> {
  const pause = pauserOf(options);
  const start = walk.position();
  let cuts = 0;
  let idle = 0;
  return async () => {
    for (;;) {
      try {
        const shown = await ask(client, walk, { ...options, start });
        const proved = await walk.take(shown);
        cuts = 0;
        if (proved.texts.length > 0) {
          idle = 0;
          return proved;
        }
        // The newest checkpoint is judged now and then, so that a log that was set back is found out before it grows again.
        const isHolding = shown.entries.length > 0 || (await walk.renew()).size > walk.position();
        idle = isHolding ? idle + 1 : 0;
        if (idle > PATIENCE) throw invalidLog('behind', walk.position());
        await pause(POLL_MS);
      } catch (error) {
        if (!isInterruption(error)) throw error;
        const delayMs = Math.min(POLL_MS * 2 ** cuts++, LONGEST_PAUSE_MS);
        options.onInterrupt?.({ error, delayMs });
        await pause(delayMs);
      }
    }
  };
}

async function ask(
  client: LogCalls,
  walk: LogWalk,
  options: FollowLogOptions & { readonly start: number },
): Promise<LogEntries> {
  const { signal, waitSeconds = 30, start } = options;
  const from = walk.position();
  try {
    return await client.logEntries({ from, limit: BATCH, wait: waitSeconds, signal });
  } catch (error) {
    // What was given out before was in the log: it cannot be out of its range now.
    const isShorter = isClientError(error) && error.code === 'log-range' && from > start;
    throw isShorter ? invalidLog('rollback', from, error) : error;
  }
}

/** Besides what passes in a moment: a name that does not resolve while the network is away. */
function isInterruption(error: unknown): error is ClientError {
  return isPassing(error) || (isClientError(error) && error.code === 'network');
}

function pauserOf({ deps, signal }: FollowLogOptions): (ms: number) => Promise<void> {
  const sleep = deps?.sleep ?? ((ms, stop) => sleepFor(ms, undefined, stop === undefined ? {} : { signal: stop }));
  return async (ms) => {
    try {
      await sleep(ms, signal);
    } catch (cause) {
      throw new ClientError('cancelled', { cause });
    }
  };
}
