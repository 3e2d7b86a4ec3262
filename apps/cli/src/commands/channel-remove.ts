import { parseAlgorithmName, parseChannelName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional, reasonOf } from '../options.ts';
import { printJson } from '../output.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

/** Removes a channel. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const name = parseAlgorithmName(positional(args, 0));
  const tag = parseChannelName(positional(args, 1));
  const reason = reasonOf(args);
  return withClient(args, io, async (client) => {
    const { receipt } = await client.moveChannel({ name, tag, version: null, reason }, { signal: io.signal });
    if (io.json) printJson(io, { name, tag, removed: true, receipt });
    else io.err(`${text(io.locale, 'channel.removed', { name, tag })}\n`);
    return EXIT.ok;
  });
}
