import type { LogEntries } from '@national-forge/api';
import { assertConsistency, type Checkpoint } from '@national-forge/transparency';

import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import type { AcceptCheckpoint } from './accept-checkpoint.ts';
import { openFrontier, type Frontier } from './frontier.ts';
import { invalidLog } from './invalid-log.ts';
import type { ProvedLeaves } from './read-log.ts';

/** Goes along a log and proves every leaf that it passes. */
export interface LogWalk {
  /** Index of the next leaf. */
  readonly position: () => number;
  /** Fetches the newest checkpoint and has it judged. */
  readonly renew: () => Promise<Checkpoint>;
  /**
   * Takes leaves that a registry showed, proves them and goes on behind them. Leaves that no checkpoint holds yet are left for
   * the next time; none at all is an empty run.
   */
  readonly take: (shown: LogEntries) => Promise<ProvedLeaves>;
}

/** Says where a walk begins, and who judges checkpoints. */
export interface LogWalkOptions extends CallOptions {
  readonly from: number;
  readonly accept: AcceptCheckpoint;
}

interface Known {
  readonly checkpoint: Checkpoint;
  readonly note: string;
}

/** Opens a walk. Nothing is fetched yet. */
export function openLogWalk(client: LogCalls, { from, accept, signal }: LogWalkOptions): LogWalk {
  let known: Known | undefined;
  let frontier: Frontier | undefined;
  let position = from;
  let time = 0;
  const renew = async (): Promise<Known> => {
    const note = await client.checkpoint({ signal });
    return (known = { note, checkpoint: await accept(note) });
  };
  const take = async (shown: LogEntries): Promise<ProvedLeaves> => {
    assertGapless(shown, position);
    const end = position + shown.entries.length;
    if (known === undefined || known.checkpoint.size < end) known = await renew();
    const { checkpoint, note } = known;
    const texts = shown.entries.slice(0, Math.max(0, checkpoint.size - position)).map(({ leaf }) => leaf);
    const run = { from: position, texts, checkpoint, note };
    if (texts.length === 0) return run;
    // A batch that turns out to be false leaves the walk where it was.
    const before = frontier ?? (await fetchEdge(client, position, { signal }));
    const after = openFrontier(position, before.edge());
    for (const text of texts) after.append(Buffer.from(text, 'utf8'));
    await assertStands(client, after, { checkpoint, signal });
    time = assertInTime(texts, { from: position, time });
    frontier = after;
    position += texts.length;
    return run;
  };
  return { position: () => position, renew: async () => (await renew()).checkpoint, take };
}

function assertGapless({ entries }: LogEntries, position: number): void {
  const wrong = entries.findIndex(({ index }, at) => index !== position + at);
  if (wrong !== -1) throw invalidLog('gap', position + wrong);
}

/** What is fetched here is proved together with the first leaves: only the true edge gives a root that was signed. */
async function fetchEdge(client: LogCalls, position: number, { signal }: CallOptions): Promise<Frontier> {
  if (position === 0) return openFrontier(0);
  const { hashes } = await client.inclusion({ index: position, size: position + 1 }, { signal });
  try {
    return openFrontier(
      position,
      hashes.map((hash) => Buffer.from(hash, 'base64')),
    );
  } catch (cause) {
    throw invalidLog('edge', position, cause);
  }
}

async function assertStands(
  client: LogCalls,
  frontier: Frontier,
  { checkpoint, signal }: CallOptions & { readonly checkpoint: Checkpoint },
): Promise<void> {
  const reached = { size: frontier.size(), root: frontier.root() };
  const isWhole = reached.size === checkpoint.size;
  const hashes = isWhole
    ? []
    : (await client.consistency({ from: reached.size, to: checkpoint.size }, { signal })).hashes;
  try {
    const proof = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
    assertConsistency({ from: reached, to: checkpoint, hashes: proof });
  } catch (cause) {
    throw invalidLog('root', reached.size - 1, cause);
  }
}

/** Keys are judged by the times of leaves: a log whose time went back could make an expired key count again. */
function assertInTime(
  texts: readonly string[],
  { from, time }: { readonly from: number; readonly time: number },
): number {
  let last = time;
  for (const [at, text] of texts.entries()) {
    const found = /\ntime (?<seconds>\d{1,16})\n/.exec(text)?.groups?.['seconds'];
    // What is no leaf, or one of a later version, is told by whoever parses it.
    if (found === undefined) continue;
    if (Number(found) < last) throw invalidLog('time', from + at);
    last = Number(found);
  }
  return last;
}
