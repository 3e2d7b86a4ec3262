import { parseChannelName, parseReference, parseVersion } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional, reasonOf } from '../options.ts';
import { printJson } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

/** Lets a channel point to a version; creates it when it is not there yet. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const { name, selector } = parseReference(positional(args, 0));
  if (selector === undefined) throw new UsageError('usage.needsVersion', { value: positional(args, 0) });
  const move = {
    name,
    version: parseVersion(selector),
    tag: parseChannelName(positional(args, 1)),
    reason: reasonOf(args),
  };
  return withClient(args, io, async (client) => {
    const channel = await client.moveChannel(move, { signal: io.signal });
    if (io.json) printJson(io, channel);
    else io.err(`${text(io.locale, 'channel.set', { name, tag: move.tag, version: move.version })}\n`);
    return EXIT.ok;
  });
}
