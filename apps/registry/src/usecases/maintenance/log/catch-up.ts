import {
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  TransparencyError,
  type Checkpoint,
} from '@national-forge/transparency';

import { StoreError, type LogContinuation, type LogSource, type OwnLog, type SourceStanding } from '../../../ports.ts';
import { fetchLeaves, damaged } from './fetch-leaves.ts';
import { fetchArchives, fetchDetails } from './fetch-named.ts';

/** Tells what catching up did. */
export interface CatchUpReport {
  readonly origin: string;
  /** Size of our log before and after. */
  readonly from: number;
  readonly to: number;
  /** Details, envelopes and archives that were fetched. */
  readonly details: number;
  readonly archives: number;
  /** Whether writes are taken again: not from a copy that is behind itself, not without the private key of the log. */
  readonly writes: 'on' | 'log-behind' | 'log-key-missing';
  /** What the copy could know of what was signed after it. */
  readonly standing: SourceStanding;
}

/** Is our log, the other copy, and what the operator knows. */
export interface CatchUpParts {
  readonly source: LogSource;
  readonly own: LogContinuation;
  /** Whether the operator vouches that nothing was signed after what the copy holds. */
  readonly nothingNewer?: boolean | undefined;
}

/**
 * Brings our log to where another copy of it stands. The other's checkpoint must be signed by the key of our log, and our log
 * must be its beginning; then what is missing is fetched and proved, and only when all of it is here it is appended and
 * projected, at once. Writes are turned on unless the copy is behind itself; one that only shows a moment must hold more
 * than we do, for with as much it tells nothing of what came after.
 * Throws `StoreError` `source-other-log`, `source-behind`, `log-diverged`, `source-damaged`, `source-incomplete`,
 * `source-unreachable`; nothing is changed then.
 */
export async function catchUp(
  { source, own, nothingNewer = false }: CatchUpParts,
  progress: (step: string) => void,
): Promise<CatchUpReport> {
  const state = await own.state();
  if (state.status === 'log-diverged') throw forked();
  // Before the checkpoint: what a copy that takes writes shows after it is at least what it had then.
  const standing = await source.standing();
  if (standing === 'diverged') throw theirsForked(source);
  const note = await source.checkpoint();
  const head = openHead(source, state, note);
  assertNotBehind(state, head, source);
  const range = { source, stage: own.stage, from: state.size, to: head };
  progress(`fetching ${head.size - state.size} leaves`);
  await fetchLeaves(range, (level, index) => own.node(level, index));
  if (!nothingNewer) assertTells(state, head, { address: source.address, standing });
  progress('fetching details');
  const details = await fetchDetails(range, own);
  progress('fetching archives');
  const archives = await fetchArchives(range, own);
  await stageCheckpoints(range, { note, key: state.key });
  if (!(await own.apply(state, standing === 'behind' && !nothingNewer ? 'off' : 'on'))) throw moved();
  const writes = writesOf(await own.state());
  return { origin: state.origin, from: state.size, to: head.size, details, archives, writes, standing };
}

const writesOf = ({ status }: OwnLog): CatchUpReport['writes'] =>
  status === 'log-behind' || status === 'log-key-missing' ? status : 'on';

const forked = (): StoreError =>
  new StoreError(
    'log-diverged',
    'a client holds a checkpoint that our key has signed and our log does not contain: no other copy can mend that. Only "nforge-registry log fork" goes on',
  );

const theirsForked = ({ address }: LogSource): StoreError =>
  new StoreError(
    'log-diverged',
    `${address} has found that its key signed two logs: what it holds may be the wrong one. Name another copy`,
  );

const moved = (): StoreError =>
  new StoreError('locked', 'the log has grown meanwhile: another command was at work; run this one again');

/** The signature decides whose log it is; what an unsigned note says serves the message alone. */
function openHead(source: LogSource, { key, origin }: OwnLog, note: string): Checkpoint {
  try {
    return openCheckpoint(note, parseVerifierKey(key));
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    const message = `${source.address} has the log ${originOf(note)}, not signed by the key of our log ${origin}`;
    throw new StoreError('source-other-log', message, { cause: error });
  }
}

function originOf(note: string): string {
  try {
    return `"${parseCheckpoint(parseNote(note).text).origin}"`;
  } catch {
    return 'of a form that cannot be read';
  }
}

function assertNotBehind({ size }: OwnLog, head: Checkpoint, { address }: LogSource): void {
  if (head.size >= size) return;
  const message = `${address} has ${head.size} leaves; ours has ${size}: it cannot help. Name another copy`;
  throw new StoreError('source-behind', message);
}

/**
 * The very backup that was restored agrees with us by its nature, and so do its export, another restore of it, our own
 * address: to take that for news would turn writes on blindly, and one key would sign two logs.
 */
function assertTells({ size }: OwnLog, head: Checkpoint, { address, standing }: Copy): void {
  if (standing === 'live' || head.size > size) return;
  const why = { snapshot: 'shows one moment of the log', behind: 'is behind itself and takes no writes' }[standing];
  const message = `${address} ${why}, and ends where our log ends: it cannot tell what was signed after it. Name the registry that takes writes, the old data folder, or a copy that holds more; if there is none, "nforge-registry log fork" goes on. Only if you know that nothing was signed after it: the same command with --nothing-newer`;
  throw new StoreError('source-behind', message);
}

interface Copy {
  readonly address: string;
  readonly standing: Exclude<SourceStanding, 'diverged'>;
}

/** Checkpoints that lie between are kept too, if the source has them, so that receipts stay what they were. */
async function stageCheckpoints(
  { source, stage, from, to }: { source: LogSource; stage: LogContinuation['stage']; from: number; to: Checkpoint },
  { note, key }: { readonly note: string; readonly key: string },
): Promise<void> {
  if (to.size === from) return;
  const verifier = parseVerifierKey(key);
  for await (const one of source.checkpoints({ after: from, before: to.size })) {
    try {
      stage.addCheckpoint({ size: openCheckpoint(one, verifier).size, note: one });
    } catch (error) {
      if (!(error instanceof TransparencyError)) throw error;
      throw damaged(source, `a checkpoint: ${error.code}`, error);
    }
  }
  stage.addCheckpoint({ size: to.size, note });
}
