import type { LogEntries } from '@national-forge/api';
import { parseLeaf, type Checkpoint, type Leaf } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { acceptOnce, type AcceptCheckpoint } from './accept-checkpoint.ts';
import { invalidLog } from './invalid-log.ts';
import { openLogWalk, type LogWalk } from './walk-log.ts';

/** Is one leaf of the log, proved. */
export interface LogEntry {
  readonly index: number;
  readonly leaf: Leaf;
  /** The leaf as it was hashed. */
  readonly text: string;
}

/** Is a run of leaves, without gaps, that stands in the tree of a checkpoint. */
export interface LogBatch {
  readonly entries: readonly LogEntry[];
  readonly checkpoint: Checkpoint;
  /** The checkpoint, a signed note. */
  readonly note: string;
}

/** Says what is to be read. */
export interface ReadLogOptions extends CallOptions {
  /** Index of the first leaf; default: 0. */
  readonly from?: number | undefined;
  /** Index after the last leaf; default: the size of the newest checkpoint. */
  readonly to?: number | undefined;
  /**
   * Judges every checkpoint that is shown: its signature, and that all seen before are prefixes of it. Default: with the key
   * that the registry names, within this reading.
   */
  readonly accept?: AcceptCheckpoint | undefined;
}

/** Leaves of one request: a batch is verified before its first leaf is given out. */
export const BATCH = 500;

/**
 * Reads leaves in their order, up to the checkpoint that is the newest when the reading begins. Each batch is proved before
 * it is given out: its leaves, hashed, make the tree of a signed checkpoint.
 * @throws ClientError `log-invalid` (`gap`, `leaf`, `root`, `time`, `edge`, `behind`), `leaf-unsupported` (an unknown kind of
 * leaf: the leaves before it have been given out, and nobody may go on), `untrusted`; those of the way
 */
export async function* readLog(client: LogCalls, options: ReadLogOptions = {}): AsyncGenerator<LogBatch, void> {
  const { from = 0, signal } = options;
  const accept = options.accept ?? acceptOnce(client, { signal });
  const walk = openLogWalk(client, { from, accept, signal });
  const { size } = await walk.renew();
  const to = Math.min(options.to ?? size, size);
  if (from > size) throw new ClientError('log-range', { params: { size, wanted: from } });
  while (walk.position() < to) {
    const batch = await walk.take(await ask(client, walk, { to, signal }));
    yield* delivered(batch);
  }
}

async function ask(
  client: LogCalls,
  walk: LogWalk,
  { to, signal }: CallOptions & { readonly to: number },
): Promise<LogEntries> {
  const from = walk.position();
  const answer = await client.logEntries({ from, limit: Math.min(BATCH, to - from), signal });
  // The checkpoint says that there are leaves; a registry that gives none would keep its reader for ever.
  if (answer.entries.length === 0) throw invalidLog('gap', from);
  return { ...answer, entries: answer.entries.slice(0, to - from) };
}

/** Is a run of leaves that was proved but not read. */
export interface ProvedLeaves {
  readonly from: number;
  readonly texts: readonly string[];
  readonly checkpoint: Checkpoint;
  readonly note: string;
}

/**
 * Parses leaves that were proved, and gives them out.
 * @throws ClientError `leaf-unsupported` after the leaves that could be read were given out, `log-invalid` (`leaf`)
 */
export function* delivered({ from, texts, checkpoint, note }: ProvedLeaves): Generator<LogBatch, void> {
  const entries: LogEntry[] = [];
  let failure: ClientError | undefined;
  for (const [at, text] of texts.entries()) {
    // What was hashed is what is given out: half a surrogate in JSON is no text.
    const bytes = Buffer.from(text, 'utf8');
    try {
      entries.push({ index: from + at, leaf: parseLeaf(bytes), text: bytes.toString('utf8') });
    } catch (error) {
      failure = failureOf(error, from + at);
      break;
    }
  }
  if (entries.length > 0) yield { entries, checkpoint, note };
  if (failure !== undefined) throw failure;
}

function failureOf(error: unknown, index: number): ClientError {
  const isNewer = error instanceof Error && 'code' in error && error.code === 'leaf-unsupported';
  return isNewer
    ? new ClientError('leaf-unsupported', { params: { index }, cause: error })
    : invalidLog('leaf', index, error);
}
