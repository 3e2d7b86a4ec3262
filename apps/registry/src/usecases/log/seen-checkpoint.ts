import { ProblemError } from '@national-forge/api';
import {
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  TransparencyError,
  type Checkpoint,
} from '@national-forge/transparency';

import type { LogIdentity } from '../../ports.ts';
import type { Deps } from '../deps.ts';

/** Compares what clients saw of the log with the log as it is. */
export interface CheckpointWatch {
  /**
   * Takes the checkpoint that a writer saw last, as base64 of its note.
   * Throws `ProblemError` `request-invalid` for what is no checkpoint; `log-mismatch` for one of another log, which a log
   * that this one was forked from is too: its writer is to learn of it before anything is written. `log-behind`,
   * `log-diverged` when our own key signed what our log does not hold. Writes are then off for everyone: one more leaf
   * would fork the log.
   */
  compare(header: string): Promise<void>;
}

type WatchDeps = Pick<Deps, 'log' | 'tree' | 'ledger'>;

/** Bounds a header that is looked at; a checkpoint with the signatures of some witnesses fits. */
const HEADER_LENGTH = 8192;
/** Bounds the notes remembered: most writers come back with one of the last few. */
const REMEMBERED = 200;

/** Makes the watch of one server. */
export function createCheckpointWatch(deps: WatchDeps): CheckpointWatch {
  // What was a prefix of the log once is one as long as it has that key: it needs no second look.
  const known = new Set<string>();
  let key: string | undefined;
  return {
    async compare(header) {
      const identity = await deps.log.identity();
      const current = identity.keys.at(-1)?.key;
      if (current !== key) known.clear();
      key = current;
      if (known.has(header)) return;
      await assertHeld(deps, open(decode(header), identity), identity);
      if (known.size >= REMEMBERED) known.clear();
      known.add(header);
    },
  };
}

function decode(header: string): Buffer {
  const bytes = header.length <= HEADER_LENGTH ? Buffer.from(header, 'base64') : undefined;
  if (bytes?.toString('base64') !== header) throw invalid('base64 (RFC 4648 §4)');
  return bytes;
}

const invalid = (reason: string, cause?: unknown): ProblemError =>
  new ProblemError('request-invalid', { reason: `/header/nforge-checkpoint: ${reason}` }, { cause });

/** Opens a note that the key signed with which the log goes on; one of an earlier key is of the log before its fork. */
function open(note: Buffer, { origin, keys }: LogIdentity): Checkpoint {
  try {
    const { text, verifiedBy } = openNote(
      note,
      keys.map(({ key }) => parseVerifierKey(key)),
    );
    const current = keys.at(-1)?.key;
    if (current === undefined || !verifiedBy.includes(current)) throw mismatch(origin);
    return parseCheckpoint(text);
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    throw error.code === 'note-unsigned' ? mismatch(origin, error) : invalid(error.code, error);
  }
}

const mismatch = (origin: string, cause?: unknown): ProblemError =>
  new ProblemError('log-mismatch', { origin }, { cause });

async function assertHeld(
  { log, tree, ledger }: WatchDeps,
  { origin, size, root }: Checkpoint,
  identity: LogIdentity,
): Promise<void> {
  if (origin !== identity.origin) throw mismatch(identity.origin);
  const newest = await log.checkpoint();
  if (size > newest.size) return turnOff(ledger, 'log-behind');
  const ours = await tree.rootAt(size);
  if (ours === undefined || Buffer.compare(ours, root) !== 0) return turnOff(ledger, 'log-diverged');
}

async function turnOff(ledger: Deps['ledger'], status: 'log-behind' | 'log-diverged'): Promise<never> {
  await ledger.turnOff(status);
  throw new ProblemError(status);
}
