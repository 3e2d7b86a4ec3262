import { followLog, readLog, type LogBatch } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { actorOf, subjectOf } from '../log/describe-leaf.ts';
import { optionalIndex, wants } from '../options.ts';
import { printJson, printRows } from '../output.ts';
import { withTrust, type Trusting } from '../session/trust.ts';
import { formatInstant } from '../signing/describe-change.ts';
import { text } from '../texts/texts.ts';

const LAST = 20;

type Entry = LogBatch['entries'][number];

/** Is a leaf for programs: its members, its place, and the text that was hashed. */
const entryDocument = ({ index, leaf, text: words }: Entry): object => ({
  index,
  ...leaf,
  time: formatInstant(leaf.time),
  leaf: words,
});

function printEntries(io: Io, entries: readonly Entry[]): void {
  printRows(
    io,
    entries.map(({ index, leaf }) => [
      String(index),
      formatInstant(leaf.time),
      leaf.kind,
      subjectOf(leaf),
      actorOf(leaf),
    ]),
  );
}

/** To be interrupted is how this ends; there is nothing to tell then. */
async function follow(io: Io, trusting: Trusting, from: number): Promise<ExitCode> {
  try {
    await followOn(io, trusting, from);
    return EXIT.ok;
  } catch (error) {
    if (!io.signal.aborted) throw error;
    return EXIT.interrupted;
  }
}

async function followOn(io: Io, trusting: Trusting, from: number): Promise<void> {
  const { client, accept } = trusting;
  for await (const { entries } of followLog(client, { from, accept, signal: io.signal })) {
    // One document a line (https://github.com/ndjson/ndjson-spec): a reader need not wait for an end that never comes.
    if (io.json) for (const entry of entries) io.out(`${JSON.stringify(entryDocument(entry))}\n`);
    else printEntries(io, entries);
  }
}

interface Shown {
  readonly from: number;
  /** What is told where nothing is recorded from there on. */
  readonly newest: LogBatch['checkpoint'];
}

async function show(io: Io, trusting: Trusting, { from, newest }: Shown): Promise<void> {
  const { client, accept } = trusting;
  const all: Entry[] = [];
  let checkpoint = newest;
  for await (const batch of readLog(client, { from, accept, signal: io.signal })) {
    checkpoint = batch.checkpoint;
    if (io.json) all.push(...batch.entries);
    else printEntries(io, batch.entries);
  }
  const { origin, size } = checkpoint;
  if (io.json) printJson(io, { log: { origin, size }, entries: all.map(entryDocument) });
  else io.err(`${text(io.locale, 'log.size', { origin, size })}\n`);
}

/** Shows what the registry has recorded; with `--follow` it goes on until interrupted. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const since = optionalIndex(args, 'since');
  return withTrust(args, io, async (trusting) => {
    const newest = await trusting.newest();
    const from = since ?? Math.max(0, newest.size - LAST);
    if (wants(args, 'follow')) return follow(io, trusting, from);
    await show(io, trusting, { from, newest });
    return EXIT.ok;
  });
}
